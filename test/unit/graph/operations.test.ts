import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { ERROR_CODES } from "../../../src/core/error-codes.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import type { AccountsQuery } from "../../../src/providers/data-provider.js";
import { activeConsent, LIBERTY } from "../../support/builders.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { GraphWorld } from "../../support/graph-world.js";

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

beforeEach(() => {
  world = GraphWorld.over(server);
  world.bank.accountsOf.set("c-1", ["a", "b"]);
  world.bank.accountsOf.set("c-2", ["x", "y"]);
  world.bank.accountsOf.set("c-3", ["b", "c"]);
});

const methods = (): string[] => world.bank.calls.map(({ method }) => method);
const down = new GatewayError("PROVIDER_UNAVAILABLE", "down");
const PAGE =
  "query ($first: Int, $after: String) { accounts(first: $first, after: $after) { nodes { accountId } totalCount pageInfo { endCursor hasNextPage } problems { code } } }";

describe("Query.accounts", () => {
  const three = [
    activeConsent("c-1"),
    activeConsent("c-2", { dataProviderId: LIBERTY }),
    activeConsent("c-3"),
  ];

  it("shows an account of two consents at one bank once, in its first place, under the newest", async () => {
    world.consents = three;
    const { data } = await world.run("{ accounts { nodes { id accountId } totalCount } }");
    expect(data.accounts.nodes.map((node: any) => node.accountId)).toEqual(["a", "b", "x", "y", "c"]);
    expect(data.accounts.nodes[1].id).toBe(world.accountId("b", "c-3"));
    expect(data.accounts.totalCount).toBe(5);
  });

  it("keeps accounts of different banks apart though their ids are alike", async () => {
    world.bank.accountsOf.set("c-2", ["a"]);
    world.consents = three.slice(0, 2);
    const { data } = await world.run("{ accounts { nodes { id accountId } } }");
    expect(data.accounts.nodes.map((node: any) => node.accountId)).toEqual(["a", "b", "a"]);
  });

  it("goes on behind a bank that is down since the page before", async () => {
    world.consents = three.slice(0, 2);
    const first = await world.run(PAGE, { first: 1 });
    world.bank.failing.set("c-1", down);
    const after = first.data.accounts.pageInfo.endCursor;
    const { data, errors } = await world.run(PAGE, { first: 10, after });
    expect(errors).toEqual([]);
    expect(data.accounts.nodes).toEqual([{ accountId: "x" }, { accountId: "y" }]);
    expect(data.accounts).toMatchObject({ totalCount: null, problems: [{ code: "PROVIDER_UNAVAILABLE" }] });
  });

  it("does not repeat, behind a bank that is down, what stood before it and a later consent shows too", async () => {
    world.bank.accountsOf.set("c-3", ["a", "b"]);
    world.consents = three;
    const after = world.accountId("x", "c-2");
    world.bank.failing.set("c-2", down);
    const { data } = await world.run(PAGE, { first: 10, after });
    expect(data.accounts).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
  });

  it("goes on after the same account when a new consent has changed its id meanwhile", async () => {
    world.consents = three.slice(0, 1);
    const after = (await world.run(PAGE, { first: 2 })).data.accounts.pageInfo.endCursor;
    world.consents = three;
    const { data } = await world.run(PAGE, { first: 10, after });
    expect(data.accounts.nodes.map((node: any) => node.accountId)).toEqual(["x", "y", "c"]);
  });

  it("refuses a cursor at an account that its bank no longer shows", async () => {
    const after = world.accountId("gone");
    expect((await world.run(PAGE, { first: 1, after })).errors).toMatchObject([
      { extensions: { code: "CURSOR_INVALID", argument: "after" } },
    ]);
  });

  it.each([
    [{ first: 0 }, "ARGUMENT_INVALID"],
    [{ first: 1, after: "nothing" }, "CURSOR_INVALID"],
  ])("refuses %p before it asks any bank, and leaves the other fields alone", async (variables, code) => {
    const query = PAGE.replace(/\}$/, "consents { phase } dataProviders(first: 0) { totalCount } }");
    const { data, errors, extensions } = await world.run(query, variables);
    expect(errors.map((error) => error.extensions.code).sort()).toEqual(["ARGUMENT_INVALID", code].sort());
    expect(data).toEqual({ accounts: null, dataProviders: null, consents: [{ phase: "ACTIVE" }] });
    expect(extensions.upstream).toEqual({ planned: 0, made: 0, cached: 0 });
  });

  it("names an account of which the bank could give a part only", async () => {
    world.bank.accountFields.set("b", { error: { code: "500", message: "Alex" } });
    const { data } = await world.run(
      "{ accounts { nodes { accountId } problems { accountId code retryable message } } }",
    );
    expect(data.accounts.nodes).toHaveLength(2);
    expect(data.accounts.problems).toEqual([
      {
        ...{ accountId: world.accountId("b"), code: "PROVIDER_UNAVAILABLE", retryable: true },
        message: "The data provider could not be reached.",
      },
    ]);
  });

  it("tells why the bank could not give the rest of an account", async () => {
    world.bank.accountFields.set("a", { error: { code: 704, message: "Alex" } });
    world.bank.accountFields.set("b", { error: { code: "1300", debugMessage: "Alex" } });
    const { data } = await world.run("{ accounts { problems { accountId code retryable userMessage } } }");
    expect(data.accounts.problems).toEqual([
      {
        ...{ accountId: world.accountId("a"), code: "PROVIDER_UNSUPPORTED", retryable: false },
        userMessage: ERROR_CODES.PROVIDER_UNSUPPORTED.userMessage,
      },
      {
        ...{ accountId: world.accountId("b"), code: "PROVIDER_NOT_READY", retryable: true },
        userMessage: ERROR_CODES.PROVIDER_NOT_READY.userMessage,
      },
    ]);
  });

  it("tells of a bank that fails all that an app can use: when to come back, what to show, what to quote", async () => {
    const supportReferences = [{ name: "ob-trace-id", value: "trace-0001" }];
    const facts = { retryAfter: 7, supportReferences };
    world.bank.failing.set("c-1", new GatewayError("PROVIDER_RATE_LIMITED", "down", { facts }));
    const query =
      "{ accounts { problems { code retryable retryAfter userMessage supportReferences { name value } } } }";
    const { data } = await world.run(query);
    const { userMessage } = ERROR_CODES.PROVIDER_RATE_LIMITED;
    expect(data.accounts.problems).toEqual([
      { code: "PROVIDER_RATE_LIMITED", retryable: true, userMessage, ...facts },
    ]);
    world.bank.failing.set("c-1", down);
    const bare = (await world.run(query)).data.accounts.problems[0];
    expect([bare.retryAfter, bare.supportReferences]).toEqual([null, []]);
  });

  it("tells the operator of a bank that fails, once", async () => {
    world.bank.failing.set("c-1", down);
    await world.run("{ a: accounts { totalCount } b: accounts { totalCount } }");
    expect(world.reports).toEqual([[down, "accounts of maple"]]);
  });

  it.each([
    [["ACCOUNT_DETAILED"], "details"],
    [["ACCOUNT_BASIC"], "lightweight"],
    [["ACCOUNT_BASIC", "ACCOUNT_DETAILED"], "lightweight"],
  ] as const)("asks with %p granted for names with %s, as `account` does", async (clusters, resultType) => {
    world.consents = [activeConsent("c-1", { grantedClusters: [...clusters] })];
    await world.run("{ accounts { nodes { nickname } } }");
    await world.run("query ($id: ID!) { account(id: $id) { nickname } }", { id: world.accountId("a") });
    const asked = world.bank.calls.map(({ argument }) => (argument as AccountsQuery).resultType);
    expect(asked).toEqual([resultType, resultType]);
  });
});

describe("Query.transactions", () => {
  const query =
    "query ($id: ID!, $after: String) { transactions(accountId: $id, after: $after) { nodes { __typename id } } }";

  it("costs one call, and needs no cluster but TRANSACTIONS", async () => {
    world.bank.history = ["t"];
    world.consents = [activeConsent("c-1", { grantedClusters: ["TRANSACTIONS"] })];
    const { data, errors } = await world.run(query, { id: world.accountId("a") });
    expect(errors).toEqual([]);
    expect(methods()).toEqual(["transactions"]);
    expect(data.transactions.nodes[0].id).toBe(`${world.accountId("a")}.dA`);
  });

  it("gives the ids that Account.transactions gives, which knows the category of each row", async () => {
    world.bank.history = ["t"];
    world.bank.accountFields.set("a", { accountCategory: "LOAN_ACCOUNT" });
    const alone = await world.run(query, { id: world.accountId("a") });
    const below = await world.run(
      "{ accounts(first: 1) { nodes { transactions { nodes { __typename id } } } } }",
    );
    const [row] = below.data.accounts.nodes[0].transactions.nodes;
    expect(row).toEqual({ ...alone.data.transactions.nodes[0], __typename: "LoanTransaction" });
  });

  it("that fails leaves the other fields alone, and says what was asked", async () => {
    world.bank.failing.set("c-1", down);
    const both = query.replace(/\}$/, "consents { phase } }");
    const { data, errors, extensions } = await world.run(both, { id: world.accountId("a") });
    expect(data).toEqual({ transactions: null, consents: [{ phase: "ACTIVE" }] });
    expect(errors).toMatchObject([{ extensions: { code: "PROVIDER_UNAVAILABLE" } }]);
    expect(extensions.upstream).toEqual({ planned: 1, made: 1, cached: 0 });
    expect(world.reports).toEqual([[down, "transactions"]]);
  });

  it("refuses a cursor of nobody before it asks the bank", async () => {
    await world.run(query, { id: world.accountId("a"), after: "nothing" });
    expect(methods()).toEqual([]);
  });
});

describe("Query.node", () => {
  it.each([
    ["id ... on Consent { phase createdAt } ... on DataProvider { country }", "lightweight"],
    ["id ... on DepositAccount { currentBalance } ... on Consent { phase }", "details"],
  ])("asks for an account with { %s } by %s", async (selection, resultType) => {
    await world.run(`query ($id: ID!) { node(id: $id) { ${selection} } }`, { id: world.accountId("a") });
    expect(world.bank.calls).toMatchObject([{ argument: { resultType } }]);
  });
});

describe("a request that is no operation of ours", () => {
  it("such as a subscription is the client's fault", async () => {
    const { status, errors } = await world.run("subscription { accounts { totalCount } }");
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
    expect(errors[0]?.message).toContain("subscription");
  });

  it("such as a persisted query is the client's fault", async () => {
    const persistedQuery = { version: 1, sha256Hash: "0".repeat(64) };
    const { status, errors } = await world.run("", {}, { persistedQuery });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "PERSISTED_QUERY_NOT_SUPPORTED" } }]);
    expect(world.reports).toEqual([]);
  });
});

describe("extensions.upstream", () => {
  it("stands beside every answer of an operation that ran, also one without data", async () => {
    const failed = await world.run('mutation { revokeConsent(id: "x") { phase } }');
    expect(failed).toMatchObject({
      data: null,
      extensions: { upstream: { planned: 0, made: 0, cached: 0 } },
    });
    const refused = await world.run("{ nothing }");
    expect(refused.extensions).toBeUndefined();
  });
});

describe("customers", () => {
  it("that the bank gives no id have different ids all the same", async () => {
    world.bank.customerRecords = [{ name: { first: "Ada" } }, { name: { first: "Bo" } }];
    const { data } = await world.run("{ customers { id customerId } }");
    expect(new Set(data.customers.map((customer: any) => customer.id)).size).toBe(2);
    expect(data.customers[0].customerId).toBeNull();
  });
});

describe("a wrong date", () => {
  const query = "query ($id: ID!, $d: Date) { transactions(accountId: $id, startDate: $d) { totalCount } }";

  it("in a variable is named", async () => {
    const { errors } = await world.run(query, { id: world.accountId("a"), d: "2026-02-30" });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(errors[0]?.message).toContain("$d");
  });

  it("in the document is pointed at", async () => {
    const { errors } = await world.run(
      '{ transactions(accountId: "x", startDate: "2026-02-30") { totalCount } }',
    );
    expect(errors).toMatchObject([
      { locations: [{ line: 1, column: 43 }], extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
  });
});
