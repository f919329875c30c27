import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { FaultProxy } from "../support/fault-proxy.js";

// The tests of bad days stand on this proxy: each of its faults must be what it says.
const BODY = "x".repeat(1000);
let server: Server;
let proxy: FaultProxy;
let agent: Agent;
let asked = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-length": String(BODY.length) }).end(BODY);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

beforeEach(async () => {
  asked = 0;
  agent = new Agent({ connections: 1 });
  const { port } = server.address() as AddressInfo;
  proxy = await FaultProxy.start({ host: "127.0.0.1", port }, { random: () => 1 });
});

afterEach(async () => {
  await agent.destroy();
  await proxy.close();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function ask(timeoutMs = 5000): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await request(proxy.origin, { dispatcher: agent, signal });
  return answer.body.text();
}

describe("the fault proxy", () => {
  it("passes everything on where nothing is wrong, several times over one connection", async () => {
    expect([await ask(), await ask(), await ask()]).toEqual([BODY, BODY, BODY]);
    expect(asked).toBe(3);
    expect(proxy.connections).toBe(1);
  });

  it("makes answers come later, and by chance later still", async () => {
    await proxy.set({ latencyMs: 100, jitterMs: 50 });
    const start = performance.now();
    expect(await ask()).toBe(BODY);
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
  });

  it("refuses connections while it is down, and is back where it was", async () => {
    const { origin } = proxy;
    await proxy.set({ down: true });
    await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await proxy.set({});
    expect(proxy.origin).toBe(origin);
    expect(await ask()).toBe(BODY);
  });

  it("resets at once, and in the middle of an answer", async () => {
    await proxy.set({ resetAfterBytes: 0 });
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(asked).toBe(0);
    await proxy.set({ resetAfterBytes: 300 });
    await expect(ask()).rejects.toThrow();
    expect(asked).toBe(1);
  });

  it("accepts and says nothing when it is half open, also on a connection that worked", async () => {
    await ask();
    await proxy.set({ halfOpen: true });
    await expect(ask(200)).rejects.toMatchObject({ name: "TimeoutError" });
    expect(asked).toBe(1);
  });

  it("lets an answer drip", async () => {
    await proxy.set({ dripBytes: 200, dripMs: 20 });
    const start = performance.now();
    expect(await ask()).toBe(BODY);
    expect(performance.now() - start).toBeGreaterThanOrEqual(95);
  });

  it("cuts an answer off as if it were over", async () => {
    await proxy.set({ truncateAfterBytes: 500 });
    await expect(ask()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
  });

  it("closes a connection once it has carried its bytes", async () => {
    await proxy.set({ limitBytes: 1700 });
    expect(await ask()).toBe(BODY);
    await expect(ask()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
    expect(await ask()).toBe(BODY);
  });
});
