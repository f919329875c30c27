import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { connect, createServer as createRelay, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CourierServer } from "../../../src/tokens/courier-server.js";
import type { OrderOutcome, RefreshOrder } from "../../../src/tokens/refresh-courier.js";
import { SocketCourier } from "../../../src/tokens/socket-courier.js";
import { Gate, isSettled } from "../../support/gate.js";
import { REFERENCE as reference, TokenWorld } from "../../support/token-world.js";

const ORDER: RefreshOrder = { reference, attemptId: "attempt-1", usedVersion: 1, sendBy: 1234.5 };
const NOT_SENT: OrderOutcome = { outcome: "not-sent", code: "STORE_UNAVAILABLE" };
const UNCLEAR: OrderOutcome = { outcome: "unclear", code: "PROVIDER_TIMEOUT" };
const TIMEOUT_MS = 2000;

let folder: string;
let path: string;
let orders: RefreshOrder[];
let outcome: () => Promise<OrderOutcome>;
let closers: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fdxgw-courier-"));
  path = join(folder, "courier", "socket");
  orders = [];
  outcome = async () => ({ outcome: "answered", delivery: "stored" });
  closers = [];
});

afterEach(async () => {
  for (const close of closers) await close();
  await rm(folder, { recursive: true });
});

const courier = {
  carry: (order: RefreshOrder): Promise<OrderOutcome> => {
    orders.push(order);
    return outcome();
  },
};

async function listen(): Promise<CourierServer> {
  const server = await CourierServer.listen(path, courier);
  closers.push(() => server.close());
  return server;
}

function carry(timeoutMs = TIMEOUT_MS): Promise<OrderOutcome> {
  return new SocketCourier(path, timeoutMs).carry(ORDER);
}

/** A server at the socket that is not ours. */
async function impostor(server: Server, at = path): Promise<void> {
  server.listen(at);
  await once(server, "listening");
  closers.push(async () => server.close());
}

describe("an order", () => {
  it.each<OrderOutcome>([
    { outcome: "answered", delivery: "stored" },
    { outcome: "answered", delivery: "superseded" },
    { outcome: "answered", delivery: "gone" },
    { outcome: "answered", delivery: "waiting" },
    { outcome: "not-sent", code: "PROVIDER_TIMEOUT" },
    { outcome: "unclear", code: "PROVIDER_UNAVAILABLE" },
    { outcome: "refused", error: "invalid_grant" },
    {
      ...{ outcome: "refused", error: "invalid_client" },
      supportReferences: [{ name: "ob-trace-id", value: "trace-0001" }],
    },
  ])("is carried out as it was given, and its outcome told: %j", async (expected) => {
    await listen();
    outcome = async () => expected;
    expect(await carry()).toEqual(expected);
    expect(orders).toEqual([ORDER]);
  });

  it("does not wait for another one", async () => {
    await listen();
    const gate = new Gate();
    outcome = async () => {
      if (orders.length === 1) await gate.pass();
      return { outcome: "answered", delivery: orders.length === 1 ? "stored" : "superseded" };
    };
    const held = carry();
    await gate.reached;
    expect(await carry()).toEqual({ outcome: "answered", delivery: "superseded" });
    gate.open();
    await held;
  });
});

describe("the socket", () => {
  it("is for its owner only, and so is the folder that is made for it", async () => {
    await listen();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "courier"))).mode & 0o777).toBe(0o700);
  });

  it("belongs to the courier that has it: a second one is refused", async () => {
    await listen();
    await expect(CourierServer.listen(path, courier)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(await carry()).toEqual({ outcome: "answered", delivery: "stored" });
  });

  it("of a courier that was killed is replaced", async () => {
    const dead = createRelay();
    const first = join(folder, "first");
    await impostor(dead, first);
    // Closing deletes the file by its old name: renamed, it stays, as after a kill.
    path = join(folder, "stale");
    await rename(first, path);
    dead.close();
    await once(dead, "close");
    expect(await readdir(folder)).toEqual(["stale"]);
    expect(await carry()).toEqual(NOT_SENT);
    await listen();
    expect(await carry()).toEqual({ outcome: "answered", delivery: "stored" });
  });

  it("cannot be made below what is no folder", async () => {
    await writeFile(join(folder, "file"), "");
    path = join(folder, "file", "socket");
    await expect(CourierServer.listen(path, courier)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("what is no order", () => {
  const text = (changes: object): string => JSON.stringify({ ...ORDER, ...changes });

  /** @returns the status; 0 if the connection is closed on the one who sends. */
  function send(body: string, { method = "POST", url = "/orders" } = {}): Promise<number> {
    return new Promise((resolve) => {
      const call = request({ socketPath: path, path: url, method, agent: false }, (answer) => {
        answer.resume().on("close", () => {
          resolve(answer.statusCode ?? 0);
        });
      });
      call.on("error", () => {
        resolve(0);
      });
      call.end(body);
    });
  }

  beforeEach(async () => {
    await listen();
  });

  it.each([
    ["nothing", ""],
    ["garbage", "garbage"],
    ["no reference", text({ reference: undefined })],
    ["half a reference", text({ reference: { consentId: "consent-1" } })],
    ["no attempt", text({ attemptId: "" })],
    ["an attempt id that is too long", text({ attemptId: "x".repeat(65) })],
    ["a used version of 0", text({ usedVersion: 0 })],
    ["a used version of one and a half", text({ usedVersion: 1.5 })],
    ["no time", text({ sendBy: undefined })],
    ["a time that is none", text({ sendBy: "later" })],
  ])("is answered 400 and not carried out: %s", async (_name, body) => {
    expect(await send(body)).toBe(400);
    expect(orders).toEqual([]);
  });

  it("is refused where orders are not taken", async () => {
    expect(await send(text({}), { method: "PUT" })).toBe(400);
    expect(await send(text({}), { url: "/" })).toBe(400);
    expect(orders).toEqual([]);
  });

  it.each([16 * 1024 + 1, 4_000_000])("is not carried out when too long: %d bytes", async (bytes) => {
    const order = text({ more: "" });
    const long = text({ more: "x".repeat(bytes - order.length) });
    expect(long).toHaveLength(bytes);
    expect([0, 400]).toContain(await send(long));
    expect(orders).toEqual([]);
  });

  it("is not an order of the longest length that is taken", async () => {
    const order = text({ more: "" });
    expect(await send(text({ more: "x".repeat(16 * 1024 - order.length) }))).toBe(200);
    expect(orders).toEqual([ORDER]);
  });

  it("is not an order that breaks off", async () => {
    const socket = connect(path);
    await once(socket, "connect");
    const body = text({});
    socket.write(`POST /orders HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length + 1}\r\n\r\n${body}`);
    socket.destroy();
    expect(await carry()).toEqual({ outcome: "answered", delivery: "stored" });
    expect(orders).toEqual([ORDER]);
  });
});

describe("a courier that fails", () => {
  it("and is not there has sent nothing", async () => {
    expect(await carry()).toEqual(NOT_SENT);
  });

  it("and dies in the middle may have sent", async () => {
    path = join(folder, "dies");
    await impostor(
      createRelay((socket) => {
        socket.once("data", () => socket.destroy());
      }),
    );
    expect(await carry()).toEqual(UNCLEAR);
  });

  it("and dies in the middle of its answer may have sent", async () => {
    path = join(folder, "dies");
    await impostor(
      createRelay((socket) => {
        socket.once("data", () => {
          socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"outcome":"answered"');
        });
      }),
    );
    expect(await carry()).toEqual(UNCLEAR);
  });

  it("and says nothing may have sent", async () => {
    path = join(folder, "silent");
    const sockets: Socket[] = [];
    await impostor(createRelay((socket) => sockets.push(socket)));
    expect(await carry(100)).toEqual(UNCLEAR);
    for (const socket of sockets) socket.destroy();
  });

  it.each(["", "garbage", '{"outcome":"answered","delivery":"eaten"}', '{"outcome":"not-sent"}', "{}"])(
    "and answers what nobody understands may have sent: %j",
    async (answer) => {
      path = join(folder, "strange");
      await impostor(createServer((_request, response) => response.end(answer)));
      expect(await carry()).toEqual(UNCLEAR);
    },
  );
});

describe("close", () => {
  it("waits for the orders that are being carried out, and takes no more", async () => {
    const server = await listen();
    const gate = new Gate();
    outcome = async () => {
      await gate.pass();
      return { outcome: "answered", delivery: "stored" };
    };
    const carried = carry();
    await gate.reached;
    const closed = server.close();
    expect(await isSettled(closed)).toBe(false);
    expect(await carry()).toEqual(NOT_SENT);
    gate.open();
    await closed;
    expect(await carried).toEqual({ outcome: "answered", delivery: "stored" });
    closers = [];
  });
});

describe("over the socket", () => {
  it("no token passes, either way", async () => {
    const world = await TokenWorld.open();
    closers.push(() => world.close());
    await world.grant();
    const before = (await world.stored()).tokens;
    const process = await world.process(world.place.store);
    const server = await CourierServer.listen(path, process.courier);
    closers.unshift(() => server.close());
    let passed = "";
    const relay = createRelay((socket) => {
      const onward = connect(path);
      socket.on("data", (bytes) => (passed += bytes.toString("latin1")));
      onward.on("data", (bytes) => (passed += bytes.toString("latin1")));
      socket.pipe(onward).pipe(socket);
    });
    const between = join(folder, "between");
    await impostor(relay, between);
    const order = { ...ORDER, sendBy: world.clock.monotonic() + 1000 };
    const result = await new SocketCourier(between, TIMEOUT_MS).carry(order);
    expect(result).toEqual({ outcome: "answered", delivery: "stored" });
    const after = (await world.stored()).tokens;
    expect(after.accessToken.equals(before.accessToken)).toBe(false);
    expect(passed).toContain(reference.consentId);
    expect(passed).toContain('"stored"');
    for (const { accessToken, refreshToken } of [before, after]) {
      for (const token of [accessToken.reveal(), refreshToken?.reveal() ?? ""]) {
        for (const encoding of ["utf8", "base64", "base64url", "hex"] as const) {
          expect(passed).not.toContain(Buffer.from(token).toString(encoding));
        }
      }
    }
  });
});
