import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { activeConsent } from "../../support/builders.js";
import { GraphWorld } from "../../support/graph-world.js";

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;

const SENT = { accountNumber: "4021", id: "theirs", xVendor: { anything: ["goes", null, 1.5] } };

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

beforeEach(() => {
  world = GraphWorld.over(server);
  world.allowRawPayload = true;
  world.bank.accountsOf.set("c-1", ["a", "b"]);
  world.bank.accountFields.set("a", SENT);
  world.bank.history = ["t-1", "t-2"];
  world.bank.rowOf = (transactionId) => ({ transactionId, id: "theirs", amount: "12345678901234567.89" });
});

const TRANSACTIONS = "transactions { nodes { id raw } edges { node { raw } } }";

describe("raw", () => {
  it("of an account is what the provider sent, without what the gateway adds", async () => {
    const { data, errors } = await world.run("{ accounts { nodes { id raw } } }");
    expect(errors).toEqual([]);
    expect(data.accounts.nodes[0]).toEqual({
      id: world.accountId("a"),
      raw: { accountId: "a", resultType: "details", ...SENT },
    });
  });

  it("of a transaction is what the provider sent, with every digit", async () => {
    const { data, errors } = await world.run(`{ accounts(first: 1) { nodes { ${TRANSACTIONS} } } }`);
    expect(errors).toEqual([]);
    const raw = { transactionId: "t-1", id: "theirs", amount: "12345678901234567.89" };
    const { nodes, edges } = data.accounts.nodes[0].transactions;
    expect(nodes[0].raw).toEqual(raw);
    expect(edges[0].node.raw).toEqual(raw);
    expect(nodes[0].id).not.toBe("theirs");
  });

  it("of a row that another field has read already is the same", async () => {
    const rows = `transactions { nodes { raw } }`;
    const { data } = await world.run(
      `{ accounts(first: 1) { nodes { first: transactions { nodes { id } } second: ${rows} third: ${rows} } } }`,
    );
    const { first, second, third } = data.accounts.nodes[0];
    expect(first.nodes[0].id).not.toBe("theirs");
    expect(second.nodes[0].raw).toEqual({
      transactionId: "t-1",
      id: "theirs",
      amount: "12345678901234567.89",
    });
    expect(third).toEqual(second);
  });

  it("leaves one audit record a request for each consent", async () => {
    world.bank.accountsOf.set("c-2", ["x"]);
    world.consents = [activeConsent("c-1"), activeConsent("c-2")];
    await world.run(`{ accounts { nodes { raw ${TRANSACTIONS} } } }`);
    expect(world.audits.records.map(({ event, facts }) => [event, facts.consentId])).toEqual([
      ["raw-payload.read", "c-1"],
      ["raw-payload.read", "c-2"],
    ]);
    await world.run("{ accounts { nodes { raw } } }");
    expect(world.audits.records).toHaveLength(4);
  });

  it("leaves no audit record where nobody reads it", async () => {
    await world.run("{ accounts { nodes { accountId transactions { nodes { transactionId } } } } }");
    expect(world.audits.records).toEqual([]);
  });
});

describe("raw for an app that is not allowed it", () => {
  it.each([
    ["of accounts", "{ accounts { nodes { raw } } }", 0],
    ["of an edge", "{ accounts { edges { node { ...F } } } } fragment F on DepositAccount { raw }", 0],
    ["of one account", "query ($id: ID!) { account(id: $id) { raw } }", 0],
    ["of a node", "query ($id: ID!) { node(id: $id) { ... on Account { raw } } }", 0],
    ["of an account's transactions", `query { accounts(first: 1) { nodes { ${TRANSACTIONS} } } }`, 1],
    ["of transactions", `query ($id: ID!) { t: accountTransactions(accountId: $id) { nodes { raw } } }`, 0],
    ["under another name", "{ accounts { nodes { nickname: raw } } }", 0],
  ])("%s is refused once, before a call, and audited as nothing", async (_what, query, calls) => {
    world.allowRawPayload = false;
    const { errors, data } = await world.run(
      query,
      query.includes("$id") ? { id: world.accountId("a") } : {},
    );
    expect(errors).toMatchObject([{ extensions: { code: "RAW_PAYLOAD_NOT_ALLOWED", retryable: false } }]);
    expect(JSON.stringify(data)).not.toContain("4021");
    expect(world.bank.calls).toHaveLength(calls);
    expect(world.audits.records).toEqual([]);
  });
});
