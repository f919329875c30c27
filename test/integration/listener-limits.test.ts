import type { RequestListener, Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createListener, LISTENER_LIMITS, type ListenerLimits } from "../../src/http/listener.js";
import { eventually } from "../support/eventually.js";
import { GatewayWorld } from "../support/gateway-world.js";

const HOST = "127.0.0.1";
const HEAD = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
/** So short that a test can wait for them, and none of them the one it waits for. */
const SHORT: ListenerLimits = { ...LISTENER_LIMITS, checkMs: 20, stuckMs: 60_000 };

const sockets: Socket[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(limits: Partial<ListenerLimits>, handle: RequestListener = answer): Promise<number> {
  const server = createListener(handle, { ...SHORT, ...limits });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return (server.address() as AddressInfo).port;
}

/** Once the body is there. */
const answer: RequestListener = (request, response) => {
  request.resume().once("end", () => response.end("whole"));
};

interface Line {
  readonly socket: Socket;
  readonly text: () => string;
  /** All that was sent until the other side closed. */
  readonly closed: Promise<string>;
}

function dial(port: number, text = ""): Line {
  const socket = connect(port, HOST);
  sockets.push(socket);
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
  socket.on("error", () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once("close", () => {
      resolve(received);
    });
  });
  socket.write(text);
  return { socket, closed, text: () => received };
}

/** Sends a byte now and again, for as long as it is let. */
function drip(line: Line, byte: string): void {
  const timer = setInterval(() => line.socket.write(byte), 20);
  line.socket.once("close", () => {
    clearInterval(timer);
  });
}

/** @returns status and code of an answer after which the connection is closed. */
function readAnswer(text: string): { readonly status: number; readonly code: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  expect(head.toLowerCase()).toContain("connection: close");
  expect(head.toLowerCase()).toContain("content-type: application/json");
  const { errors } = JSON.parse(body);
  return { status: Number(head.split(" ")[1]), code: errors[0].extensions.code };
}

describe("a client that sends several requests at once and hangs up", () => {
  it("leaves none of them open", async () => {
    const [begun, closed]: [string[], string[]] = [[], []];
    const port = await listen({}, (request, response) => {
      begun.push(request.url ?? "");
      response.on("close", () => {
        closed.push(request.url ?? "");
        expect(response.destroyed).toBe(true);
      });
    });
    const { socket } = dial(
      port,
      ["/1", "/2", "/3"].map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join(""),
    );
    await eventually(() => begun.length === 3);
    socket.destroy();
    await eventually(() => closed.length >= 3);
    // Nor is any of them told twice: what it holds would be given back twice.
    await delay(50);
    expect(closed.sort()).toEqual(["/1", "/2", "/3"]);
  });

  it("has those that wait for their turn answered in it", async () => {
    const port = await listen({ requestsPerConnection: 3 });
    const text = Array.from({ length: 3 }, () => `${HEAD}content-length: 0\r\n\r\n`).join("");
    expect((await dial(port, text).closed).match(/whole/g)).toHaveLength(3);
  });
});

describe("the gateway's listener", () => {
  let world: GatewayWorld;
  const refusal = async (text: string): Promise<object> => readAnswer(await dial(world.port, text).closed);

  beforeAll(async () => {
    world = await GatewayWorld.start();
  });

  afterAll(() => world.close());

  it("takes 16 KiB of headers", async () => {
    const large = { status: 431, code: "HEADERS_TOO_LARGE" };
    expect(await refusal(`${HEAD}x-pad: ${"x".repeat(16 * 1024)}\r\n\r\n`)).toEqual(large);
    const { text } = dial(
      world.port,
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx-pad: ${"x".repeat(15_000)}\r\n\r\n`,
    );
    await eventually(() => text().startsWith("HTTP/1.1 200"));
  });

  it("takes a hundred headers", async () => {
    const headers = (count: number): string => Array.from({ length: count }, () => "x-a: b\r\n").join("");
    const many = { status: 431, code: "HEADERS_TOO_LARGE" };
    expect(await refusal(`GET /healthz HTTP/1.1\r\nhost: x\r\n${headers(100)}\r\n`)).toEqual(many);
    const { text } = dial(world.port, `GET /healthz HTTP/1.1\r\nhost: x\r\n${headers(99)}\r\n`);
    await eventually(() => text().startsWith("HTTP/1.1 200"));
  });

  it("refuses what is no HTTP", async () => {
    expect(await refusal("\x16\x03\x01\x02\x00\r\n\r\n")).toEqual({ status: 400, code: "BAD_REQUEST" });
    expect(await refusal("GET / HTTP/1.1\r\nhost : x\r\n\r\n")).toEqual({ status: 400, code: "BAD_REQUEST" });
  });

  it("refuses two lengths of one body: a proxy before it may have read the other", async () => {
    const twice = `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await refusal(twice)).toEqual({ status: 400, code: "BAD_REQUEST" });
  });

  it("ends a body at 128 KiB, said beforehand or not", async () => {
    const authorization = `authorization: Bearer ${await world.token("alex")}\r\n`;
    const large = { status: 413, code: "PAYLOAD_TOO_LARGE" };
    expect(await refusal(`${HEAD}${authorization}content-length: 131073\r\n\r\n`)).toEqual(large);
    const chunks = `400\r\n${"x".repeat(1024)}\r\n`.repeat(129);
    expect(await refusal(`${HEAD}${authorization}transfer-encoding: chunked\r\n\r\n${chunks}`)).toEqual(
      large,
    );
  });
});

describe("a listener closes", () => {
  const late = { status: 408, code: "REQUEST_TIMEOUT" };

  it("a connection that says nothing", async () => {
    expect(readAnswer(await dial(await listen({ headersMs: 100 })).closed)).toEqual(late);
  });

  it("one whose headers drip", async () => {
    const line = dial(await listen({ headersMs: 200 }), HEAD);
    drip(line, "x");
    expect(readAnswer(await line.closed)).toEqual(late);
  });

  it("one whose body drips", async () => {
    const line = dial(await listen({ headersMs: 100, requestMs: 300 }), `${HEAD}content-length: 100\r\n\r\n`);
    drip(line, "x");
    expect(readAnswer(await line.closed)).toEqual(late);
  });

  it("one that does not read its answer", async () => {
    let isOver = false;
    const port = await listen({ stuckMs: 200 }, (_request, response) => {
      response.once("close", () => (isOver = true)).end(Buffer.alloc(64 * 1024 * 1024));
    });
    dial(port, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").socket.pause();
    await eventually(() => isOver);
  });

  it("one that has waited too long for its next request", async () => {
    const line = dial(await listen({ idleMs: 100 }), "GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    const text = await line.closed;
    expect(text).toContain("whole");
    expect(text.toLowerCase()).toContain("connection: keep-alive");
  });

  it("one that has been used often", async () => {
    const port = await listen({ requestsPerConnection: 2 });
    const text = await dial(port, "GET / HTTP/1.1\r\nhost: x\r\n\r\n".repeat(2)).closed;
    expect(text.match(/connection: [\w-]+/gi)).toEqual(["Connection: keep-alive", "Connection: close"]);
  });

  it("one more than it holds", async () => {
    const port = await listen({ connections: 2 });
    const held = [dial(port, HEAD), dial(port, HEAD)];
    await eventually(() => held.every(({ socket }) => !socket.connecting));
    expect(await dial(port, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").closed).toBe("");
  });

  it("a connection with rubbish behind a request that is being answered, and takes nobody's answer for another", async () => {
    let respond: () => void = () => undefined;
    const port = await listen({}, (_request, response) => {
      respond = () => response.end("late");
    });
    const line = dial(port, "GET / HTTP/1.1\r\nhost: x\r\n\r\nRUBBISH\r\n\r\n");
    const text = await line.closed;
    respond();
    expect(text).toBe("");
  });
});
