import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { GraphContext } from "../../../src/graph/context.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { KnownDocuments } from "../../../src/graph/operation/known-documents.js";
import { Drain } from "../../../src/http/drain.js";
import { GraphQLHandler, type GraphQLParts } from "../../../src/http/graphql-handler.js";
import { OperationTurns } from "../../../src/http/operation-turns.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import { GraphWorld } from "../../support/graph-world.js";

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

const documents = new KnownDocuments();
let graphql: ApolloServer<GraphContext>;
let handler: GraphQLHandler;
let apollo: jest.SpiedFunction<typeof graphql.executeHTTPGraphQLRequest>;
let world: GraphWorld;
/** Of the operations, as their turns were asked for. */
const loads: number[] = [];

class RecordedTurns extends OperationTurns {
  override take(...[load, operation]: Parameters<OperationTurns["take"]>): Promise<void> {
    loads.push(load);
    return super.take(load, operation);
  }
}

beforeAll(async () => {
  graphql = await createGraphQLServer({ introspection: false, documents });
});

beforeEach(() => {
  apollo = jest.spyOn(graphql, "executeHTTPGraphQLRequest").mockClear();
  const parts = {
    ...{ graphql, documents, drain: new Drain(0), turns: new RecordedTurns(), deadlineMs: 60 },
    ...{ logger: createLogger("silent"), onlyHosts: undefined },
    authenticator: { authenticate: async () => ({}) },
    contextFor: () => world.context(),
  };
  handler = new GraphQLHandler(parts as unknown as GraphQLParts, 100_000);
});

afterAll(() => graphql.stop());

/** As the first request to a bank of its own. */
async function ask(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  world = GraphWorld.over(graphql);
  world.bank.accountsOf.set("c-1", ["a", "b"]);
  world.bank.accountFields.set("b", { term: "no number", accountCategory: "DEPOSIT_ACCOUNT" });
  const request = {
    headers: { "content-type": "application/json", ...headers },
  } as unknown as IncomingMessage;
  const sent: { status?: number; headers?: string[]; body?: string } = {};
  const response = {
    ...{ destroyed: false, on: () => undefined },
    writeHead: (status: number, head: string[]) => {
      Object.assign(sent, { status, headers: head.filter((_, place) => head[place - 1] !== "x-request-id") });
      return { end: (text: string | Buffer) => Object.assign(sent, { body: String(text) }) };
    },
  } as unknown as ServerResponse;
  await handler.handle(request, response, Buffer.from(JSON.stringify(body)));
  return sent as Answer;
}

function asked(): number {
  return apollo.mock.calls.length;
}

const NAME = "{ customer { id name { first last } } }";
const TWO =
  "query A { accounts { totalCount } } query B($first: Int) { accounts(first: $first) { totalCount } }";

describe("a request like an earlier one is answered as that was, and Apollo Server is not asked again", () => {
  it.each<[string, object, Record<string, string>?]>([
    ["a query", { query: NAME }],
    [
      "data, nulls and errors beside each other",
      { query: "{ accounts { nodes { id nickname ... on DepositAccount { term } } } }" },
    ],
    ["an operation of two", { query: TWO, operationName: "A" }],
    ["variables", { query: TWO, operationName: "B", variables: { first: 1 } }],
    ["an argument that is refused", { query: TWO, operationName: "B", variables: { first: -1 } }],
    ["nulls for what is left out", { query: NAME, operationName: null, variables: null, extensions: null }],
    [
      "what a client tells of itself",
      { query: NAME, extensions: { clientLibrary: { name: "apollo-kotlin" } } },
    ],
    ["members that nobody reads", { query: NAME, id: 7 }],
    ["a mutation that is refused", { query: 'mutation { revokeConsent(id: "x") { __typename } }' }],
    ["a type with a parameter", { query: NAME }, { "content-type": "application/json; charset=utf-8" }],
    ["accept: anything", { query: NAME }, { accept: "*/*" }],
    ["accept: JSON", { query: NAME }, { accept: "application/json" }],
    [
      "accept: the type of GraphQL over HTTP",
      { query: NAME },
      { accept: "application/graphql-response+json" },
    ],
    [
      "accept: what a client sends",
      { query: NAME },
      { accept: "application/graphql-response+json, application/json;q=0.9" },
    ],
  ])("%s", async (...[, body, headers]) => {
    const first = await ask(body, headers);
    expect(first.status).toBe(200);
    expect(asked()).toBe(1);
    expect([await ask(body, headers), await ask(body, headers)]).toEqual([first, first]);
    expect(asked()).toBe(1);
  });
});

describe("what Apollo Server has to look at is looked at each time", () => {
  it.each<[string, unknown, Record<string, string>?, number?]>([
    ["a document that cannot be parsed", { query: "{ accounts {" }],
    ["a field that there is not", { query: "{ nothing }" }],
    ["a look at the schema", { query: "{ __schema { queryType { name } } }" }],
    ["an operation that there is not", { query: TWO, operationName: "C" }],
    ["two operations, and none named", { query: TWO }],
    ["an empty name", { query: NAME, operationName: "" }],
    ["a name that is none", { query: NAME, operationName: 7 }],
    ["variables that do not fit", { query: TWO, operationName: "B", variables: { first: "x" } }],
    ["variables in a list", { query: TWO, operationName: "A", variables: [1] }],
    ["variables in a text", { query: TWO, operationName: "A", variables: "{}" }],
    ["extensions in a list", { query: NAME, extensions: [1] }],
    ["a persisted query", { query: NAME, extensions: { persistedQuery: { version: 1, sha256Hash: "x" } } }],
    ["no query", { variables: {} }],
    ["a query that is no text", { query: 7 }],
    ["a list of requests", [{ query: NAME }]],
    ["no object", 7],
    ["accept: a type that is not served", { query: NAME }, { accept: "text/html" }, 406],
  ])("%s", async (...[, body, headers, status = 400]) => {
    const before = await ask({ query: NAME });
    expect(before.status).toBe(200);
    await ask({ query: TWO, operationName: "A" });
    const earlier = asked();
    const first = await ask(body, headers);
    expect(first.status).toBe(status);
    expect([await ask(body, headers), await ask(body, headers)]).toEqual([first, first]);
    expect(asked() - earlier).toBe(3);
  });
});

describe("the load of an operation", () => {
  it("is that of its document's last run, or that of a small one", async () => {
    loads.length = 0;
    const query = "{ accounts { nodes { id paymentNetworks { type } } } }";
    for (const times of [1, 2]) {
      await ask({ query });
      expect(world.bank.calls).toHaveLength(3);
      expect(loads).toHaveLength(times);
    }
    expect(loads).toEqual([2, 4]);
  });
});
