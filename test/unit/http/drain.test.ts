import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { Drain } from "../../../src/http/drain.js";
import { createListener, LISTENER_LIMITS } from "../../../src/http/listener.js";
import { eventually } from "../../support/eventually.js";
import { Gate } from "../../support/gate.js";

const HOST = "127.0.0.1";
const GET = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
const POST = "POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
const WORK_MS = 300;

let server: FastifyInstance;
let port: number;
let sockets: Socket[];
/** Opens to let requests be answered. */
let bank: Gate;
let begun: number;

async function open(drain: Drain): Promise<void> {
  server = fastify({
    return503OnClosing: false,
    serverFactory: (handle) =>
      createListener(
        (request, response) => {
          drain.track(response);
          handle(request, response);
        },
        { ...LISTENER_LIMITS, stuckMs: 60_000 },
      ),
  });
  server.get("/", async () => {
    begun += 1;
    await bank.pass();
    return "whole";
  });
  server.post("/", async () => "whole");
  await server.listen({ host: HOST, port: 0 });
  ({ port } = server.server.address() as AddressInfo);
}

beforeEach(() => {
  sockets = [];
  bank = new Gate();
  begun = 0;
});

afterEach(async () => {
  bank.open();
  for (const socket of sockets) socket.destroy();
  await server.close();
});

interface Line {
  readonly socket: Socket;
  readonly text: () => string;
  readonly closed: Promise<string>;
}

function dial(text = ""): Line {
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
  if (text !== "") socket.write(text);
  return { socket, closed, text: () => received };
}

/** A connection that was used and waits for its next request. */
async function idle(): Promise<Line> {
  const line = dial(`${POST}content-length: 2\r\n\r\n{}`);
  await eventually(() => line.text().includes("whole"));
  return line;
}

const isRefused = (): Promise<boolean> =>
  new Promise((resolve) => {
    const { socket } = dial();
    socket.once("error", () => {
      resolve(true);
    });
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
  });

describe("while a balancer has not seen it yet", () => {
  it("requests are served as before, and every answer ends its connection", async () => {
    const drain = new Drain(400);
    await open(drain);
    const running = dial(GET);
    const waiting = await idle();
    expect(waiting.text()).toContain("keep-alive");
    await eventually(() => begun === 1);
    const closed = drain.close(server);
    bank.open();
    waiting.socket.write(GET);
    for (const line of [running, waiting, dial(GET)]) {
      const text = await line.closed;
      expect(text.slice(text.lastIndexOf("HTTP/1.1"))).toMatch(
        /^HTTP\/1\.1 200 [\s\S]*connection: close[\s\S]*whole/i,
      );
    }
    await closed;
  });

  it("connections that wait are left open: the next request may be under way", async () => {
    const drain = new Drain(300);
    await open(drain);
    const waiting = await idle();
    let isClosed = false;
    const closed = drain.close(server);
    void waiting.closed.then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(isClosed).toBe(false);
    await closed;
    await waiting.closed;
  });
});

describe("afterwards", () => {
  it("nothing new is taken, and what runs is answered", async () => {
    const drain = new Drain(0);
    await open(drain);
    const running = dial(GET);
    await eventually(() => begun === 1);
    const closed = drain.close(server);
    await eventually(isRefused);
    bank.open();
    expect(await running.closed).toContain("whole");
    await closed;
  });

  it("what has come in half is let come in whole", async () => {
    const drain = new Drain(0);
    await open(drain);
    const half = dial(`${POST}content-length: 2\r\n\r\n{`);
    await eventually(() => server.server.listening && half.socket.bytesWritten > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = drain.close(server);
    await eventually(isRefused);
    half.socket.write("}");
    expect(await half.closed).toContain("whole");
    await closed;
  });

  it("running work is told when its time is over, and new work has no more than that", async () => {
    const drain = new Drain(0, WORK_MS);
    await open(drain);
    expect(drain.timeLeftMs).toBe(Number.POSITIVE_INFINITY);
    const running = dial(GET);
    await eventually(() => begun === 1);
    const closed = drain.close(server);
    expect(drain.timeLeftMs).toBeLessThanOrEqual(WORK_MS);
    expect(drain.cutOff.aborted).toBe(false);
    drain.cutOff.addEventListener("abort", () => {
      bank.open();
    });
    expect(await running.closed).toContain("whole");
    await closed;
  });

  it("nobody is waited for who sends or reads nothing: requests that never come, bodies that never end", async () => {
    const drain = new Drain(0, WORK_MS);
    await open(drain);
    dial();
    dial("GET / HTT");
    dial(`${POST}content-length: 9\r\n\r\n{`);
    await eventually(async () =>
      new Promise<number>((resolve) =>
        server.server.getConnections((_, count) => {
          resolve(count);
        }),
      ).then((count) => count === 3),
    );
    await drain.close(server);
    await Promise.all(sockets.map(async (socket) => socket.destroyed || once(socket, "close")));
  });

  it("work is waited for though its client is gone", async () => {
    const drain = new Drain(0, WORK_MS);
    await open(drain);
    let isClosed = false;
    const work = drain.hold(bank.pass());
    const closed = drain.close(server).then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(isClosed).toBe(false);
    bank.open();
    await Promise.all([work, closed]);
  });
});
