import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { LEAST_LENGTH } from "../../src/http/compression/answer-compression.js";
import { eventually } from "../support/eventually.js";
import { GatewayWorld } from "../support/gateway-world.js";

const ACCOUNT = "id accountId accountCategory accountNumberDisplay accountOpenDate accountType";
/** Taken apart and put together again: text. */
const ACCOUNTS = `{ ${Array.from({ length: 9 }, (_, index) => `a${index}: accounts { nodes { ${ACCOUNT} } }`).join(" ")} }`;
/** Copied from the bank's answer: bytes. */
const TRANSACTIONS =
  "{ accounts { nodes { id transactions(first: 100) { nodes { id amount description postedTimestamp } } } } }";
const SHORT = "{ customer { name { first } } }";
/** Five names that the refusal quotes. */
const REFUSED = `{ ${Array.from({ length: 5 }, (_, index) => `${"n".repeat(900)}${index}`).join(" ")} }`;

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As they came. */
  readonly bytes: Buffer;
}

let world: GatewayWorld;
let authorization: string;

beforeAll(async () => {
  world = await GatewayWorld.start();
  await world.connect();
  authorization = `Bearer ${await world.token("alex")}`;
});

afterAll(() => world.close());

async function post(query: string, accepted?: string): Promise<Got> {
  const answer = await request(`${world.url}/graphql`, {
    method: "POST",
    headers: {
      ...{ authorization, "content-type": "application/json" },
      ...(accepted !== undefined && { "accept-encoding": accepted }),
    },
    body: JSON.stringify({ query }),
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  expect(answer.headers["content-length"]).toBe(String(bytes.length));
  return { status: answer.statusCode, headers: answer.headers, bytes };
}

function expectPlain({ headers }: Got, isVaried: boolean): void {
  expect(headers["content-encoding"]).toBeUndefined();
  expect(headers["vary"]).toBe(isVaried ? "accept-encoding" : undefined);
}

function expectGzip({ status, headers }: Got): void {
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    ...{ "content-encoding": "gzip", vary: "accept-encoding", "cache-control": "no-store" },
    ...{ "content-type": "application/json; charset=utf-8", "x-content-type-options": "nosniff" },
  });
}

describe("a long answer", () => {
  it.each([
    ["of text", ACCOUNTS],
    ["of bytes", TRANSACTIONS],
  ])("%s is the same to the byte, whatever its coding", async (_name, query) => {
    const plain = await post(query);
    expect(plain.status).toBe(200);
    expect(plain.bytes.length).toBeGreaterThan(LEAST_LENGTH);
    expect(JSON.parse(plain.bytes.toString())).not.toHaveProperty("errors");
    expectPlain(plain, true);
    const packed = await post(query, "br;q=1.0, gzip;q=0.9, *;q=0.1");
    expectGzip(packed);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
  });

  it.each(["identity", "gzip;q=0", "br", "*;q=0", ""])("stays as it is for %j", async (accepted) => {
    const plain = await post(ACCOUNTS, accepted);
    expectPlain(plain, true);
    expect(JSON.parse(plain.bytes.toString())).toHaveProperty("data.a8.nodes");
  });

  it("keeps its turn on a connection, before a short one that was asked for later", async () => {
    const written = (query: string): string => {
      const body = JSON.stringify({ query });
      const fields = `host: x\r\nauthorization: ${authorization}\r\naccept-encoding: gzip\r\ncontent-type: application/json`;
      return `POST /graphql HTTP/1.1\r\n${fields}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    };
    const socket = connect(world.port, "127.0.0.1").setEncoding("latin1");
    let received = "";
    socket.on("data", (piece: string) => (received += piece));
    socket.write(written(ACCOUNTS) + written("{ __typename }"));
    await eventually(() => received.includes('{"data":{"__typename":"Query"}'));
    socket.destroy();
    const begin = received.indexOf("\r\n\r\n") + 4;
    const end = begin + Number(/content-length: (\d+)/.exec(received)?.[1]);
    const packed = Buffer.from(received.slice(begin, end), "latin1");
    expect(JSON.parse(gunzipSync(packed).toString())).toHaveProperty("data.a8.nodes");
    expect(received.slice(end)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

describe("what is never compressed", () => {
  it("a short answer: its form does not depend on the client", async () => {
    const got = await post(SHORT, "gzip");
    expect([got.status, got.bytes.length < LEAST_LENGTH]).toEqual([200, true]);
    expectPlain(got, false);
  });

  it("a refusal, however long", async () => {
    const got = await post(REFUSED, "gzip");
    expect(got.status).toBe(400);
    expect(got.bytes.length).toBeGreaterThan(LEAST_LENGTH);
    expectPlain(got, false);
  });

  it("a refusal before anything runs", async () => {
    const answer = await request(`${world.url}/graphql`, {
      ...{ method: "POST", headers: { "accept-encoding": "gzip" }, body: "{}" },
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(answer.headers).not.toHaveProperty("vary");
    await answer.body.dump();
  });
});

describe("a gateway that is stopped", () => {
  it("still compresses what it owes", async () => {
    const { controlUrl } = world.banks.maple;
    await world.control("PUT", `${controlUrl}/token-endpoint`, { answer: "late", delayMs: 1000, times: 1 });
    await world.control("DELETE", `${controlUrl}/access-tokens`);
    await world.resetCalls();
    const asked = post(ACCOUNTS, "gzip");
    await eventually(async () => (await world.calls()).total["token.refresh_token"] === 1);
    await world.stopGateway();
    const got = await asked;
    expectGzip(got);
    expect(got.headers["connection"]).toBe("close");
    expect(JSON.parse(gunzipSync(got.bytes).toString())).toHaveProperty("data.a8.nodes");
  });
});

describe("a gateway that leaves compression to others", () => {
  it("sends every answer as it is, and says nothing of other forms", async () => {
    await world.stopGateway();
    await world.startGateway({ ...world.config(), compression: false });
    const got = await post(ACCOUNTS, "gzip");
    expect(got.bytes.length).toBeGreaterThan(LEAST_LENGTH);
    expectPlain(got, false);
  });
});
