import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Deadline } from "../../../../src/core/deadline.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { WorkEnd, type WorkSignal } from "../../../../src/core/work-signal.js";
import type { GuardedCall, Sending } from "../../../../src/providers/guard/guarded-call.js";
import { ProviderGuard } from "../../../../src/providers/guard/provider-guard.js";
import type { Reading } from "../../../../src/providers/guard/reading.js";
import { MAPLE } from "../../../support/builders.js";

const LIMIT_MS = 10_000;
const NOT_CALLED = { code: "PROVIDER_UNAVAILABLE", facts: { retryAfter: 1 } };
const NO_CALL = /maple: no call was made/;
const WELL: Reading = { verdict: "answered" };
const DOWN: Reading = { verdict: "failed", isTransient: true };

/** The fake timers' own. */
const clock = { now: () => Date.now(), monotonic: () => Date.now() };

/** What the bank does with each call; it is told which one it is. */
type Bank = (sending: Sending, call: number) => Promise<Reading>;

let drawn: number;
let guard: ProviderGuard;
let sent: number;
let bank: Bank;

beforeEach(() => {
  jest.useFakeTimers();
  drawn = 0.5;
  sent = 0;
  bank = async () => WELL;
  guard = new ProviderGuard(MAPLE, {
    ...{ maxInFlight: 8, timeoutMs: LIMIT_MS, clock, random: () => drawn },
  });
});

afterEach(() => {
  jest.useRealTimers();
});

type Request = GuardedCall<Reading>["request"];

function request(deadlineMs = 60_000, signal: WorkSignal = new AbortController().signal): Request {
  return { deadline: Deadline.after(deadlineMs, clock), signal };
}

/** One call, of a GraphQL request of its own. The answer is what it says of the bank. */
function run(asked: Request = request()): Promise<Reading> {
  const send = (sending: Sending): Promise<Reading> => bank(sending, (sent += 1));
  return guard.run({ request: asked, origin: asked, send, read: (answer) => answer });
}

/** Ends one way or the other when `ms` have passed. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(ms);
  return work;
}

/** Answers like undici: never, until the call is over. */
function silence(sending: Sending): Promise<never> {
  return new Promise((_resolve, reject) => {
    sending.whenOver(() => {
      reject(new GatewayError("PROVIDER_TIMEOUT", "no answer in time"));
    });
  });
}

function fails(code: "PROVIDER_UNAVAILABLE" | "PROVIDER_TIMEOUT" | "PROVIDER_ANSWER_INVALID"): Bank {
  return () => Promise.reject(new GatewayError(code, "as the test wants"));
}

async function inTurn(calls: number): Promise<void> {
  for (let i = 0; i < calls; i += 1)
    await within(
      200,
      run().catch(() => undefined),
    );
}

describe("an attempt", () => {
  it("ends when the bank has taken as long as it may, even if it says something now and then", async () => {
    bank = (sending) => {
      sending.answered();
      return silence(sending);
    };
    await expect(within(LIMIT_MS, run())).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect([sent, jest.getTimerCount()]).toEqual([1, 0]);
  });

  it("has no more time than is left of the request", async () => {
    bank = silence;
    await expect(within(300, run(request(300)))).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect(sent).toBe(1);
  });

  it("is not begun with less than 50 ms left", async () => {
    await expect(run(request(49))).rejects.toMatchObject({
      ...{ code: "PROVIDER_TIMEOUT", message: NO_CALL },
    });
    expect(sent).toBe(0);
    expect(await run(request(50))).toBe(WELL);
  });

  it("is not begun when nobody waits any more", async () => {
    await expect(run(request(60_000, AbortSignal.abort()))).rejects.toMatchObject({
      code: "PROVIDER_TIMEOUT",
    });
    expect(sent).toBe(0);
  });

  it("ends with its client", async () => {
    const client = new AbortController();
    const ended = new Promise<number>((resolve) => {
      bank = (sending) =>
        silence({
          ...sending,
          whenOver: (stop) => {
            sending.whenOver(() => {
              resolve(Date.now());
              stop();
            });
          },
        });
    });
    const answer = run(request(60_000, client.signal));
    await jest.advanceTimersByTimeAsync(100);
    const goneAt = Date.now();
    client.abort();
    await expect(answer).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect([await ended, jest.getTimerCount()]).toEqual([goneAt, 0]);
  });
});

describe("a failed call", () => {
  beforeEach(async () => {
    await inTurn(10);
    sent = 0;
  });

  it("is sent once more", async () => {
    bank = async (_sending, call) => (call === 1 ? DOWN : WELL);
    expect(await within(100, run())).toBe(WELL);
    expect([sent, guard.report.retries]).toEqual([2, 1]);
  });

  it("is sent no third time: the last answer counts", async () => {
    const last: Reading = { ...DOWN };
    bank = async (_sending, call) => (call === 1 ? DOWN : last);
    expect(await within(1000, run())).toBe(last);
    expect(sent).toBe(2);
  });

  it("without an answer is sent once more", async () => {
    bank = (sending, call) =>
      call === 1 ? fails("PROVIDER_UNAVAILABLE")(sending, call) : Promise.resolve(WELL);
    expect(await within(100, run())).toBe(WELL);
  });

  it("whose answer broke off is not sent again", async () => {
    bank = (sending, call) => {
      sending.answered();
      return fails("PROVIDER_UNAVAILABLE")(sending, call);
    };
    await expect(within(1000, run())).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(sent).toBe(1);
  });

  it.each(["PROVIDER_TIMEOUT", "PROVIDER_ANSWER_INVALID"] as const)("%s is not sent again", async (code) => {
    bank = fails(code);
    await expect(within(1000, run())).rejects.toMatchObject({ code });
    expect(sent).toBe(1);
  });

  it("that took as long as the bank may is not sent again", async () => {
    bank = silence;
    await expect(within(LIMIT_MS + 1000, run())).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect(sent).toBe(1);
  });

  it("of a client that leaves meanwhile is not sent again", async () => {
    const client = new AbortController();
    bank = async () => DOWN;
    const answer = run(request(60_000, client.signal));
    await jest.advanceTimersByTimeAsync(50);
    client.abort();
    expect(await answer).toBe(DOWN);
    expect([sent, guard.report.retries]).toEqual([1, 0]);
  });

  it("keeps its answer where the second one may not be made", async () => {
    bank = async (_sending, call) => {
      if (call === 2) throw new GatewayError("OPERATION_TOO_COMPLEX", "more than 500 upstream calls");
      return DOWN;
    };
    expect(await within(1000, run())).toBe(DOWN);
  });
});

it("a bank that fails every third call gets no more than 1.1 calls for each", async () => {
  bank = async (_sending, call) => (call % 3 === 0 ? DOWN : WELL);
  await inTurn(500);
  expect(sent).toBeGreaterThan(540);
  expect(sent).toBeLessThanOrEqual(550);
});

describe("a bank that always says 503", () => {
  beforeEach(() => {
    bank = async () => DOWN;
  });

  it.each([1, 2, 3, 5, 10, 1000])("gets no more than 1.1 calls for each of %i", async (calls) => {
    await inTurn(calls);
    expect(sent).toBeLessThanOrEqual(calls * 1.1);
  });

  it("is called once a second, and by everybody within a second of being well", async () => {
    await inTurn(5);
    expect(guard.report.isOpen).toBe(true);
    sent = 0;
    await inTurn(50);
    expect(sent).toBe(10);
    bank = async () => WELL;
    await inTurn(5);
    sent = 0;
    await inTurn(20);
    expect([sent, guard.report.isOpen]).toEqual([20, false]);
  });

  it("is not called by those who come while the breaker is open, and they are told so", async () => {
    await inTurn(5);
    sent = 0;
    await expect(run()).rejects.toMatchObject({ ...NOT_CALLED, message: NO_CALL });
    expect([sent, guard.report]).toEqual([
      0,
      { isOpen: true, refused: { breaker_open: 1, throttled: 0, full: 0 }, retries: 0 },
    ]);
  });

  it("is not called by those who waited for a place when the breaker opened", async () => {
    const failing: ((reading: Reading) => void)[] = [];
    bank = () => new Promise((resolve) => failing.push(resolve));
    const calls = Array.from({ length: 14 }, () => run().catch((failure: unknown) => failure));
    await jest.advanceTimersByTimeAsync(100);
    expect(sent).toBe(8);
    for (const fail of failing) fail({ verdict: "failed" });
    const ended = await Promise.all(calls);
    // Four pass before the fifth failure is known.
    expect(sent).toBeLessThanOrEqual(12);
    expect(ended.slice(-2)).toEqual([
      expect.objectContaining(NOT_CALLED),
      expect.objectContaining(NOT_CALLED),
    ]);
  });
});

describe("the breaker", () => {
  it.each([
    ["does not reach", fails("PROVIDER_UNAVAILABLE")],
    ["waits for in vain", silence],
  ])("opens for a bank that one %s", async (_how, what) => {
    bank = what;
    await within(LIMIT_MS, Promise.allSettled(Array.from({ length: 5 }, () => run())));
    expect(guard.report.isOpen).toBe(true);
  });

  it("stays closed for clients that want to wait for 100 ms only", async () => {
    bank = silence;
    for (let i = 0; i < 20; i += 1)
      await within(
        100,
        run(request(100)).catch(() => undefined),
      );
    expect([sent, guard.report.isOpen]).toEqual([20, false]);
  });

  it("stays closed for clients that go", async () => {
    bank = silence;
    for (let i = 0; i < 20; i += 1) {
      const client = new AbortController();
      const answer = run(request(60_000, client.signal)).catch(() => undefined);
      await jest.advanceTimersByTimeAsync(10);
      client.abort();
      await answer;
    }
    expect([sent, guard.report.isOpen]).toEqual([20, false]);
  });

  it("stays closed for answers that cannot be read, and for calls that were refused before they were sent", async () => {
    bank = fails("PROVIDER_ANSWER_INVALID");
    await inTurn(9);
    bank = () => Promise.reject(new GatewayError("OPERATION_TOO_COMPLEX", "more than 500 upstream calls"));
    await inTurn(20);
    expect(guard.report.isOpen).toBe(false);
  });

  it("is not stuck when the client of its probe goes", async () => {
    bank = async () => ({ verdict: "failed" });
    await inTurn(5);
    await jest.advanceTimersByTimeAsync(1000);
    bank = silence;
    const client = new AbortController();
    const probe = run(request(60_000, client.signal)).catch(() => undefined);
    await jest.advanceTimersByTimeAsync(10);
    client.abort();
    await probe;
    bank = async () => WELL;
    await jest.advanceTimersByTimeAsync(1000);
    expect(await run()).toBe(WELL);
    expect(guard.report.isOpen).toBe(false);
  });

  it("closes for good: what the bank refused while it was down does not throttle it afterwards", async () => {
    bank = async () => ({ verdict: "failed" });
    await within(0, Promise.allSettled(Array.from({ length: 8 }, () => run())));
    for (let i = 0; i < 5; i += 1) {
      await jest.advanceTimersByTimeAsync(1000);
      await run();
    }
    await jest.advanceTimersByTimeAsync(1000);
    bank = async () => WELL;
    drawn = 0;
    sent = 0;
    await inTurn(20);
    expect(sent).toBe(20);
  });
});

describe("the throttle", () => {
  it("refuses what a bank is likely to turn away", async () => {
    bank = async () => ({ verdict: "limited" });
    await inTurn(10);
    sent = 0;
    await expect(run()).rejects.toMatchObject({ ...NOT_CALLED, message: NO_CALL });
    expect([sent, guard.report.refused.throttled]).toEqual([0, 1]);
    drawn = 0.999;
    expect(await run()).toEqual({ verdict: "limited" });
  });
});

describe("the bulkhead", () => {
  beforeEach(() => {
    bank = silence;
  });

  it("has room for so many calls, and lets sixteen times as many wait for five seconds", async () => {
    const calls = Array.from({ length: 8 + 128 + 4 }, () => run().catch((failure: unknown) => failure));
    await jest.advanceTimersByTimeAsync(4999);
    expect([sent, guard.report.refused.full]).toEqual([8, 4]);
    await jest.advanceTimersByTimeAsync(1);
    expect([sent, guard.report.refused.full]).toEqual([8, 132]);
    await within(LIMIT_MS, Promise.all(calls));
    expect(await calls[139]).toMatchObject(NOT_CALLED);
  });

  it("lets nobody wait into the last 50 ms of their request", async () => {
    for (let i = 0; i < 8; i += 1) void run().catch(() => undefined);
    const waiting = run(request(150));
    await expect(within(100, waiting)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("keeps no place for a client that goes while it waits", async () => {
    for (let i = 0; i < 8; i += 1) void run().catch(() => undefined);
    const client = new AbortController();
    const waiting = run(request(60_000, client.signal));
    waiting.catch(() => undefined);
    await jest.advanceTimersByTimeAsync(10);
    client.abort();
    await expect(waiting).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect([sent, guard.report.refused.full]).toEqual([8, 0]);
  });

  it("gives a wide request half of the room, and refuses it nothing for its width", async () => {
    let together = 0;
    let most = 0;
    bank = async () => {
      most = Math.max(most, (together += 1));
      await new Promise((resolve) => setTimeout(resolve, 300));
      together -= 1;
      return WELL;
    };
    const wide = request(60_000, new WorkEnd());
    const calls = Promise.all(Array.from({ length: 100 }, () => run(wide)));
    expect(await within(300 * 50, calls)).toHaveLength(100);
    expect([sent, most]).toEqual([100, 4]);
  });
});
