import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { ConsentId } from "../../../../src/core/ids.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import type { HistoryQuery } from "../../../../src/providers/data-provider.js";
import { activeConsent, caller, holder, LIBERTY } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";
import { HistoryBank, type WindowBy } from "../../../support/history-bank.js";

const PAGE = `query ($first: Int, $after: String, $startDate: Date, $endDate: Date, $accountIds: [ID!], $consentIds: [ID!]) {
  transactions(first: $first, after: $after, startDate: $startDate, endDate: $endDate, accountIds: $accountIds, consentIds: $consentIds) {
    nodes { __typename transactionId accountNodeId }
    complete historyFrom totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    problems { consentId accountId code dataCluster }
  }
}`;
/** Two slices. */
const WINDOW = { startDate: "2025-12-01", endDate: "2026-02-28" };
const down = new GatewayError("PROVIDER_UNAVAILABLE", "down");

let server: ApolloServer<GraphContext>;
let world: GraphWorld<HistoryBank>;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => server.stop());

beforeEach(() => {
  world = GraphWorld.over(server, new HistoryBank());
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
  world.bank.accountsOf.set("c-1", ["a", "b"]).set("c-2", ["x"]);
  list("a", "2026-02-20", "2025-12-20");
  list("b", "2026-02-10");
  list("x", "2026-02-15", "2025-12-25");
});

/** An account's rows, each of a day, whose id tells both. */
function list(account: string, ...days: readonly string[]): void {
  const rows = days.map((day) => ({
    transactionId: `${account} ${day}`,
    postedTimestamp: `${day}T10:00:00Z`,
  }));
  world.bank.histories.set(account, { rows, by: "posted" });
}

function listRows(account: string, rows: readonly object[], by: WindowBy = "posted"): void {
  world.bank.histories.set(account, { rows: rows as never, by });
}

async function page(variables: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const { data, errors } = await world.run(PAGE, { ...WINDOW, ...variables });
  expect(errors).toEqual([]);
  return data.transactions;
}

async function refusalOf(variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  world.bank.calls.length = 0;
  const { data, errors } = await world.run(PAGE, { ...WINDOW, ...variables });
  expect(data).toEqual({ transactions: null });
  const [error] = errors;
  return {
    code: error?.extensions.code,
    argument: error?.extensions.argument,
    calls: world.bank.calls.length,
  };
}

const ids = ({ nodes }: any): string[] => nodes.map((node: any) => node.transactionId);
const asked = (account: string): readonly HistoryQuery[] =>
  world.bank.calls
    .map(({ argument }) => argument as HistoryQuery & { readonly accountId?: string })
    .filter(({ accountId }) => accountId === account);
const consentNodeId = (id: string): string =>
  world.ids.encode(caller(), { kind: "consent", consentId: ConsentId(id), parts: [] });

describe("Query.transactions", () => {
  it("merges the accounts of all consents, newest first", async () => {
    const all = await page();
    expect(ids(all)).toEqual([
      "a 2026-02-20",
      "x 2026-02-15",
      "b 2026-02-10",
      "x 2025-12-25",
      "a 2025-12-20",
    ]);
    expect(all.nodes.map((node: any) => node.accountNodeId).slice(0, 2)).toEqual([
      world.accountId("a"),
      world.accountId("x", "c-2"),
    ]);
    expect(all).toMatchObject({
      ...{ complete: true, historyFrom: null, totalCount: null, problems: [] },
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
    });
  });

  it("reads no older slice than the page needs, and lists the accounts without details", async () => {
    await page({ first: 2 });
    expect(asked("a")).toEqual([
      expect.objectContaining({ startDate: "2026-01-29", endDate: "2026-02-28", limit: 100 }),
    ]);
    expect(world.bank.calls.filter(({ method }) => method === "accounts")).toMatchObject([
      { consentId: "c-1", argument: { resultType: "lightweight" } },
      { consentId: "c-2", argument: { resultType: "lightweight" } },
    ]);
  });

  it("knows the category of each row by its account", async () => {
    world.bank.accountFields.set("a", { accountCategory: "LOAN_ACCOUNT" });
    expect((await page({ first: 1 })).nodes[0].__typename).toBe("LoanTransaction");
  });

  it("shows an account once that two consents at a bank show, under the newest", async () => {
    world.consents = [...world.consents, activeConsent("c-3")];
    world.bank.accountsOf.set("c-3", ["a"]);
    const all = await page();
    expect(ids(all).filter((id) => id.startsWith("a"))).toHaveLength(2);
    expect(all.nodes[0].accountNodeId).toBe(world.accountId("a", "c-3"));
  });

  it("counts the calls it needs at least, and the pages of an account as they are made", async () => {
    const { extensions } = await world.run(PAGE, WINDOW);
    expect(extensions.upstream).toEqual({ planned: 2 + 2 * 3, made: 2 + 2 * 3, cached: 0 });
    const days = ["2026-02-03", "2026-02-02", "2026-02-01"];
    const rows = days.map((day) => ({ transactionId: day, postedTimestamp: day }));
    world.bank.histories.set("a", { rows, by: "posted", pageSize: 1 });
    world.bank.calls.length = 0;
    const paged = await world.run(PAGE, WINDOW);
    expect(paged.extensions.upstream).toEqual({ planned: 8, made: 10, cached: 0 });
  });

  it("says nothing of what nobody asked, where there is no consent", async () => {
    world.consents = [];
    expect(await page()).toMatchObject({ nodes: [], complete: true, pageInfo: { hasNextPage: false } });
  });
});

describe("a row of transactions", () => {
  it("that is pending has the time it was recorded; one without any time stands first, and once", async () => {
    listRows("a", [
      { transactionId: "pending", transactionTimestamp: "2026-02-15T10:00:01Z" },
      { transactionId: "timeless" },
      { transactionId: "nonsense", postedTimestamp: "soon", transactionTimestamp: "2026-02-15T09:59:59Z" },
    ]);
    const all = await page();
    expect(ids(all)).toEqual([
      ...["timeless", "pending", "x 2026-02-15", "nonsense", "b 2026-02-10", "x 2025-12-25"],
    ]);
    // Cut anywhere, too.
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const one = await page({ first: 1, after });
      walked.push(...ids(one));
      after = one.pageInfo.hasNextPage ? one.pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(ids(all));
  });

  it("without an offset is taken for UTC", async () => {
    listRows("a", [
      { transactionId: "later", postedTimestamp: "2026-02-15T10:00:00.0000001" },
      { transactionId: "earlier", postedTimestamp: "2026-02-15T11:59:00+02:00" },
      { transactionId: "day", postedTimestamp: "2026-02-15" },
    ]);
    list("b");
    list("x");
    expect(ids(await page())).toEqual(["later", "earlier", "day"]);
  });

  it("that comes twice with its id is shown once; two without an id that are alike are two", async () => {
    const twice = { transactionId: "t", postedTimestamp: "2026-02-15T10:00:00Z" };
    const nameless = { description: "coffee", postedTimestamp: "2026-02-14T10:00:00Z" };
    listRows("a", [twice, twice, nameless, nameless]);
    list("b");
    list("x");
    expect(ids(await page())).toEqual(["t", null, null]);
    const first = await page({ first: 2 });
    expect(ids(await page({ first: 2, after: first.pageInfo.endCursor }))).toEqual([null]);
  });

  it("of a bank that does not look at the days is shown in its own slice, and not outside of the window", async () => {
    const days = ["2026-03-20", "2026-02-20", "2025-12-20", "2025-01-01"];
    listRows(
      "a",
      days.map((day) => ({ transactionId: day, postedTimestamp: day })),
      "nothing",
    );
    list("b");
    list("x");
    expect(ids(await page())).toEqual(["2026-02-20", "2025-12-20"]);
  });

  it("is shown once, also where its bank lists it in two slices and a page ends between them", async () => {
    world.consents = world.consents.slice(0, 1);
    // A row without a time stands at the end of each slice, beside those of the older slice's last moment.
    for (const account of ["a", "b"]) {
      const timed = { transactionId: `${account} timed`, postedTimestamp: "2026-01-28T23:59:59.999Z" };
      listRows(account, [{ transactionId: `${account} timeless` }, timed]);
    }
    const shown: string[] = [];
    let after: string | null = null;
    do {
      const { pageInfo, ...one }: any = await page({ first: 1, after });
      shown.push(...ids(one));
      after = pageInfo.hasNextPage === true ? pageInfo.endCursor : null;
    } while (after !== null && shown.length < 10);
    expect(shown.sort()).toEqual(["a timed", "a timeless", "b timed", "b timeless"]);
  });
});

describe("a filter of transactions", () => {
  it("by account asks the consents of its bank alone", async () => {
    const some = await page({ accountIds: [world.accountId("a")] });
    expect(ids(some)).toEqual(["a 2026-02-20", "a 2025-12-20"]);
    expect(new Set(world.bank.calls.map(({ consentId }) => consentId))).toEqual(new Set(["c-1"]));
    expect(asked("b")).toEqual([]);
  });

  it("by consent asks no other", async () => {
    expect(ids(await page({ consentIds: [consentNodeId("c-2")] }))).toEqual(["x 2026-02-15", "x 2025-12-25"]);
    expect(new Set(world.bank.calls.map(({ consentId }) => consentId))).toEqual(new Set(["c-2"]));
  });

  it("that names nothing finds nothing", async () => {
    expect(ids(await page({ accountIds: [] }))).toEqual([]);
    expect(ids(await page({ consentIds: [] }))).toEqual([]);
  });

  it.each([
    ["accountIds", () => "nonsense"],
    ["accountIds", () => consentNodeId("c-1")],
    ["consentIds", () => world.accountId("a")],
    ["consentIds", () => consentNodeId("c-9")],
  ])("with a foreign id in %s is refused before any call", async (argument, id) => {
    expect(await refusalOf({ [argument]: [id()] })).toEqual({ code: "NOT_FOUND", argument, calls: 0 });
  });

  it("by an account that its bank no longer shows is refused; not where the bank fails", async () => {
    const accountIds = [world.accountId("gone")];
    expect(await refusalOf({ accountIds })).toMatchObject({ code: "NOT_FOUND", argument: "accountIds" });
    world.bank.failing.set("c-1", down);
    expect(await page({ accountIds })).toMatchObject({
      nodes: [],
      problems: [{ code: "PROVIDER_UNAVAILABLE" }],
    });
  });
});

describe("a cursor of transactions", () => {
  it("goes on where the page ended, under a consent that was renewed as well", async () => {
    const { pageInfo } = await page({ first: 2 });
    world.consents = [...world.consents, activeConsent("c-3", { dataProviderId: LIBERTY })];
    world.bank.accountsOf.set("c-3", ["x"]);
    const rest = await page({ first: 2, after: pageInfo.endCursor });
    expect(ids(rest)).toEqual(["b 2026-02-10", "x 2025-12-25"]);
    expect(rest.pageInfo.hasPreviousPage).toBe(true);
  });

  it("is of its window, its filter and its caller", async () => {
    const { pageInfo } = await page({ first: 1 });
    const after = pageInfo.endCursor as string;
    const bare = { startDate: undefined, endDate: undefined, after };
    expect(ids(await page({ ...bare, first: 1 }))).toEqual(["x 2026-02-15"]);
    const ofAccount = (await page({ first: 1, accountIds: [world.accountId("a")] })).pageInfo
      .endCursor as string;
    const cursorInvalid = { code: "CURSOR_INVALID", argument: "after", calls: 0 };
    for (const other of [
      { after, startDate: "2025-12-02" },
      { after, endDate: "2026-02-27" },
      { after, accountIds: [world.accountId("a")] },
      { after: ofAccount },
      { after: ofAccount, accountIds: [world.accountId("b")] },
      { after: `${after.slice(0, -2)}AA` },
      { after: "nonsense" },
      { after: world.accountId("a") },
      {
        after: world.ids.encode(holder("app-2"), { kind: "cursor", consentId: ConsentId(""), parts: ["1"] }),
      },
      { after: world.ids.encode(caller(), { kind: "cursor", consentId: ConsentId("c-1"), parts: ["1"] }) },
    ]) {
      expect([other, await refusalOf(other)]).toEqual([other, cursorInvalid]);
    }
  });

  it("of one account's list is none of this one, nor the other way round", async () => {
    const below = await world.run(
      "query ($id: ID!) { accountTransactions(accountId: $id, first: 1) { edges { cursor } } }",
      { id: world.accountId("a") },
    );
    const [edge] = below.data.accountTransactions.edges;
    expect(await refusalOf({ after: edge.cursor })).toMatchObject({ code: "CURSOR_INVALID", calls: 0 });
    const { pageInfo } = await page({ first: 1 });
    const { errors } = await world.run(
      "query ($id: ID!, $after: String!) { accountTransactions(accountId: $id, after: $after) { totalCount } }",
      { id: world.accountId("a"), after: pageInfo.endCursor },
    );
    expect(errors).toMatchObject([{ extensions: { code: "CURSOR_INVALID" } }]);
  });

  it.each([
    [{ first: 0 }, "first"],
    [{ first: 101 }, "first"],
    [{ startDate: "2026-03-01" }, "startDate"],
  ])("and %p ask no bank", async (variables, argument) => {
    expect(await refusalOf(variables)).toEqual({ code: "ARGUMENT_INVALID", argument, calls: 0 });
  });
});

describe("what is missing from transactions", () => {
  it("is a problem of the account that failed, while the others go on", async () => {
    world.bank.failureOf = (account) => (account === "a" ? down : undefined);
    const all = await page();
    expect(ids(all)).toEqual(["x 2026-02-15", "b 2026-02-10", "x 2025-12-25"]);
    expect(all).toMatchObject({
      ...{ complete: false, historyFrom: null, pageInfo: { hasNextPage: false } },
      problems: [
        { consentId: consentNodeId("c-1"), accountId: world.accountId("a"), code: "PROVIDER_UNAVAILABLE" },
      ],
    });
    // Who failed in a slice is asked for no older one.
    expect([asked("a").length, asked("b").length]).toEqual([1, 2]);
    expect(world.reports).toEqual([[down, "transactions of maple"]]);
  });

  it("is one problem of the consent where all its accounts failed alike", async () => {
    world.bank.failureOf = (account) => (account === "x" ? undefined : down);
    expect((await page()).problems).toEqual([
      { consentId: consentNodeId("c-1"), accountId: null, code: "PROVIDER_UNAVAILABLE", dataCluster: null },
    ]);
    const late = new GatewayError("PROVIDER_TIMEOUT", "late");
    world.bank.failureOf = (account) => ({ a: down, b: late })[account];
    expect((await page()).problems).toMatchObject([
      { accountId: world.accountId("a"), code: "PROVIDER_UNAVAILABLE" },
      { accountId: world.accountId("b"), code: "PROVIDER_TIMEOUT" },
    ]);
  });

  it("is told from the day on which it began to be missing, on all pages behind", async () => {
    world.bank.failureOf = (account, { endDate }) =>
      account === "a" && endDate < "2026-02-01" ? down : undefined;
    const first = await page({ first: 2 });
    expect(first).toMatchObject({ complete: true, historyFrom: null, problems: [] });
    const second = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ complete: false, historyFrom: "2026-01-29", problems: [{}] });
    world.bank.failureOf = () => undefined;
    const { edges } = (
      await world.run(
        "query ($after: String) { transactions(first: 1, after: $after) { edges { cursor } } }",
        { after: first.pageInfo.endCursor },
      )
    ).data.transactions;
    expect(await page({ after: edges[0].cursor })).toMatchObject({ complete: true });
    expect(await page({ after: second.pageInfo.endCursor })).toMatchObject({
      ...{ complete: false, historyFrom: "2026-01-29", problems: [] },
    });
  });

  it("may be had later: a page that shows something and breaks off is followed by one that asks again", async () => {
    world.consents = world.consents.slice(0, 1);
    world.bank.accountsOf.set("c-1", ["a"]);
    world.bank.failureOf = (_account, { endDate }) => (endDate < "2026-02-01" ? down : undefined);
    const first = await page();
    expect(first).toMatchObject({ nodes: [{}], pageInfo: { hasNextPage: true }, problems: [{}] });
    const after = first.pageInfo.endCursor;
    expect(await page({ after })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false },
      problems: [{}],
    });
    world.bank.failureOf = () => undefined;
    expect(ids(await page({ after }))).toEqual(["a 2025-12-20"]);
  });

  it("is what a consent does not cover, and such a consent is not asked", async () => {
    world.consents = [
      activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC"] }),
      activeConsent("c-2", { dataProviderId: LIBERTY }),
    ];
    const all = await page();
    expect(ids(all)).toEqual(["x 2026-02-15", "x 2025-12-25"]);
    expect(all).toMatchObject({
      complete: false,
      problems: [
        { consentId: consentNodeId("c-1"), code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "TRANSACTIONS" },
      ],
    });
    expect(world.bank.calls.some(({ consentId }) => consentId === "c-1")).toBe(false);
  });

  it("is what a bank's list breaks off before, which is no problem of the consent", async () => {
    world.bank.endlessHistory.add("a");
    const { data, extensions } = await world.run(PAGE, { ...WINDOW, first: 1 });
    expect(data.transactions).toMatchObject({ complete: false, historyFrom: "2026-02-21", problems: [] });
    expect(extensions.nulls).toContainEqual({
      ...{ path: ["transactions"], reason: "UPSTREAM_ERROR", code: "PROVIDER_ANSWER_INVALID", missing: true },
    });
  });

  it("is told of what failed before, although a bank's accounts can be listed", async () => {
    world.bank.failing.set("c-2", down);
    const { data, extensions } = await world.run(PAGE, WINDOW);
    expect(data.transactions).toMatchObject({
      ...{ complete: false, historyFrom: null },
      problems: [{ consentId: consentNodeId("c-2"), accountId: null, code: "PROVIDER_UNAVAILABLE" }],
    });
    expect(extensions.nulls).toContainEqual({
      ...{ path: ["transactions"], reason: "UPSTREAM_ERROR", code: "PROVIDER_UNAVAILABLE", missing: true },
    });
  });
});
