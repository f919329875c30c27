import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type GraphQLAnswer, GatewayWorld } from "../support/gateway-world.js";

// The bank itself counts what it served (GET /control/calls): the gateway's own figure is checked against it.
let world: GatewayWorld;
let accountCount: number;
const log: string[] = [];

beforeAll(async () => {
  world = await GatewayWorld.start({ onLog: (line) => log.push(line) });
  await world.connect({ personId: "alex" });
  const { data } = await world.query("alex", "{ accounts { nodes { id } } }");
  accountCount = data.accounts.nodes.length;
});

afterAll(async () => {
  await world.close();
});

beforeEach(async () => {
  await world.resetCalls();
});

interface Counted {
  readonly answer: GraphQLAnswer;
  readonly kinds: Readonly<Record<string, number>>;
  readonly requests: readonly string[];
}

async function counted(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  personId = "alex",
): Promise<Counted> {
  const answer = await world.query(personId, query, variables);
  expect(answer.errors).toBeUndefined();
  const { total, byGrant } = await world.calls();
  const kinds = Object.fromEntries(
    Object.entries(total as Record<string, number>).filter(([, count]) => count > 0),
  );
  const sum = Object.values(kinds).reduce((a, b) => a + b, 0);
  expect(answer.extensions?.upstream?.made).toBe(sum);
  return { answer, kinds, requests: Object.values<any>(byGrant).flatMap((grant) => grant.requests) };
}

describe("upstream calls", () => {
  it("accounts with balances: one", async () => {
    const { kinds, requests } = await counted(
      "{ accounts { nodes { ... on DepositAccount { currentBalance } } } }",
    );
    expect(kinds).toEqual({ accounts: 1 });
    expect(requests).toEqual([expect.stringContaining("resultType=details")]);
  });

  it("names and types only: one lightweight list", async () => {
    const { kinds, requests } = await counted(
      "{ accounts { edges { node { id accountCategory accountType nickname productName } } } }",
    );
    expect(kinds).toEqual({ accounts: 1 });
    expect(requests).toEqual([expect.stringContaining("resultType=lightweight")]);
  });

  it("with payment networks: 1 + N", async () => {
    const { kinds } = await counted(
      "{ accounts { nodes { ... on DepositAccount { currentBalance } paymentNetworks { type } } } }",
    );
    expect(kinds).toEqual({ accounts: 1, paymentNetworks: accountCount });
  });

  it("with payment networks and the first page of transactions: 1 + 2N", async () => {
    const { kinds } = await counted(
      "{ accounts { nodes { ... on DepositAccount { currentBalance } paymentNetworks { type } transactions(first: 50) { nodes { id } } } } }",
    );
    expect(kinds).toEqual({ accounts: 1, paymentNetworks: accountCount, transactions: accountCount });
  });

  it("five single accounts of one consent: one joined list", async () => {
    await world.connect({ personId: "morgan" });
    const list = await world.query("morgan", "{ accounts(first: 100) { nodes { id accountId } } }");
    const picked = list.data.accounts.nodes.slice(-5);
    expect(picked).toHaveLength(5);
    await world.resetCalls();
    const fields = picked.map(
      (node: any, i: number) => `a${i}: account(id: "${node.id}") { accountId balanceType }`,
    );
    const { kinds, answer } = await counted(`{ ${fields.join(" ")} }`, {}, "morgan");
    expect(kinds).toEqual({ accounts: 1 });
    expect(picked.map((_: unknown, i: number) => answer.data[`a${i}`].accountId)).toEqual(
      picked.map((node: any) => node.accountId),
    );
  });

  it("a page of one account's transactions by its id: one", async () => {
    const list = await world.query("alex", "{ accounts { nodes { id } } }");
    await world.resetCalls();
    const { kinds } = await counted(
      "query ($id: ID!) { accountTransactions(accountId: $id) { nodes { id } } }",
      {
        id: list.data.accounts.nodes[0].id,
      },
    );
    expect(kinds).toEqual({ transactions: 1 });
  });

  it("the same thing asked for twice in one operation: once", async () => {
    const { kinds } = await counted(
      "{ a: customer { id } b: customer { name { first } } x: accounts { nodes { id } } y: accounts { nodes { ... on DepositAccount { currentBalance } } } }",
    );
    expect(kinds).toEqual({ customer: 1, accounts: 1 });
  });

  it("what is skipped by a variable is not fetched", async () => {
    const { kinds, requests } = await counted(
      "query ($more: Boolean!) { accounts { nodes { id ... on DepositAccount @include(if: $more) { currentBalance } paymentNetworks @include(if: $more) { type } } } }",
      { more: false },
    );
    expect(kinds).toEqual({ accounts: 1 });
    expect(requests).toEqual([expect.stringContaining("resultType=lightweight")]);
  });

  it("consents and data providers: none", async () => {
    expect((await counted("{ consents { id } dataProviders { nodes { id } } }")).kinds).toEqual({});
  });

  it("sixty accounts come in one list", async () => {
    const { data } = await world.query("morgan", "{ accounts(first: 100) { totalCount nodes { id } } }");
    expect(data.accounts.totalCount).toBe(60);
    expect((await world.calls()).total.accounts).toBe(1);
  });
});

describe("an operation that asks too much of the banks", () => {
  it("ends at 500 upstream calls", async () => {
    const lists = Array.from(
      { length: 9 },
      (_, day) => `t${day}: transactions(first: 1, startDate: "2026-01-0${day + 1}") { totalCount }`,
    );
    const answer = await world.query("morgan", `{ accounts(first: 100) { nodes { ${lists.join(" ")} } } }`);
    expect(answer.data.accounts.nodes).toHaveLength(60);
    expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["OPERATION_TOO_COMPLEX"]),
    );
    expect(answer.errors).toHaveLength(1 + 9 * 60 - 500);
    expect(answer.extensions?.upstream?.made).toBe(500);
    const { total } = await world.calls();
    expect([total.accounts, total.transactions]).toEqual([1, 499]);
  });
});

describe("data clusters", () => {
  it("what was not granted is refused before any call", async () => {
    await world.connect({ personId: "wei", dataClusters: ["ACCOUNT_BASIC"] });
    await world.resetCalls();
    const { data, errors } = await world.query(
      "wei",
      "{ customer { id } accounts { nodes { nickname transactions { nodes { id } } ... on DepositAccount { currentBalance } } problems { code dataCluster } } }",
    );
    expect(new Set(errors?.map((error) => error.extensions.code))).toEqual(
      new Set(["DATA_CLUSTER_NOT_GRANTED"]),
    );
    expect(errors?.find((error) => error.path?.[0] === "customer")?.extensions.dataCluster).toBe(
      "CUSTOMER_CONTACT",
    );
    expect(data.accounts.nodes.length).toBeGreaterThan(0);
    expect(data.accounts.problems).toEqual([
      { code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "ACCOUNT_DETAILED" },
    ]);
    const { total } = await world.calls();
    expect(total.accounts).toBe(1);
    expect([total.transactions, total.customer]).toEqual([0, 0]);
  });
});

describe("several banks", () => {
  it("a person who connected one bank twice sees each account once, under the newest consent", async () => {
    const query = "{ accounts { totalCount nodes { accountId consent { id } } } }";
    await world.connect({ personId: "brigitte" });
    const once = await world.query("brigitte", query);
    const { id } = await world.connect({ personId: "brigitte" });
    const twice = await world.query("brigitte", query);
    expect(twice.data.accounts.nodes.map((node: any) => node.accountId)).toEqual(
      once.data.accounts.nodes.map((node: any) => node.accountId),
    );
    expect(new Set(twice.data.accounts.nodes.map((node: any) => node.consent.id))).toEqual(new Set([id]));
  });

  it("accounts span all consents, and a bank that is down is one typed entry", async () => {
    await world.connect({ personId: "alex", provider: "liberty" });
    const query =
      "{ accounts { nodes { currency { currencyCode } consent { dataProvider { id } } } problems { dataProviderId code retryable } } }";
    const both = await world.query("alex", query);
    expect(new Set(both.data.accounts.nodes.map((node: any) => node.consent.dataProvider.id))).toEqual(
      new Set(["maple", "liberty"]),
    );
    await world.control("PUT", `${world.banks.liberty.controlUrl}/availability`, { status: 503 });
    log.length = 0;
    const one = await world.query("alex", query);
    await world.control("PUT", `${world.banks.liberty.controlUrl}/availability`, { status: null });
    expect(one.errors).toBeUndefined();
    expect(new Set(one.data.accounts.nodes.map((node: any) => node.consent.dataProvider.id))).toEqual(
      new Set(["maple"]),
    );
    expect(one.data.accounts.problems).toEqual([
      { dataProviderId: "liberty", code: "PROVIDER_UNAVAILABLE", retryable: true },
    ]);
    expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        ...{ requestId: one.headers["x-request-id"], code: "PROVIDER_UNAVAILABLE" },
        at: "accounts of liberty",
      }),
    ]);
  });
});
