import "reflect-metadata";
import { isDeepStrictEqual } from "node:util";
import type { ApolloServer } from "@apollo/server";
import fc from "fast-check";
import type { GraphContext } from "../../../src/graph/context.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { dayOf } from "../../../src/sandbox/seed/calendar.js";
import { GatewayWorld } from "../../support/gateway-world.js";
import { BookTotals } from "../../support/totals/book-totals.js";
import { totalsCase } from "../../support/totals/case-arbitrary.js";
import type { TotalsCase } from "../../support/totals/made-case.js";
import { expectedTotals } from "../../support/totals/oracle.js";
import { answeredTotals, totalsWorld } from "../../support/totals/totals-world.js";
import type { Measurement, Part } from "../part.js";

const CASES = { small: 100, whole: 2000 };
const SEED = 20_261_126;

/** Totals against a sum that shares no code with the gateway, on made-up banks; and what becomes of them when a bank goes. */
export const totals: Part = async (size) => {
  const server = await createGraphQLServer({ introspection: false });
  try {
    return [await againstTheOracle(server, CASES[size]), await disconnectedBank()];
  } finally {
    await server.stop();
  }
};

interface Tally {
  equal: number;
  included: number;
  missing: number;
  readonly codes: Set<string>;
}

async function againstTheOracle(server: ApolloServer<GraphContext>, count: number): Promise<Measurement> {
  const tally: Tally = { equal: 0, included: 0, missing: 0, codes: new Set() };
  for (const made of fc.sample(totalsCase, { numRuns: count, seed: SEED }))
    await compare(server, made, tally);
  const [equal, included, missing] = [tally.equal, tally.included, tally.missing].map((number) =>
    number.toLocaleString("en"),
  );
  return {
    what: `totals of ${count.toLocaleString("en")} made-up people against an independent oracle`,
    asked: "equal to the last digit, coverage too",
    measured: `${equal ?? ""} equal: ${included ?? ""} times an account was added up, ${missing ?? ""} times it or its consent was missing, for ${tally.codes.size} reasons`,
    passed: tally.equal === count && tally.included > count && tally.missing > count,
  };
}

async function compare(server: ApolloServer<GraphContext>, made: TotalsCase, tally: Tally): Promise<void> {
  const world = totalsWorld(server, made);
  const answered = await answeredTotals(world, made);
  const expected = expectedTotals(made, new Date(world.clock.now()).toISOString());
  if (isDeepStrictEqual(answered, expected)) tally.equal += 1;
  for (const { coverage } of [answered.cashPosition, answered.netWorth, answered.cashFlow]) {
    tally.included += coverage.included.length;
    tally.missing += coverage.missing.length;
    for (const { code } of coverage.missing) tally.codes.add(code);
  }
}

const COVERAGE = "coverage { complete included missing { dataProviderId code } }";
const NET_WORTH = `{ netWorth { amounts { currency assets liabilities net } ${COVERAGE} } }`;

/** What a client sees of a net worth. */
interface Seen {
  readonly amounts: readonly object[];
  readonly coverage: {
    readonly complete: boolean;
    readonly included: readonly string[];
    readonly missing: readonly { readonly dataProviderId: string; readonly code: string }[];
  };
}

/** One person at two sandbox banks: both there, one down, and then its consent revoked. */
async function disconnectedBank(): Promise<Measurement> {
  const world = await GatewayWorld.start();
  try {
    const today = dayOf(new Date());
    const maple = new BookTotals("maple", "noor", today);
    const liberty = new BookTotals("liberty", "fiona", today);
    await world.connect({ bankPersonId: "noor" });
    const { id } = await world.connect({ provider: "liberty", bankPersonId: "fiona" });
    const ask = async (): Promise<Seen> => (await world.query("alex", NET_WORTH)).data.netWorth as Seen;
    const whole = await ask();
    const url = `${world.banks.liberty.controlUrl}/availability`;
    await world.control("PUT", url, { status: 503 });
    const down = await ask();
    await world.control("PUT", url, { status: null });
    await world.query("alex", "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }", { id });
    const gone = await ask();
    return {
      what: "a bank that is down, and one that is disconnected",
      asked: "total and coverage change, as the banks' books have it",
      measured: `both banks: ${told(whole)}; one down: ${told(down)}; revoked: ${told(gone)}`,
      passed:
        isOf(whole, [maple, liberty], []) &&
        isOf(down, [maple], ["liberty PROVIDER_UNAVAILABLE"]) &&
        isOf(gone, [maple], []),
    };
  } finally {
    await world.close();
  }
}

function isOf({ amounts, coverage }: Seen, banks: readonly BookTotals[], gaps: readonly string[]): boolean {
  const worths = banks.map(({ worth }) => worth);
  const missing = coverage.missing.map(({ dataProviderId, code }) => `${dataProviderId} ${code}`);
  return (
    isDeepStrictEqual(amounts, worths) &&
    isDeepStrictEqual(missing, gaps) &&
    coverage.complete === (gaps.length === 0) &&
    coverage.included.length > 0
  );
}

function told({ amounts, coverage }: Seen): string {
  const { included, missing, complete } = coverage;
  const state = complete ? "complete" : `${missing.length} missing`;
  return `${included.length} accounts, ${amounts.length === 1 ? "CAD" : "CAD and USD"}, ${state}`;
}
