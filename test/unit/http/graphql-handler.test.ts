import type { IncomingMessage, ServerResponse } from "node:http";
import { HeaderMap } from "@apollo/server";
import { describe, expect, it } from "@jest/globals";
import { KnownDocuments } from "../../../src/graph/operation/known-documents.js";
import { Drain } from "../../../src/http/drain.js";
import { GraphQLHandler, type GraphQLParts } from "../../../src/http/graphql-handler.js";
import { OperationTurns } from "../../../src/http/operation-turns.js";
import { createLogger } from "../../../src/telemetry/logger.js";

const BODY = Buffer.from(JSON.stringify({ query: "{ accounts { totalCount } }" }));

describe("an operation that waits for its turn", () => {
  it("is not begun for a client that is gone", async () => {
    let begun = 0;
    const parts = {
      graphql: {
        executeHTTPGraphQLRequest: async () => {
          begun += 1;
          return { headers: new HeaderMap(), body: { kind: "complete", string: "{}" } };
        },
      },
      documents: new KnownDocuments(),
      contextFor: () => ({}),
      authenticator: { authenticate: async () => ({}) },
      ...{
        drain: new Drain(0),
        deadlineMs: 60,
        logger: createLogger("silent"),
        onlyHosts: undefined,
        turns: new OperationTurns(),
      },
    };
    const handler = new GraphQLHandler(parts as unknown as GraphQLParts, 1024);
    const request = { headers: { "content-type": "application/json" } } as unknown as IncomingMessage;
    const response = { destroyed: false, on: () => undefined, writeHead: () => ({ end: () => undefined }) };
    const handled = handler.handle(request, response as unknown as ServerResponse, BODY);
    response.destroyed = true;
    await handled;
    expect(begun).toBe(0);
    response.destroyed = false;
    await handler.handle(request, response as unknown as ServerResponse, BODY);
    expect(begun).toBe(1);
  });
});
