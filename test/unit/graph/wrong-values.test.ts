import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { ERROR_CODES } from "../../../src/core/error-codes.js";
import { failureFields } from "../../../src/core/failure-fields.js";
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
});

const SECRET = "Alex Tremblay 4021";

describe("a value that the bank got wrong", () => {
  it.each<[string, string, object]>([
    ["an object for text", "nickname", { nickname: { text: SECRET } }],
    ["text for a number", "... on DepositAccount { term }", { term: SECRET }],
    ["text for a switch", "transferIn", { transferIn: SECRET }],
    ["text for an amount", "... on DepositAccount { currentBalance }", { currentBalance: SECRET }],
    ["text for a list", "fiAttributes { name }", { fiAttributes: SECRET }],
    ["null in a list", "fiAttributes { name }", { fiAttributes: [null, { name: SECRET }] }],
  ])("%s: the client sees a code, the operator a place, nobody the value", async (_what, field, fields) => {
    world.bank.accountFields.set("a", { accountCategory: "DEPOSIT_ACCOUNT", ...fields });
    world.bank.accountFields.set("b", { accountCategory: "DEPOSIT_ACCOUNT", ...fields });
    const { data, errors } = await world.run(`{ accounts { nodes { id ${field} } } }`);
    expect(data.accounts.nodes).toHaveLength(2);
    const { userMessage } = ERROR_CODES.PROVIDER_ANSWER_INVALID;
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      Array(2).fill({ code: "PROVIDER_ANSWER_INVALID", retryable: false, userMessage }),
    );
    const name = /\w+(?= *(?:\{ name )?\}?$)/.exec(field)?.[0] ?? "";
    expect(world.reports.map(([, at]) => at?.split(".").slice(0, 3).join("."))).toEqual([
      `accounts.nodes.${name === "name" ? "fiAttributes" : name}`,
    ]);
    const logged = world.reports.map(([failure]) => failureFields(failure));
    expect(logged).toMatchObject([{ code: "PROVIDER_ANSWER_INVALID" }]);
    expect(JSON.stringify([errors, logged])).not.toContain("Alex");
  });
});

describe("a value that the bank wrote as another type", () => {
  it.each<[string, unknown, string, unknown]>([
    ["nickname", 7, "nickname", "7"],
    ["nickname", "12345678901234567890", "nickname", "12345678901234567890"],
    ["accountType", 529, "accountType", "_529"],
    ["transferIn", 1, "transferIn", true],
    ["term", "12", "... on DepositAccount { term }", 12],
    ["currentBalance", 12.5, "... on DepositAccount { currentBalance }", "12.5"],
    ["currentBalance", "12.50", "... on DepositAccount { currentBalance }", "12.50"],
  ])("%s %j is served where it means the same", async (name, sent, field, own) => {
    world.bank.accountFields.set("a", { accountCategory: "DEPOSIT_ACCOUNT", [name]: sent });
    const { data, errors } = await world.run(`{ accounts(first: 1) { nodes { ${field} } } }`);
    expect(errors).toEqual([]);
    expect(data.accounts.nodes[0]).toEqual({ [name]: own });
  });
});

describe("what the operator is told", () => {
  it("is our own mistakes", async () => {
    const mistake = new TypeError(SECRET);
    world.bank.failing.set("c-1", mistake);
    const { errors } = await world.run("{ customer { id } }");
    expect(errors).toMatchObject([{ extensions: { code: "INTERNAL" } }]);
    expect(world.reports).toEqual([[mistake, "customer"]]);
  });

  it("is not what the client itself can mend", async () => {
    await world.run("{ accounts(first: 0) { totalCount } }");
    await world.run("{ acounts { totalCount } }");
    await world.run("query ($n: Int!) { accounts(first: $n) { totalCount } }", { n: SECRET });
    await world.run("{");
    expect(world.reports).toEqual([]);
  });
});
