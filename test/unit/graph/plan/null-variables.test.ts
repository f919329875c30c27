import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { GraphWorld } from "../../../support/graph-world.js";

let server: ApolloServer<GraphContext>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

beforeEach(() => {
  world = GraphWorld.over(server);
  world.bank.accountsOf.set("c-1", ["a"]);
});

// Validation lets a nullable variable with a default, or at an argument with one, pass; graphql-js refuses it later.
describe("a variable that is null where it may not be", () => {
  it.each([
    ["query ($n: Int) { accounts(first: $n) { totalCount } }", { n: null }, ["accounts"], 0],
    [
      "query ($n: Int) { accounts { nodes { statements(first: $n) { totalCount } } } }",
      { n: null },
      ["accounts", "nodes", "*", "statements"],
      1,
    ],
    ['query ($i: ID = "x") { account(id: $i) { id } }', { i: null }, ["account"], 0],
    ["query ($s: Boolean = true) { accounts { nodes { id @skip(if: $s) } } }", { s: null }, ["accounts"], 0],
    ["query ($s: Boolean = true) { accounts @skip(if: $s) { totalCount } }", { s: null }, [], 0],
  ])("is the client's fault, and costs no more than its field: %s", async (query, variables, path, made) => {
    const { errors, extensions, status } = await world.run(query, variables);
    expect([status ?? 200, errors.map(({ extensions: { code } }) => code)]).toEqual([
      200,
      ["ARGUMENT_INVALID"],
    ]);
    expect(extensions.nulls).toEqual([{ path, reason: "REQUEST_INVALID", code: "ARGUMENT_INVALID" }]);
    expect(extensions.upstream).toEqual({ planned: made, made, cached: 0 });
    expect(world.reports).toEqual([]);
  });
});

describe("what stands beside an answer", () => {
  it("is left out and reported where it fails, and does not cost the answer", async () => {
    world.failConsents = new TypeError("unforeseen");
    const { data, extensions } = await world.run("{ accounts { totalCount } dataProviders { totalCount } }");
    expect(data).toEqual({ accounts: null, dataProviders: { totalCount: 2 } });
    expect(extensions.nulls).toMatchObject([{ path: ["accounts"], reason: "GATEWAY_ERROR" }]);
    expect(extensions.upstream).toBeUndefined();
    expect(world.reports.map(([, at]) => at)).toContain("extensions.upstream");
  });
});
