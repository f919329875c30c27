import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { GatewayWorld, RETURN_URL } from "../support/gateway-world.js";

let world: GatewayWorld;

beforeAll(async () => {
  world = await GatewayWorld.start();
});

afterAll(async () => {
  await world.close();
});

const operation = (name: string): string => readFileSync(`schema/operations/${name}.graphql`, "utf8");

describe("the main job", () => {
  let consentId: string;

  it("takes an end user to the bank and back to the app", async () => {
    const { id, returnedTo } = await world.connect();
    consentId = id;
    expect(returnedTo.origin + returnedTo.pathname).toBe(RETURN_URL);
    expect(Object.fromEntries(returnedTo.searchParams)).toEqual({ consentId: id, state: "app-state" });
    const { data } = await world.query(
      "alex",
      `query ($id: ID!) { consent(id: $id) { phase dataProvider { name } } }`,
      { id },
    );
    expect(data.consent).toEqual({ phase: "ACTIVE", dataProvider: { name: "Maple Bank" } });
  });

  it("reads the customer, as the bank knows them", async () => {
    const { data, errors } = await world.query("alex", operation("Customer"));
    expect(errors).toBeUndefined();
    expect(data.customer.name.first).toBe("Alex");
    const all = await world.query("alex", "{ customers { nodes { id customerId } } }");
    expect(all.data.customers.nodes).toEqual([
      expect.objectContaining({ customerId: data.customer.customerId }),
    ]);
  });

  it("reads accounts of every category with exact amounts as text", async () => {
    await world.connect({ personId: "brigitte" });
    const { data, errors } = await world.query("brigitte", operation("Accounts"));
    expect(errors).toBeUndefined();
    expect(data.accounts.problems).toEqual([]);
    const types = new Set(data.accounts.nodes.map((node: any) => node.__typename));
    expect([...types].sort()).toEqual(
      expect.arrayContaining(["DepositAccount", "InvestmentAccount", "LineOfCreditAccount", "LoanAccount"]),
    );
    for (const node of data.accounts.nodes.filter((each: any) => each.__typename === "DepositAccount")) {
      expect(node.currentBalance).toMatch(/^-?\d+(\.\d{1,2})?$/);
    }
  });

  it("reads transactions page by page without gap or repetition", async () => {
    const accounts = await world.query("alex", operation("AccountNames"));
    const accountId = accounts.data.accounts.nodes[0].id;
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const { data, errors }: any = await world.query("alex", operation("AccountTransactions"), {
        accountId,
        first: 100,
        after,
      });
      expect(errors).toBeUndefined();
      seen.push(...data.accountTransactions.nodes.map((node: any) => node.id));
      total = data.accountTransactions.totalCount;
      after = data.accountTransactions.pageInfo.hasNextPage
        ? data.accountTransactions.pageInfo.endCursor
        : null;
    } while (after !== null);
    expect(total).toBeGreaterThan(100);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it("goes on after any entry, not only after the last of a page", async () => {
    const accounts = await world.query("alex", operation("AccountNames"));
    const accountId = accounts.data.accounts.nodes[0].id;
    const query = `query ($accountId: ID!, $first: Int!, $after: String) {
      accountTransactions(accountId: $accountId, first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } }
    }`;
    const all = await world.query("alex", query, { accountId, first: 9 });
    const edges = all.data.accountTransactions.edges;
    const rest = await world.query("alex", query, { accountId, first: 5, after: edges[2].cursor });
    expect(rest.data.accountTransactions.edges.map((edge: any) => edge.node.id)).toEqual(
      edges.slice(3, 8).map((edge: any) => edge.node.id),
    );
    expect(rest.data.accountTransactions.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true });
  });

  it("reads payment networks with the number masked unless asked for", async () => {
    const { data, errors } = await world.query(
      "alex",
      "{ accounts { nodes { accountCategory paymentNetworks { type identifier identifierDisplay } } } }",
    );
    expect(errors).toBeUndefined();
    const networks = data.accounts.nodes.flatMap((node: any) => node.paymentNetworks);
    expect(networks.length).toBeGreaterThan(0);
    for (const { identifier, identifierDisplay } of networks)
      expect(identifierDisplay).toBe(`••••${identifier.slice(-4)}`);
  });

  it("reads contact, statements and holdings", async () => {
    const { data, errors } = await world.query(
      "alex",
      `{ accounts { nodes { id contact { emails holders { relationship name { last } } } statements(first: 2) { nodes { id statementId status } }
        ... on InvestmentAccount { holdings { symbol marketValue } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = data.accounts;
    expect(nodes.every((node: any) => node.contact.holders.length > 0)).toBe(true);
    expect(nodes.some((node: any) => node.statements.nodes.length === 2)).toBe(true);
    expect(nodes.some((node: any) => (node.holdings ?? []).length > 0)).toBe(true);
  });

  it("fetches accounts, consents and data providers again by node id", async () => {
    const accounts = await world.query("alex", operation("AccountNames"));
    const accountId = accounts.data.accounts.nodes[0].id;
    const { data } = await world.query(
      "alex",
      `query ($a: ID!, $c: ID!) { a: node(id: $a) { __typename id } c: node(id: $c) { __typename id } p: node(id: "maple") { __typename id } x: node(id: "nothing") { id } }`,
      { a: accountId, c: consentId },
    );
    expect(data.a.id).toBe(accountId);
    expect(data.c).toEqual({ __typename: "Consent", id: consentId });
    expect(data.p).toEqual({ __typename: "DataProvider", id: "maple" });
    expect(data.x).toBeNull();
  });

  it("shows a second person none of it", async () => {
    const accounts = await world.query("alex", operation("AccountNames"));
    const accountId = accounts.data.accounts.nodes[0].id;
    for (const [person, app] of [
      ["wei", undefined],
      ["alex", "other-app"],
    ] as const) {
      const { data, errors } = await world.query(
        person,
        `query ($a: ID!, $c: ID!) { consents { id } accounts { nodes { id } } account(id: $a) { id } consent(id: $c) { id } node(id: $a) { id } }`,
        { a: accountId, c: consentId },
        app,
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        consents: [],
        accounts: { nodes: [] },
        account: null,
        consent: null,
        node: null,
      });
      const transactions = await world.query(person, operation("AccountTransactions"), { accountId }, app);
      expect(transactions.errors?.[0]?.extensions.code).toBe("NOT_FOUND");
      const revoke = await world.query(person, operation("RevokeConsent"), { id: consentId }, app);
      expect(revoke.errors?.[0]?.extensions.code).toBe("NOT_FOUND");
    }
  });

  it("keeps every consent over a restart", async () => {
    await world.stopGateway();
    await world.startGateway();
    const { data } = await world.query("alex", operation("Customer"));
    expect(data.customer.name.first).toBe("Alex");
  });

  it("revokes at the bank too, and the data is gone at once", async () => {
    const { data } = await world.query("alex", operation("RevokeConsent"), { id: consentId });
    expect(data.revokeConsent.phase).toBe("REVOKED");
    expect((await world.calls()).total.revocation).toBe(1);
    const after = await world.query("alex", "{ accounts { nodes { id } } consents { id phase } }");
    expect(after.data).toEqual({ accounts: { nodes: [] }, consents: [{ id: consentId, phase: "REVOKED" }] });
  });
});
