import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { checkAnswers } from "../../../bench/check-answers.js";
import type { ContenderName } from "../../../bench/contenders/contender.js";
import type { Target } from "../../../bench/contenders/target.js";
import { answering, asked, bankTelling, OPERATION, target } from "./bench-world.js";

const BANK = { accounts: { nodes: [{ id: "a", balance: "1.5", network: "••••6789" }, { id: "b" }] } };
const PEER = { accounts: [{ accountId: "a", balance: 1.5, identifier: "123456789" }, { accountId: "b" }] };

describe("checkAnswers", () => {
  /** What each server answers, how it goes to the bank, and what it says about that. */
  let data: Record<string, unknown>;
  let calls: Record<string, string[]>;
  let claimed: number | undefined;
  let lastAsked: string;
  let server: Awaited<ReturnType<typeof answering>>;

  beforeEach(async () => {
    data = { gateway: BANK, proxy: BANK, apollo: PEER };
    calls = { gateway: ["x", "y"], proxy: ["y", "x"], apollo: ["other", "paths"] };
    claimed = 2;
    server = await answering((name) => {
      lastAsked = name;
      return { body: JSON.stringify({ data: data[name] }) };
    });
  });

  afterEach(() => server.close());

  const check = (peer: Partial<Target> = {}, peerName: ContenderName = "apollo"): Promise<void> => {
    const targets = [
      target("gateway", server.url, { claimedCalls: () => claimed }),
      target("proxy", server.url),
      target(peerName, server.url, peer),
    ];
    const upstream = bankTelling(() => calls[lastAsked] ?? []);
    const stage = { upstream, load: asked(() => undefined), targets, leftOut: [], ownPids: [] };
    return checkAnswers({ ...stage, gatewayLog: () => "" }, OPERATION);
  };

  it("takes other names, envelopes, numbers and unmasked account numbers from a peer", async () => {
    await expect(check()).resolves.toBeUndefined();
  });

  it("refuses a gateway whose answer has another value, or another member", async () => {
    data["gateway"] = { accounts: { nodes: [{ ...BANK.accounts.nodes[0], balance: 1.5 }, { id: "b" }] } };
    await expect(check()).rejects.toThrow("gateway and proxy do not hold the same values");
    data["gateway"] = { accounts: { list: BANK.accounts.nodes } };
    await expect(check()).rejects.toThrow("gateway and proxy do not hold the same values");
  });

  it("refuses a peer that leaves something out, or has it at another account", async () => {
    data["apollo"] = { accounts: PEER.accounts.slice(0, 1) };
    await expect(check()).rejects.toThrow("apollo and proxy do not hold the same values");
    data["apollo"] = { accounts: PEER.accounts.toReversed() };
    await expect(check()).rejects.toThrow("apollo and proxy do not hold the same values");
  });

  it("refuses a server that makes another number of calls than it needs", async () => {
    calls["apollo"] = ["one"];
    await expect(check()).rejects.toThrow("apollo made 1 upstream calls for lists");
    calls["apollo"] = ["x", "y"];
    await expect(check({ upstreamCalls: () => 0 })).rejects.toThrow("needs 0");
  });

  it("refuses a gateway that says another number of calls than it made", async () => {
    claimed = 3;
    await expect(check()).rejects.toThrow("gateway made 2 upstream calls for lists, says 3, needs 2");
    claimed = undefined;
    await expect(check()).rejects.toThrow("says undefined");
  });

  it("asks each worker, and compares it with the server that it is told", async () => {
    let connections = 0;
    const workers = await answering((name) => {
      lastAsked = name;
      connections += 1;
      return { body: JSON.stringify({ data: connections < 3 ? BANK : { ...BANK, more: 1 } }) };
    });
    const single = target("gateway", server.url);
    const stage = { load: asked(() => undefined), leftOut: [], ownPids: [], gatewayLog: () => "" };
    const withWorkers = (count: number): Promise<void> => {
      connections = 0;
      const targets = [target("gateway", workers.url, { workers: count })];
      const upstream = bankTelling(() => calls[lastAsked] ?? []);
      return checkAnswers({ ...stage, targets, upstream }, OPERATION, single);
    };
    await expect(withWorkers(2)).resolves.toBeUndefined();
    expect(connections).toBe(2);
    await expect(withWorkers(3)).rejects.toThrow(
      "gateway with 3 worker(s) and gateway do not hold the same values",
    );
    await workers.close();
  });

  it("refuses a gateway that makes other calls than the proxy", async () => {
    calls["gateway"] = ["x", "z"];
    await expect(check()).rejects.toThrow("gateway and proxy do not make the same calls");
  });
});
