import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Bulkhead } from "../../../../src/providers/guard/bulkhead.js";

const { signal } = new AbortController();

let bulkhead: Bulkhead;

beforeEach(() => {
  jest.useFakeTimers();
  bulkhead = new Bulkhead({ inFlight: 2, waiting: 2 });
});

afterEach(() => {
  jest.useRealTimers();
});

/** Takes a place that is free. */
async function taken(): Promise<() => void> {
  const leave = await bulkhead.enter(0, signal);
  if (leave === undefined) throw new Error("no place");
  return leave;
}

/** Who has got a place, or has not, in the order in which that was clear. */
function recorded(): {
  readonly log: string[];
  readonly enter: (name: string, waitMs?: number, stop?: AbortSignal) => Promise<(() => void) | undefined>;
} {
  const log: string[] = [];
  return {
    log,
    enter: async (name, waitMs = 200, stop = signal) => {
      const leave = await bulkhead.enter(waitMs, stop);
      log.push(leave === undefined ? `${name} gave up` : name);
      return leave;
    },
  };
}

describe("a bulkhead", () => {
  it("gives places in the order in which they were asked for", async () => {
    const first = await taken();
    const second = await taken();
    const { log, enter } = recorded();
    const waiting = [enter("a"), enter("b")];
    await jest.advanceTimersByTimeAsync(199);
    expect(log).toEqual([]);
    first();
    await waiting[0];
    expect(log).toEqual(["a"]);
    second();
    await Promise.all(waiting);
    expect(log).toEqual(["a", "b"]);
  });

  it("refuses at once when as many wait as may", async () => {
    await taken();
    await taken();
    const { log, enter } = recorded();
    const waiting = [enter("a"), enter("b"), enter("c")];
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(["c gave up"]);
    await jest.advanceTimersByTimeAsync(200);
    await Promise.all(waiting);
    expect(log).toEqual(["c gave up", "a gave up", "b gave up"]);
  });

  it("lets nobody wait longer than they want", async () => {
    await taken();
    const leave = await taken();
    const { log, enter } = recorded();
    const waiting = enter("a", 30);
    await jest.advanceTimersByTimeAsync(29);
    expect(log).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect([await waiting, log]).toEqual([undefined, ["a gave up"]]);
    leave();
    expect(await bulkhead.enter(0, signal)).toBeDefined();
  });

  it("frees the place in the queue of a call that nobody waits for any more", async () => {
    await taken();
    const leave = await taken();
    const client = new AbortController();
    const { log, enter } = recorded();
    const gone = enter("gone", 200, client.signal);
    const waiting = [enter("a")];
    client.abort();
    expect(await gone).toBeUndefined();
    waiting.push(enter("b"));
    leave();
    await waiting[0];
    expect(log).toEqual(["gone gave up", "a"]);
    await jest.advanceTimersByTimeAsync(200);
    await waiting[1];
    expect(log).toEqual(["gone gave up", "a", "b gave up"]);
  });

  it("loses no place, whatever ends the waits", async () => {
    const leaves = [await taken(), await taken()];
    const client = new AbortController();
    const { enter } = recorded();
    const waits = [enter("a", 10), enter("b", 200, client.signal)];
    await jest.advanceTimersByTimeAsync(10);
    client.abort();
    expect(await Promise.all(waits)).toEqual([undefined, undefined]);
    for (const leave of leaves) leave();
    await taken();
    await taken();
    const full = bulkhead.enter(10, signal);
    await jest.advanceTimersByTimeAsync(10);
    expect(await full).toBeUndefined();
    expect(jest.getTimerCount()).toBe(0);
  });
});
