import type { ApolloServer } from "@apollo/server";
import type { Consent } from "../../../src/consents/consent.js";
import { DataProviderId } from "../../../src/core/ids.js";
import type { NodeReference } from "../../../src/core/node-id.js";
import type { GraphContext } from "../../../src/graph/context.js";
import { activeConsent, caller } from "../builders.js";
import { GraphWorld } from "../graph-world.js";
import { TotalsBank } from "./totals-bank.js";
import type { MadeConsent, TotalsCase } from "./made-case.js";
import type { ExpectedCoverage, ExpectedTotals } from "./expected-totals.js";

const COVERAGE =
  "coverage { complete included missing { consentId dataProviderId accountId code field } oldestAsOf }";

/** Asks for all three totals in one operation. */
const TOTALS = `query ($from: Date!, $to: Date!, $by: CashFlowInterval!) {
  cashPosition { amounts { currency amount available } ${COVERAGE} }
  netWorth { amounts { currency assets liabilities net } ${COVERAGE} }
  cashFlow(from: $from, to: $to, by: $by) { periods { from to amounts { currency inflow outflow net } } ${COVERAGE} }
}`;

/** The GraphQL layer over the banks of a made-up case. */
export function totalsWorld(server: ApolloServer<GraphContext>, made: TotalsCase): GraphWorld<TotalsBank> {
  const world = GraphWorld.over(server, new TotalsBank(made));
  world.consents = made.consents.map(consentOf);
  return world;
}

function consentOf({ consentId, dataProviderId, clusters, hasEnded }: MadeConsent): Consent {
  const active = activeConsent(consentId, {
    dataProviderId: DataProviderId(dataProviderId),
    grantedClusters: [...clusters],
  });
  if (!hasEnded) return active;
  // Later than any was given, so that only one that can be used follows it.
  const since = active.createdAt + 1;
  return { ...active, state: { phase: "REAUTH_REQUIRED", reason: "as the case has it", since } };
}

/** As GraphQL answers it, with the gateway's ids. */
interface AnsweredCoverage extends Omit<ExpectedCoverage, "missing"> {
  readonly missing: readonly {
    readonly consentId: string;
    readonly accountId: string | null;
    readonly code: string;
    readonly field: string | null;
  }[];
}

type Answered = {
  readonly [Total in keyof ExpectedTotals]: Omit<ExpectedTotals[Total], "coverage"> & {
    readonly coverage: AnsweredCoverage;
  };
};

/** @returns the answer in the oracle's words. */
export async function answeredTotals(
  world: GraphWorld<TotalsBank>,
  { from, to, by }: TotalsCase,
): Promise<ExpectedTotals> {
  const answer = await world.run(TOTALS, { from, to, by });
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  const { cashPosition, netWorth, cashFlow } = answer.data as Answered;
  return {
    cashPosition: { ...cashPosition, coverage: inOwnWords(world, cashPosition.coverage) },
    netWorth: { ...netWorth, coverage: inOwnWords(world, netWorth.coverage) },
    cashFlow: { ...cashFlow, coverage: inOwnWords(world, cashFlow.coverage) },
  };
}

function inOwnWords({ ids }: GraphWorld<TotalsBank>, coverage: AnsweredCoverage): ExpectedCoverage {
  const account = (id: string): NodeReference | undefined => ids.decode(caller(), "account", id);
  return {
    ...coverage,
    included: coverage.included.map((id) => `${account(id)?.consentId ?? id}/${account(id)?.parts[0] ?? id}`),
    missing: coverage.missing.map(({ consentId, accountId, code, field }) => ({
      consent: ids.decode(caller(), "consent", consentId)?.consentId ?? consentId,
      account: accountId === null ? null : (account(accountId)?.parts[0] ?? accountId),
      ...{ code, field },
    })),
  };
}
