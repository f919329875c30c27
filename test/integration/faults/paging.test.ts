import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { type Accounts, type Customer, FaultWorld, type Walk, wholeFrom } from "./fault-world.js";

// Morgan has sixty accounts: six pages of ten. A list of accounts is read whole, transactions page by page.
const PAGE_SIZE = 10;
const FIRST = 10;

let world: FaultWorld;
let healthy: Accounts;
let checking: string;
let history: Walk;

beforeAll(async () => {
  world = await FaultWorld.start({ pageSize: PAGE_SIZE });
  healthy = await (await world.customer(undefined, "morgan")).accounts();
  const alex = await world.customer();
  checking = await alex.accountId();
  history = await alex.walk(checking, FIRST);
});

afterEach(() => world.switchOff());

afterAll(() => world.close());

/** Morgan's accounts at a bank with this fault: all of them, at the cost of so many calls. */
async function allAccounts(fault: FaultName, calls: number): Promise<void> {
  const { rows, problems, totalCount, nulls, ...cost } = await (
    await world.customer(fault, "morgan")
  ).accounts();
  expect(rows).toEqual(healthy.rows);
  expect({ problems, totalCount, calls: cost.calls }).toEqual({
    ...{ problems: [], totalCount: healthy.rows.length, calls },
  });
  expect(nulls.filter(({ missing }: any) => missing)).toEqual([]);
}

/** As `allAccounts`, of a list that cannot be read to its end: no accounts, and one problem. */
async function noAccounts(fault: FaultName, calls: number): Promise<void> {
  const answer = await (await world.customer(fault, "morgan")).accounts();
  expect(answer).toMatchObject({ rows: [], totalCount: null, calls, problems: [{ ...UNREADABLE }] });
  expect(answer.nulls).toEqual([MISSING_ACCOUNTS]);
}

/** As `allAccounts`, of a list that may lack some: those that came, and one problem. */
async function someAccounts(fault: FaultName, places: readonly number[], calls: number): Promise<void> {
  const answer = await (await world.customer(fault, "morgan")).accounts();
  expect(answer.rows).toEqual(healthy.rows.filter((_: unknown, place: number) => places.includes(place)));
  expect(answer).toMatchObject({ totalCount: null, calls, problems: [{ ...UNREADABLE }] });
  expect(answer.nulls.filter(({ missing }: any) => missing)).toEqual([MISSING_ACCOUNTS]);
}

const UNREADABLE = {
  ...{ code: "PROVIDER_ANSWER_INVALID", reason: "UPSTREAM_ERROR", retryable: false, retryAfter: null },
  userMessage: "Your bank's answer could not be read. If it goes on, please contact our support.",
  accountId: null,
};
const MISSING_ACCOUNTS = {
  ...{ path: ["accounts"], reason: "UPSTREAM_ERROR", code: "PROVIDER_ANSWER_INVALID", missing: true },
};

/** Alex's transactions while the bank has this fault, followed to their end. */
async function walk(fault: FaultName, first = FIRST, pages?: number): Promise<Walk> {
  await world.switchOn(fault, "transactions");
  const walked = await (await world.customer()).walk(checking, first, pages);
  expect(walked.errors).toBeUndefined();
  // Never more than one call for a page.
  expect(new Set(walked.calls)).toEqual(new Set([1]));
  return walked;
}

const pagesOf = (rows: number, size: number): number => Math.ceil(rows / size);
const range = (count: number): number[] => [...Array(count).keys()];

/** All transactions, each once, in so many pages. */
async function allTransactions(fault: FaultName, pages = pagesOf(history.rows.length, FIRST)): Promise<Walk> {
  const walked = await walk(fault);
  expect(walked.rows).toEqual(history.rows);
  expect(walked).toMatchObject({ complete: true, historyFrom: null });
  expect(walked.calls).toHaveLength(pages);
  return walked;
}

/** The first transactions, and the day from which on nothing is missing. */
async function firstTransactions(fault: FaultName, count: number, pages: number): Promise<void> {
  const walked = await walk(fault);
  expect(walked.rows).toEqual(history.rows.slice(0, count));
  expect(walked).toMatchObject({
    complete: false,
    historyFrom: wholeFrom(history.rows.slice(0, count)),
    calls: Array(pages).fill(1),
  });
}

test("the lists that these faults break are of several pages", () => {
  expect(healthy).toMatchObject({ problems: [], calls: pagesOf(healthy.rows.length, PAGE_SIZE) });
  expect(healthy.rows).toHaveLength(60);
  expect(history).toMatchObject({ complete: true, totalCount: history.rows.length });
  expect(history.calls.length).toBeGreaterThan(3);
});

testFaults("paging", {
  "next-to-itself": async () => {
    await noAccounts("next-to-itself", 1);
    await firstTransactions("next-to-itself", FIRST, 1);
  },
  "next-to-another-host": async () => {
    await noAccounts("next-to-another-host", 1);
    await firstTransactions("next-to-another-host", FIRST, 1);
  },
  "next-to-null": async () => {
    await noAccounts("next-to-null", 1);
    await firstTransactions("next-to-null", FIRST, 1);
  },
  "next-relative": async () => {
    await allAccounts("next-relative", 6);
    await allTransactions("next-relative");
  },
  "next-only-link": async () => {
    await allAccounts("next-only-link", 6);
    await allTransactions("next-only-link");
  },
  "next-only-key": async () => {
    await allAccounts("next-only-key", 6);
    await allTransactions("next-only-key");
  },
  "next-missing": async () => {
    await someAccounts("next-missing", range(PAGE_SIZE), 1);
    await firstTransactions("next-missing", FIRST, 1);
  },
  "next-null-text": async () => {
    await allAccounts("next-null-text", 6);
    await allTransactions("next-null-text");
  },
  "next-empty-text": async () => {
    await allAccounts("next-empty-text", 6);
    await allTransactions("next-empty-text");
  },
  "next-repeated": async () => {
    await noAccounts("next-repeated", 2);
    await firstTransactions("next-repeated", 2 * FIRST, 2);
  },
  "next-number": async () => {
    await allAccounts("next-number", 6);
    await allTransactions("next-number");
    // Without the link beside it, which says the same as text.
    await world.switchOn("next-number", "transactions");
    await allTransactions("next-only-key");
  },
  "page-larger": async () => {
    await allAccounts("page-larger", 3);
    await allTransactions("page-larger");
  },
  "page-smaller": async () => {
    await allAccounts("page-smaller", 12);
    await allTransactions("page-smaller", pagesOf(history.rows.length, FIRST / 2));
  },
  "page-of-everything": async () => {
    await allAccounts("page-of-everything", 1);
    await allTransactions("page-of-everything");
  },
  "page-overlaps": async () => {
    await allAccounts("page-overlaps", 7);
    await allTransactions("page-overlaps", 1 + pagesOf(history.rows.length - FIRST, FIRST - 1));
  },
  "row-added-while-paging": async () => {
    await allAccounts("row-added-while-paging", 7);
    await allTransactions("row-added-while-paging", pagesOf(history.rows.length + 1, FIRST));
  },
  // The row behind the first page has moved up onto it, and is not seen.
  "row-removed-while-paging": async () => {
    const others = range(healthy.rows.length).filter((place) => place !== PAGE_SIZE);
    await someAccounts("row-removed-while-paging", others, 6);
    const walked = await walk("row-removed-while-paging");
    expect(walked.rows).toEqual(history.rows.toSpliced(FIRST, 1));
    expect(walked).toMatchObject({ complete: false, historyFrom: wholeFrom(history.rows.slice(0, FIRST)) });
  },
  "list-without-end": async () => {
    await noAccounts("list-without-end", 101);
    // A history goes on for as long as the client asks, by one call a page, up to two thousand (`history-walk.test.ts`).
    const walked = await walk("list-without-end", FIRST, 12);
    expect(new Set(idsOf(walked)).size).toBe(12 * FIRST);
  },
  "empty-page-first": async () => {
    await allAccounts("empty-page-first", 7);
    await allTransactions("empty-page-first", 1 + pagesOf(history.rows.length, FIRST));
  },
  "empty-pages-without-end": async () => {
    await noAccounts("empty-pages-without-end", 101);
    expect(await walk("empty-pages-without-end", FIRST, 12)).toMatchObject({ rows: [] });
  },
  "total-wrong": async () => {
    await allAccounts("total-wrong", 6);
    expect(await allTransactions("total-wrong")).toMatchObject({ totalCount: null });
  },
  "total-misnamed": async () => {
    await allAccounts("total-misnamed", 6);
    expect(await allTransactions("total-misnamed")).toMatchObject({ totalCount: history.rows.length });
  },
});

function idsOf({ rows }: Walk): readonly string[] {
  return rows.map(({ transactionId }) => transactionId);
}

test("a cursor of one customer's list is of no use to another", async () => {
  const other: Customer = await world.customer(undefined, "brigitte");
  const { errors } = await other.walk(checking, FIRST, 1);
  expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
});
