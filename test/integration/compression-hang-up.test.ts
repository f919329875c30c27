import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { HeaderMap } from "@apollo/server";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { KnownDocuments } from "../../src/graph/operation/known-documents.js";
import { Drain } from "../../src/http/drain.js";
import { GraphQLHandler, type GraphQLParts } from "../../src/http/graphql-handler.js";
import { createListener, LISTENER_LIMITS } from "../../src/http/listener.js";
import { OperationTurns } from "../../src/http/operation-turns.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { eventually } from "../support/eventually.js";

const BODY = '{"query":"{ __typename }"}';
const REQUEST = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

let server: Server;
let socket: Socket;
/** What has begun, in turn. */
let steps: string[];
let goOn: Record<"execute" | "compress", () => void>;
let responses: { closed: boolean; ended: boolean; handled: boolean }[];

/** A real listener and handler; what runs below and how long compressing takes is the test's to say. */
beforeEach(async () => {
  steps = [];
  responses = [];
  goOn = { execute: () => undefined, compress: () => undefined };
  const step = (name: keyof typeof goOn): Promise<void> => {
    steps.push(name);
    return new Promise((resolve) => (goOn[name] = resolve));
  };
  const parts = {
    graphql: {
      executeHTTPGraphQLRequest: async () => {
        await step("execute");
        return { status: 200, headers: new HeaderMap(), body: { kind: "complete", string: "{}" } };
      },
    },
    documents: new KnownDocuments(),
    contextFor: () => ({}),
    authenticator: { authenticate: async () => ({}) },
    compression: {
      concerns: () => true,
      negotiated: async (answer: unknown) => {
        await step("compress");
        return answer;
      },
    },
    turns: new OperationTurns(),
    ...{ drain: new Drain(0), deadlineMs: 10_000, logger: createLogger("silent"), onlyHosts: undefined },
  };
  const handler = new GraphQLHandler(parts as unknown as GraphQLParts, 1024);
  server = createListener(
    (request, response) => {
      const seen = { closed: false, ended: false, handled: false };
      responses.push(seen);
      response.on("close", () => {
        seen.closed = true;
      });
      void handler.handle(request, response).then(() => {
        seen.handled = true;
        seen.ended = response.headersSent;
      });
    },
    { ...LISTENER_LIMITS, stuckMs: 60_000 },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
  socket.write(REQUEST);
  await eventually(() => steps.includes("execute"));
});

afterEach(() => {
  socket.destroy();
  server.closeAllConnections();
  server.close();
});

describe("a client that hangs up", () => {
  it("while its answer is compressed is sent nothing, and its request is over at once", async () => {
    goOn.execute();
    await eventually(() => steps.includes("compress"));
    expect(responses).toEqual([{ closed: false, ended: false, handled: false }]);
    socket.destroy();
    await eventually(() => responses[0]?.closed === true);
    goOn.compress();
    await eventually(() => responses[0]?.handled === true);
    expect(responses).toEqual([{ closed: true, ended: false, handled: true }]);
  });

  it("before there is an answer has none compressed", async () => {
    socket.destroy();
    await eventually(() => responses[0]?.closed === true);
    goOn.execute();
    await eventually(() => responses[0]?.handled === true);
    expect(steps).toEqual(["execute"]);
  });
});

describe("a client that stays", () => {
  it("has its request count as running until its answer was compressed and sent", async () => {
    let received = "";
    socket.on("data", (piece: Buffer) => (received += piece.toString()));
    goOn.execute();
    await eventually(() => steps.includes("compress"));
    expect([received, responses[0]?.closed]).toEqual(["", false]);
    goOn.compress();
    await eventually(() => responses[0]?.closed === true && received.endsWith("{}"));
    expect(received).toMatch(/^HTTP\/1\.1 200 OK[^]*\r\n\r\n\{\}$/);
  });
});
