import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { ERROR_CODES, type ErrorCode } from "../../src/core/error-codes.js";
import { freePort } from "../support/free-port.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { startGateway } from "../../src/app.js";
import { createLogger } from "../../src/telemetry/logger.js";

const LIMIT = 128 * 1024;
const GOOD = '{"query":"{ __typename }"}';
const GOOD_ANSWER =
  '{"data":{"__typename":"Query"},"extensions":{"upstream":{"planned":0,"made":0,"cached":0}}}\n';
const JSON_TYPE = "application/json; charset=utf-8";
const CHUNKED = { "transfer-encoding": "chunked" };
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Headers in small letters. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** Beside the caller's token and the content type; `undefined` takes one of them away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

let world: GatewayWorld;
let authorization: string;
/** What is written on a route of the framework. */
let security: Readonly<Record<string, string>>;
const sockets: Socket[] = [];

beforeAll(async () => {
  world = await GatewayWorld.start();
  authorization = `Bearer ${await world.token("alex")}`;
  const { headers } = await ask({ method: "GET", path: "/healthz", headers: { "content-type": undefined } });
  const own = new Set(["x-request-id", "content-type", "content-length", "date", "connection", "keep-alive"]);
  security = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

afterAll(() => world.close());

function dial(port = world.port): Socket {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  return socket.on("error", () => undefined);
}

function written({ method = "POST", path = "/graphql", headers = {}, body }: Sent): string {
  const length =
    body === undefined || "transfer-encoding" in headers ? {} : { "content-length": body.length };
  const all: Record<string, string | number | undefined> = {
    host: "127.0.0.1",
    authorization,
    "content-type": "application/json",
    ...length,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}\r\n`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
}

/** As many chunks as it takes, and none that says it is the last one. */
function chunks(text: string): string {
  const parts = text.match(/[^]{1,1024}/g) ?? [];
  return parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join("");
}

function ask(sent: Sent, port?: number): Promise<Answer> {
  return read(dial(port).setEncoding("latin1"), written(sent));
}

/** Sends a request and reads its answer, byte by byte as it says; where it ends the connection, until that is closed. */
async function read(socket: Socket, text: string): Promise<Answer> {
  socket.write(text);
  let received = "";
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    received += String(piece);
    const answer = parse(received.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, ""));
    if (answer !== undefined && answer.headers["connection"] !== "close") return answer;
  }
  const answer = parse(received);
  if (answer === undefined) throw new Error(`no whole answer: ${received}`);
  return answer;
}

function parse(text: string): Answer | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
  const body = text.slice(end + 4);
  if (body.length < Number(headers["content-length"])) return undefined;
  return { status: Number(first.split(" ")[1]), headers, body };
}

/** That these are all the headers there are. */
function expectHeaders({ headers, body }: Answer, isKept: boolean, others: object = {}): void {
  expect(headers).toEqual({
    ...security,
    ...{ "x-request-id": expect.stringMatching(UUID), date: expect.any(String) },
    ...{ "cache-control": "no-store", "content-type": JSON_TYPE, "content-length": String(body.length) },
    ...(isKept ? { connection: "keep-alive", "keep-alive": "timeout=72" } : { connection: "close" }),
    ...others,
  });
}

/** The gateway's own refusal, to the byte. */
function expectRefusal(answer: Answer, code: ErrorCode, isKept = true, others: object = {}): void {
  const { status, public: message, retryable } = ERROR_CODES[code];
  expect(answer.body).toBe(JSON.stringify({ errors: [{ message, extensions: { code, retryable } }] }));
  expect(answer.status).toBe(status);
  expectHeaders(answer, isKept, others);
}

describe("an operation", () => {
  const broken = JSON.stringify({ query: "{__typename}#" });
  const largest = broken.replace("#", `#${"x".repeat(LIMIT - broken.length)}`);

  it.each<[string, Sent]>([
    ["as it is", { body: GOOD }],
    ["behind a query string", { path: "/graphql?x=1&query={nothing}", body: GOOD }],
    ["behind one that cannot be decoded", { path: "/graphql?%zz", body: GOOD }],
    ["in chunks", { headers: CHUNKED, body: `${chunks(GOOD)}0\r\n\r\n` }],
    ["that waits to be told to go on", { headers: { expect: "100-continue" }, body: GOOD }],
    [
      "behind a byte order mark",
      { headers: CHUNKED, body: `${chunks("\u00ef\u00bb\u00bf" + GOOD)}0\r\n\r\n` },
    ],
    ["with a character set", { headers: { "content-type": "application/json; charset=utf-8" }, body: GOOD }],
    ["in large letters", { headers: { "content-type": "APPLICATION/JSON ;x" }, body: GOOD }],
    ["for whom any type will do", { headers: { accept: "*/*" }, body: GOOD }],
    ["of the largest size", { body: largest }],
    ["of the largest size in chunks", { headers: CHUNKED, body: `${chunks(largest)}0\r\n\r\n` }],
    ["with a harmless constructor", { body: '{"query":"{ __typename }","variables":{"constructor":1}}' }],
  ])("%s", async (_name, sent) => {
    const text = written(sent);
    const socket = dial();
    // As bytes: a mark is three of them.
    const answer = await read(socket.setDefaultEncoding("latin1").setEncoding("latin1"), text);
    expect([answer.status, answer.body]).toEqual([200, GOOD_ANSWER]);
    expectHeaders(answer, true);
  });

  it("one after the other, and at once, on one connection", async () => {
    const socket = dial().setEncoding("latin1");
    for (const text of [written({ body: GOOD }), written({ body: GOOD })])
      expect((await read(socket, text)).status).toBe(200);
    let received = "";
    socket.on("data", (piece: string) => (received += piece));
    socket.write(written({ headers: { authorization: "" }, body: GOOD }) + written({ body: "{}" }));
    socket.end(written({ body: GOOD }));
    await new Promise((resolve) => socket.once("close", resolve));
    expect(received.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 401", "HTTP/1.1 400", "HTTP/1.1 200"]);
  });

  it("in pieces that cut a letter in two", async () => {
    const body = Buffer.from('{"query":"{ __typename } # é"}');
    const socket = dial().setEncoding("latin1").setNoDelay();
    socket.write(written({ headers: { "content-length": String(body.length) } }));
    const cut = body.indexOf(0xc3) + 1;
    socket.write(body.subarray(0, cut));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(body.subarray(cut));
    expect((await read(socket, "")).body).toBe(GOOD_ANSWER);
  });

  it("of a client that wants the connection closed", async () => {
    const answer = await ask({ headers: { connection: "close" }, body: GOOD });
    expectHeaders(answer, false);
  });
});

describe("what the gateway refuses itself", () => {
  const bearer = { "www-authenticate": "Bearer" };
  const large = JSON.stringify({ query: `{__typename}#${"x".repeat(LIMIT)}` });
  const typed = (type: string | undefined): Sent => ({ headers: { "content-type": type }, body: GOOD });

  it.each<[string, Sent, ErrorCode, boolean, object?]>([
    ["no token", { headers: { authorization: undefined }, body: GOOD }, "UNAUTHENTICATED", true, bearer],
    [
      "a wrong token",
      { headers: { authorization: "Bearer a.b.c" }, body: "{" },
      "UNAUTHENTICATED",
      true,
      bearer,
    ],
    ["a wish, first", { headers: { "x-request-timeout-ms": "0", authorization: "" } }, "BAD_REQUEST", true],
    ["no type", typed(undefined), "UNSUPPORTED_MEDIA_TYPE", true],
    ["an empty type", typed(""), "UNSUPPORTED_MEDIA_TYPE", true],
    ["text", typed("text/plain"), "UNSUPPORTED_MEDIA_TYPE", true],
    ["a form", typed("application/x-www-form-urlencoded"), "UNSUPPORTED_MEDIA_TYPE", true],
    ["a type that begins so", typed("application/json, text/plain"), "UNSUPPORTED_MEDIA_TYPE", true],
    [
      "chunks of no type",
      { headers: { ...CHUNKED, "content-type": undefined } },
      "UNSUPPORTED_MEDIA_TYPE",
      true,
    ],
    ["an empty body", { body: "" }, "BAD_REQUEST", false],
    ["no body", {}, "BAD_REQUEST", false],
    ["no chunk", { headers: CHUNKED, body: "0\r\n\r\n" }, "BAD_REQUEST", false],
    ["broken JSON", { body: "{" }, "BAD_REQUEST", false],
    ["__proto__", { body: '{"__proto__":{},"query":"{__typename}"}' }, "BAD_REQUEST", false],
    [
      "__proto__ in disguise",
      { body: '{"query":"","variables":{"\\u005f_proto__":1}}' },
      "BAD_REQUEST",
      false,
    ],
    ["a constructor", { body: '{"variables":{"constructor":{"prototype":{}}}}' }, "BAD_REQUEST", false],
    ["a length too large", { headers: { "content-length": "131073" } }, "PAYLOAD_TOO_LARGE", false],
    ["a body too large", { body: large }, "PAYLOAD_TOO_LARGE", false],
    ["chunks too large", { headers: CHUNKED, body: chunks(large) }, "PAYLOAD_TOO_LARGE", false],
    ["a slash more", { path: "/graphql/", body: GOOD }, "NOT_FOUND", true],
    ["a slash before", { path: "//graphql", body: GOOD }, "NOT_FOUND", true],
    ["large letters", { path: "/GRAPHQL", body: GOOD }, "NOT_FOUND", true],
    ["an escaped letter, before the body", { path: "/%67raphql", body: "{" }, "NOT_FOUND", true],
    ["a fragment", { path: "/graphql#x", body: GOOD }, "NOT_FOUND", true],
    ["a whole URL", { path: "http://127.0.0.1/graphql", body: GOOD }, "NOT_FOUND", true],
    ["GET", { method: "GET" }, "METHOD_NOT_ALLOWED", true, { allow: "POST" }],
    ["PUT", { method: "PUT", body: GOOD }, "METHOD_NOT_ALLOWED", true, { allow: "POST" }],
  ])("%s", async (...[, sent, code, isKept, others]) => {
    expectRefusal(await ask(sent), code, isKept, others);
  });

  it("what is not read of a body does not stand before the next request", async () => {
    const socket = dial().setEncoding("latin1");
    const unread = { headers: { authorization: undefined }, body: "x".repeat(300_000) };
    expect((await read(socket, written(unread))).status).toBe(401);
    expect((await read(socket, written({ body: GOOD }))).body).toBe(GOOD_ANSWER);
  });
});

describe("what Apollo Server refuses", () => {
  const untyped = { "content-type": undefined };
  const PERSISTED = '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}';
  const NOT_KEPT = { "cache-control": "private, no-cache, must-revalidate" };
  const RESPONSE_TYPE = "application/graphql-response+json";

  it.each<[string, Sent, number, string, RegExp, object?]>([
    ["a page's form", { headers: untyped }, 400, "BAD_REQUEST", /Cross-Site Request Forgery/],
    [
      "nothing",
      { headers: { ...untyped, "x-apollo-operation-name": "x" } },
      400,
      "BAD_REQUEST",
      /body missing/,
    ],
    [
      "nothing at all",
      { headers: { ...untyped, "apollo-require-preflight": "x" } },
      400,
      "BAD_REQUEST",
      /missing/,
    ],
    ["null", { body: "null" }, 400, "BAD_REQUEST", /body missing/],
    ["a list", { body: "[]" }, 400, "BAD_REQUEST", /batching/],
    ["a number for a document", { body: '{"query":1}' }, 400, "BAD_REQUEST", /must be strings/],
    [
      "another operation",
      { body: '{"query":"query A{__typename}","operationName":"B"}' },
      400,
      "OPERATION_RESOLUTION_FAILURE",
      /Unknown operation/,
    ],
    ["an unknown field", { body: '{"query":"{ nope }"}' }, 400, "GRAPHQL_VALIDATION_FAILED", /nope/],
    [
      "a persisted document",
      { body: PERSISTED },
      400,
      "PERSISTED_QUERY_NOT_SUPPORTED",
      /Persisted/,
      NOT_KEPT,
    ],
    ["another answer's type", { headers: { accept: "text/html" }, body: GOOD }, 406, "BAD_REQUEST", /accept/],
    [
      "in the type that is wanted",
      { headers: { accept: RESPONSE_TYPE }, body: "{}" },
      400,
      "BAD_REQUEST",
      /missing/,
      { "content-type": `${RESPONSE_TYPE}; charset=utf-8` },
    ],
  ])("%s", async (...[, sent, status, code, message, others]) => {
    const answer = await ask(sent);
    const { errors } = JSON.parse(answer.body);
    expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
    expect(errors[0].message).toMatch(message);
    expectHeaders(answer, true, others);
  });
});

describe("a gateway that answers to some hosts only", () => {
  it.each([
    ["127.0.0.1", 200],
    ["127.0.0.1:4000", 200],
    ["[::1]:4000", 200],
    ["evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["[::1", 403],
  ])("%s: %i, on every route", async (host, status) => {
    const port = await freePort();
    const folder = `${world.storeFolder}-${port}`;
    const config = world.config();
    const gateway = await startGateway(
      { ...config, dataFolder: folder, store: { kind: "lmdb", folder }, http: { ...config.http, port } },
      {
        logger: createLogger("silent"),
        audit: () => undefined,
        onlyHosts: ["127.0.0.1", "[::1]"],
      },
    );
    for (const sent of [{ body: GOOD }, { method: "GET", path: "/healthz" }]) {
      const answer = await ask({ ...sent, headers: { host } }, port);
      expect(answer.status).toBe(status);
      if (status === 403) expectRefusal(answer, "FORBIDDEN");
    }
    await gateway.close();
  });
});
