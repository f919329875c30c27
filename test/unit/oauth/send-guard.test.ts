import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Agent, fetch } from "undici";
import { guardedDispatcher, withSendGuard } from "../../../src/oauth/send-guard.js";

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

function post(port = (server.address() as AddressInfo).port): Promise<string> {
  const dispatcher = guardedDispatcher(agent);
  return fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "secret", dispatcher }).then((answer) =>
    answer.text(),
  );
}

describe("a send guard", () => {
  it("is asked once a request, and lets it pass", async () => {
    let asked = 0;
    const guard = (): void => {
      asked += 1;
    };
    expect(await withSendGuard(guard, () => post())).toBe("ok");
    expect(await withSendGuard(guard, () => post())).toBe("ok");
    expect({ asked, received }).toEqual({ asked: 2, received: 2 });
  });

  it("that throws keeps the request from the wire, on a new connection and on one that is open", async () => {
    const refuse = (): void => {
      throw new Error("too late");
    };
    for (const round of [0, 1]) {
      await expect(withSendGuard(refuse, () => post())).rejects.toMatchObject({
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
    let asked = 0;
    const guard = (): void => {
      asked += 1;
    };
    await expect(withSendGuard(guard, () => post(port))).rejects.toThrow();
    expect(asked).toBe(0);
  });

  it("belongs to its own request and to no other at the same time", async () => {
    const refuse = (): void => {
      throw new Error("too late");
    };
    const outcomes = await Promise.allSettled([withSendGuard(refuse, () => post()), post(), post()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(received).toBe(2);
  });
});
