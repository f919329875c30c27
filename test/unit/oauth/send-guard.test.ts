import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Agent, fetch } from "undici";
import { guardedDispatcher, type SendGuard, SendGuards } from "../../../src/oauth/send-guard.js";

let server: Server;
let agent: Agent;
/** Requests that reached the server. */
let received: number;

beforeEach(async () => {
  received = 0;
  server = createServer((_request, response) => {
    received += 1;
    response.end("ok");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  agent = new Agent();
});

afterEach(async () => {
  await agent.destroy();
  server.close();
});

const guards = new SendGuards();

/** Sends a request as the OAuth client does, which spends `token` if it is not `undefined`. */
async function post(token?: string, port = (server.address() as AddressInfo).port): Promise<string> {
  const grant = token === undefined ? { code: "c" } : { refresh_token: token };
  const body = new URLSearchParams(grant);
  const guard = guards.of(body);
  const dispatcher = guard === undefined ? agent : guardedDispatcher(agent, guard);
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body, dispatcher });
  return answer.text();
}

const refuse: SendGuard = () => {
  throw new Error("too late");
};

/** @returns how often it was asked until now. */
function counting(): { readonly guard: SendGuard; readonly asked: () => number } {
  let asked = 0;
  return { guard: () => (asked += 1), asked: () => asked };
}

describe("a send guard", () => {
  it("is asked once a request, and lets it pass", async () => {
    const { guard, asked } = counting();
    expect(await guards.with("r-1", guard, () => post("r-1"))).toBe("ok");
    expect(await guards.with("r-1", guard, () => post("r-1"))).toBe("ok");
    expect([asked(), received]).toEqual([2, 2]);
  });

  it("that throws keeps the request from the wire, on a new connection and on one that is open", async () => {
    for (const round of [0, 1]) {
      await expect(guards.with("r-1", refuse, () => post("r-1"))).rejects.toMatchObject({
        cause: { message: "too late" },
      });
      expect(received).toBe(round);
      expect(await post()).toBe("ok");
    }
  });

  it("is not asked when no connection comes about", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, "close");
    const { guard, asked } = counting();
    await expect(guards.with("r-1", guard, () => post("r-1", port))).rejects.toThrow();
    expect(asked()).toBe(0);
  });

  it("belongs to its own token's request and to no other at the same time", async () => {
    const outcomes = await Promise.allSettled([
      guards.with("r-1", refuse, () => post("r-1")),
      guards.with("r-2", counting().guard, () => post("r-2")),
      post(),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(received).toBe(2);
  });

  it("is there for every refresh: one without is not sent", async () => {
    await expect(post("r-1")).rejects.toMatchObject({ code: "INTERNAL" });
    expect(received).toBe(0);
  });

  it("outlives another of the same token that ends before", async () => {
    let end: () => void = () => undefined;
    const first = guards.with("r-1", refuse, () => new Promise<void>((resolve) => (end = resolve)));
    const { guard, asked } = counting();
    const second = guards.with("r-1", guard, async () => {
      end();
      await first;
      return post("r-1");
    });
    expect(await second).toBe("ok");
    expect(asked()).toBe(1);
  });
});
