import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { Client, type Dispatcher } from "undici";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { registerConnectWebhookRoute } from "../../../src/http/connect-webhook-route.js";
import { errorHandler } from "../../../src/http/error-handler.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import { eventually } from "../../support/eventually.js";

/** Of the right form; what it signs is not this route's matter. */
const SIGNATURE = Buffer.alloc(32, 7).toString("base64");

let server: FastifyInstance;
let client: Client;
let received: Buffer[];
let receive: () => Promise<void>;

beforeEach(async () => {
  received = [];
  receive = async () => undefined;
  server = fastify();
  server.setErrorHandler(errorHandler(createLogger("silent")));
  server.post("/other", async ({ body }) => ({ body }));
  registerConnectWebhookRoute(server, {
    headers: ["x-flinks-signature"],
    receive: async (_headers, body) => {
      received.push(body);
      await receive();
    },
  });
  client = new Client(await server.listen({ host: "127.0.0.1", port: 0 }));
});

afterEach(async () => {
  await client.destroy();
  await server.close();
});

async function post(
  body: string | Buffer,
  headers: Record<string, string> = { "x-flinks-signature": SIGNATURE, "content-type": "application/json" },
  path = "/webhooks/flinks-connect",
): Promise<{ status: number; text: string }> {
  const options: Omit<Dispatcher.RequestOptions, "origin"> = { method: "POST", path, headers, body };
  const answer = await client.request(options);
  return { status: answer.statusCode, text: await answer.body.text() };
}

const code = (text: string): unknown =>
  (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe("POST /webhooks/flinks-connect", () => {
  it("hands over the bytes as they came, of any content type", async () => {
    const odd = Buffer.from([0x7b, 0x20, 0xff, 0x00, 0x7d]);
    expect(await post(odd)).toEqual({ status: 200, text: "" });
    expect(
      (await post("{ }", { "x-flinks-signature": SIGNATURE, "content-type": "text/plain" })).status,
    ).toBe(200);
    expect((await post("{}", { "x-flinks-signature": SIGNATURE })).status).toBe(200);
    expect(received).toEqual([odd, Buffer.from("{ }"), Buffer.from("{}")]);
  });

  it("is refused without a signature, before a byte of the body is read", async () => {
    const { status, text } = await post("x".repeat(9 * 1024 * 1024), { "content-type": "application/json" });
    expect([status, code(text)]).toEqual([401, "WEBHOOK_SIGNATURE_INVALID"]);
    expect(received).toEqual([]);
  });

  it.each([
    "s",
    SIGNATURE.slice(1),
    `${SIGNATURE}=`,
    `${SIGNATURE}, ${SIGNATURE}`,
    SIGNATURE.replace("=", "-"),
    "",
  ])("is refused with %j in its place, before a byte of the body is read", async (given) => {
    const { status, text } = await post("x".repeat(9 * 1024 * 1024), { "x-flinks-signature": given });
    expect([status, code(text)]).toEqual([401, "WEBHOOK_SIGNATURE_INVALID"]);
    expect(received).toEqual([]);
  });

  it("reads four bodies at once and no more, until one of them is answered or given up", async () => {
    const { port } = server.server.address() as AddressInfo;
    const headers = { "x-flinks-signature": SIGNATURE, "content-length": "2" };
    const path = "/webhooks/flinks-connect";
    const begun = Array.from({ length: 4 }, () => {
      const open = request({ host: "127.0.0.1", port, path, method: "POST", headers });
      open.on("error", () => undefined);
      open.write("{");
      return open;
    });
    await eventually(async () => (await post("{}")).status === 503);
    const { status, text } = await post("{}");
    expect([status, code(text)]).toEqual([503, "PROVIDER_NOT_READY"]);
    begun[0]?.destroy();
    await eventually(async () => (await post("{}")).status === 200);
    begun[1]?.end("}");
    await eventually(async () => received.length >= 2);
    for (const open of begun) open.destroy();
    const many = await Promise.all([post("{}"), post("{}")]);
    expect(many.map((each) => each.status)).toEqual([200, 200]);
  });

  it("takes eight megabytes and no more", async () => {
    expect((await post("x".repeat(8 * 1024 * 1024))).status).toBe(200);
    const { status, text } = await post("x".repeat(8 * 1024 * 1024 + 1));
    expect([status, code(text)]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it.each([
    ["WEBHOOK_SIGNATURE_INVALID", 401],
    ["WEBHOOK_UNKNOWN", 404],
    ["BAD_REQUEST", 400],
    ["STORE_UNAVAILABLE", 503],
  ] as const)("answers %s with %i, so that Flinks tries again", async (failure, status) => {
    receive = () => Promise.reject(new GatewayError(failure, "a detail"));
    const answer = await post("{}");
    expect([answer.status, code(answer.text)]).toEqual([status, failure]);
    expect(answer.text).not.toContain("a detail");
  });

  it("leaves other routes their own parsers", async () => {
    const answer = await post('{"a":1}', { "content-type": "application/json" }, "/other");
    expect(JSON.parse(answer.text)).toEqual({ body: { a: 1 } });
    expect((await post("x", { "content-type": "application/pdf" }, "/other")).status).toBe(415);
  });
});
