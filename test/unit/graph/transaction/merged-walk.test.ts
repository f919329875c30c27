import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import fc from "fast-check";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { type Choose, chooseFrom } from "../../../support/choose.js";
import { GraphWorld } from "../../../support/graph-world.js";
import { HistoryBank, type WindowBy } from "../../../support/history-bank.js";

const DAY_MS = 86_400_000;
const WINDOW = { startDate: "2024-11-05", endDate: "2026-02-20" };
const [START, END] = [Date.parse(WINDOW.startDate), Date.parse(WINDOW.endDate)];
const BY: readonly WindowBy[] = ["posted", "recorded", "local", "inclusive", "nothing"];
/** How much later than it was recorded a row may be booked. */
const MAX_LAG_DAYS = 2;
/** By which way it is shown. */
const ACCOUNTS = { a: "c-1", b: "c-1", c: "c-2", d: "c-2" } as const;
type AccountName = keyof typeof ACCOUNTS;
const NAMES = Object.keys(ACCOUNTS) as AccountName[];
const RUNS = Number(process.env["RUNS"] ?? 16);
const PAGE = `query ($first: Int!, $after: String, $startDate: Date!, $endDate: Date!) {
  transactions(first: $first, after: $after, startDate: $startDate, endDate: $endDate) {
    nodes { id accountNodeId transactionId postedTimestamp transactionTimestamp }
    complete historyFrom totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    problems { accountId code }
  }
}`;

let server: ApolloServer<GraphContext>;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => server.stop());

interface Row {
  readonly transactionId: string;
  readonly postedTimestamp?: string;
  readonly transactionTimestamp: string;
}

function oneOf<Item>(choose: Choose, items: readonly Item[]): Item {
  return items[choose(items.length)] as Item;
}

const iso = (time: number): string => new Date(time).toISOString();
const timeOf = (row: Row): number => Date.parse(row.postedTimestamp ?? row.transactionTimestamp);

/** A row inside the window, far enough from its ends that every bank counts it in. Many are of one moment. */
function rowInside(choose: Choose, transactionId: string): Row {
  const day = START + (4 + choose((END - START) / DAY_MS - 8)) * DAY_MS;
  const time = day + oneOf(choose, [0, 0, 3_600_000, DAY_MS - 1, choose(DAY_MS)]);
  if (choose(6) === 0) return { transactionId, transactionTimestamp: iso(time) };
  const recorded = time - choose(MAX_LAG_DAYS * 24) * 3_600_000;
  return { transactionId, postedTimestamp: iso(time), transactionTimestamp: iso(recorded) };
}

/** One that must never be shown. */
function rowOutside(transactionId: string): Row {
  return { transactionId, transactionTimestamp: iso(START - 100 * DAY_MS) };
}

function inSomeOrder(choose: Choose, rows: readonly Row[]): readonly Row[] {
  const byTime = rows.toSorted((one, other) => timeOf(other) - timeOf(one));
  const keyed = rows.map((row) => ({ row, key: choose(1_000_000) }));
  const shuffled = keyed.toSorted((one, other) => one.key - other.key).map(({ row }) => row);
  return oneOf(choose, [byTime, byTime.toReversed(), shuffled]);
}

interface Made {
  readonly world: GraphWorld<HistoryBank>;
  /** What must be shown, by account. */
  readonly rows: ReadonlyMap<AccountName, readonly Row[]>;
}

function made(choose: Choose): Made {
  const bank = new HistoryBank();
  const world = GraphWorld.over(server, bank);
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
  bank.accountsOf.set("c-1", ["a", "b"]).set("c-2", ["c", "d"]);
  const rows = new Map<AccountName, readonly Row[]>();
  for (const name of NAMES) {
    const inside = Array.from({ length: choose(40) }, (_, index) => rowInside(choose, `t${index}`));
    const by = oneOf(choose, BY);
    const sent = inSomeOrder(choose, [...inside, ...(by === "nothing" ? [rowOutside("never")] : [])]);
    // Some banks send a row twice.
    const doubled = choose(4) === 0 ? [...sent, ...sent.slice(0, 1)] : sent;
    bank.histories.set(name, { rows: doubled as never, by, pageSize: 1 + choose(20) });
    rows.set(name, inside);
  }
  return { world, rows };
}

interface Shown extends Row {
  readonly accountNodeId: string;
}

interface Walk {
  readonly shown: readonly Shown[];
  readonly pages: readonly any[];
}

async function walk(world: GraphWorld<HistoryBank>, first: number): Promise<Walk> {
  const pages: any[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await world.run(PAGE, { ...WINDOW, first, after });
    expect(errors).toEqual([]);
    const page = data.transactions;
    expect(page.nodes.length).toBeLessThanOrEqual(first);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (page.pageInfo.hasNextPage) expect(after).toEqual(expect.any(String));
  } while (after !== null);
  return { shown: pages.flatMap(({ nodes }) => nodes), pages };
}

const idOf = (name: AccountName): string => GraphWorld.over(server).accountId(name, ACCOUNTS[name]);
const names = (rows: readonly Row[]): string[] => rows.map((row) => row.transactionId).sort();

function expectInOrder(shown: readonly Shown[]): void {
  for (const [index, row] of shown.entries()) {
    const before = shown[index - 1];
    if (before === undefined) continue;
    // A row that its bank counts by another day may stand as far from its own time as those days are apart.
    expect(timeOf(row)).toBeLessThanOrEqual(timeOf(before) + MAX_LAG_DAYS * DAY_MS);
  }
}

describe("paging through the transactions of all accounts", () => {
  it("shows each row once, newest first, however banks list, page and choose them", async () => {
    const seen = { rows: 0, pages: 0 };
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const choose = chooseFrom(seed);
        const { world, rows } = made(choose);
        const { shown, pages } = await walk(world, 4 + choose(25));
        for (const name of NAMES) {
          const ofAccount = shown.filter(({ accountNodeId }) => accountNodeId === idOf(name));
          expect([name, names(ofAccount)]).toEqual([name, names(rows.get(name) ?? [])]);
        }
        expectInOrder(shown);
        expect(pages.every(({ complete, problems }) => complete && problems.length === 0)).toBe(true);
        seen.rows += shown.length;
        seen.pages += pages.length;
      }),
      { numRuns: RUNS, seed: 20_261_126 },
    );
    expect(seen.rows).toBeGreaterThan(20 * RUNS);
    expect(seen.pages).toBeGreaterThan(3 * RUNS);
  });

  it("is just in order where banks choose rows by the time they are shown by", async () => {
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const choose = chooseFrom(seed);
        const { world } = made(choose);
        for (const [name, account] of world.bank.histories) {
          world.bank.histories.set(name, { ...account, by: "posted" });
        }
        const { shown } = await walk(world, 4 + choose(25));
        const times = shown.map(timeOf);
        expect(times).toEqual(times.toSorted((one, other) => other - one));
        // Rows of one moment too stand in one order, whatever the size of the pages.
        const again = await walk(world, 100);
        expect(again.shown.map(({ transactionId, accountNodeId }) => [transactionId, accountNodeId])).toEqual(
          shown.map(({ transactionId, accountNodeId }) => [transactionId, accountNodeId]),
        );
      }),
      { numRuns: RUNS / 2, seed: 20_261_127 },
    );
  });

  it("goes on with the others where a bank fails on some pages, and says which", async () => {
    const seen = { failures: 0 };
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const choose = chooseFrom(seed);
        const { world, rows } = made(choose);
        const sick = oneOf(choose, NAMES);
        world.bank.failureOf = (accountId) =>
          accountId === sick && choose(3) === 0
            ? new GatewayError("PROVIDER_UNAVAILABLE", "down")
            : undefined;
        const { shown, pages } = await walk(world, 4 + choose(25));
        for (const name of NAMES) {
          const ofAccount = names(shown.filter(({ accountNodeId }) => accountNodeId === idOf(name)));
          const own = names(rows.get(name) ?? []);
          if (name !== sick) expect([name, ofAccount]).toEqual([name, own]);
          else
            expect(ofAccount.filter((id, index) => !own.includes(id) || ofAccount[index - 1] === id)).toEqual(
              [],
            );
        }
        expectInOrder(shown);
        for (const { problems } of pages) {
          for (const problem of problems)
            expect(problem).toEqual({ accountId: idOf(sick), code: "PROVIDER_UNAVAILABLE" });
          seen.failures += Number(problems.length);
        }
        const firstFailure = pages.findIndex(({ problems }) => problems.length > 0);
        expect(pages.findIndex(({ complete }) => !complete)).toBe(firstFailure);
      }),
      { numRuns: RUNS, seed: 20_261_128 },
    );
    expect(seen.failures).toBeGreaterThan(RUNS);
  });
});
