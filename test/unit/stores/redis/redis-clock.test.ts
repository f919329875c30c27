import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { RedisClock } from "../../../../src/stores/redis/redis-clock.js";
import type { RedisMaster } from "../../../../src/stores/redis/redis-master.js";
import type { RedisTopology } from "../../../../src/stores/redis/redis-topology.js";
import { FakeClock } from "../../../support/fake-clock.js";

const SAMPLE_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;

let local: FakeClock;
/** What the server's clock shows, beyond the local one. */
let aheadMs: number;
/** How long its answer is on the way. */
let roundTripMs: number;
let isAway: boolean;
let asked: number;
/** After so many answers the server answers quickly. */
let quickFrom: number;
let clock: RedisClock;

/** As much of a Redis as knows the time: it reads its clock half-way between question and answer. */
const topology: RedisTopology = {
  masters: async () => {
    if (isAway) throw new GatewayError("STORE_UNAVAILABLE", "no connection");
    return [{ read: answerTime } as unknown as RedisMaster];
  },
  masterOf: () => Promise.reject(new Error("the clock needs no key")),
  close: async () => undefined,
};

async function answerTime(command: readonly unknown[]): Promise<readonly Buffer[]> {
  expect(command).toEqual(["TIME"]);
  asked += 1;
  if (asked > quickFrom) roundTripMs = 10;
  local.advance(roundTripMs / 2);
  const now = local.now() + aheadMs;
  local.advance(roundTripMs / 2);
  const microseconds = Math.round((now % 1000) * 1000);
  return [Buffer.from(String(Math.floor(now / 1000))), Buffer.from(String(microseconds))];
}

/** The next sample is due, and has been taken. */
async function sampleAgain(): Promise<void> {
  await jest.advanceTimersByTimeAsync(SAMPLE_EVERY_MS);
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] });
  local = new FakeClock();
  [aheadMs, roundTripMs, isAway, asked, quickFrom] = [0, 0, false, 0, Infinity];
  clock = new RedisClock(topology, local);
});

afterEach(() => {
  clock.stop();
  jest.useRealTimers();
});

describe("the time", () => {
  it.each([
    ["an hour behind", HOUR_MS],
    ["an hour ahead", -HOUR_MS],
    ["31 days behind", 31 * 24 * HOUR_MS],
    ["a quarter of a second behind", 250],
  ])("is the server's where the local clock is %s", async (_what, ahead) => {
    aheadMs = ahead;
    await clock.start();
    expect(clock.now()).toBe(local.now() + ahead);
  });

  it("takes the answer for what was true half-way", async () => {
    [aheadMs, roundTripMs] = [HOUR_MS, 400];
    await clock.start();
    expect(clock.now()).toBe(local.now() + HOUR_MS);
  });

  it("runs on by the monotonic clock between samples: a local clock that jumps changes nothing", async () => {
    aheadMs = HOUR_MS;
    await clock.start();
    const before = clock.now();
    local.advanceMonotonic(700);
    expect(clock.now()).toBe(before + 700);
  });

  it("is told in whole milliseconds", async () => {
    aheadMs = 0.75;
    await clock.start();
    expect(clock.now()).toBe(local.now());
  });

  it("leaves the monotonic clock as it is", async () => {
    aheadMs = HOUR_MS;
    await clock.start();
    local.advance(5);
    expect(clock.monotonic()).toBe(local.monotonic());
  });
});

describe("a sample", () => {
  it("is taken again and again", async () => {
    await clock.start();
    expect(asked).toBe(1);
    aheadMs = 5000;
    await sampleAgain();
    expect(asked).toBe(2);
    expect(clock.now()).toBe(local.now() + 5000);
  });

  it("is taken once more at the start when the answer was too long on the way", async () => {
    [aheadMs, roundTripMs] = [HOUR_MS, 502];
    quickFrom = 2;
    await clock.start();
    expect(asked).toBe(3);
    expect(clock.now()).toBe(local.now() + HOUR_MS);
  });

  it("that is never had soon enough refuses the start: the local time may be any", async () => {
    roundTripMs = 502;
    await expect(clock.start()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(asked).toBe(6);
  });

  it("of which the answer was too long on the way is passed over", async () => {
    await clock.start();
    [aheadMs, roundTripMs] = [HOUR_MS, 502];
    await sampleAgain();
    expect(asked).toBe(2);
    expect(clock.now()).toBe(local.now());
    roundTripMs = 500;
    await sampleAgain();
    expect(clock.now()).toBe(local.now() + HOUR_MS);
  });

  it("that cannot be had leaves the last one in use, until the server is back", async () => {
    aheadMs = HOUR_MS;
    await clock.start();
    isAway = true;
    await sampleAgain();
    await sampleAgain();
    local.advanceMonotonic(20_000);
    const offset = clock.now() - local.monotonic();
    local.advanceMonotonic(1);
    expect(clock.now() - local.monotonic()).toBe(offset);
    expect(clock.now()).toBe(local.now() + 20_001 + HOUR_MS);
    [isAway, aheadMs] = [false, -HOUR_MS];
    await sampleAgain();
    expect(clock.now()).toBe(local.now() - HOUR_MS);
  });

  it("is not taken any more once the clock is stopped", async () => {
    await clock.start();
    clock.stop();
    aheadMs = HOUR_MS;
    await sampleAgain();
    expect(asked).toBe(1);
  });
});

describe("starting", () => {
  it("rejects without the server's time", async () => {
    isAway = true;
    await expect(clock.start()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});
