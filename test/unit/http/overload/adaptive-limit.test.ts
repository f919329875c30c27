import { describe, expect, it } from "@jest/globals";
import { AdaptiveLimit } from "../../../../src/http/overload/adaptive-limit.js";

const MOST = 1000;
const LATE = { delayMs: 40, busy: 1 };
const IN_TIME = { delayMs: 5, busy: 1 };

const limit = (): AdaptiveLimit => new AdaptiveLimit({ most: MOST, delayLimitMs: 20 });

/** Late for longer than a burst, then in time until it has grown to about `to`. */
function lowered(to: number): AdaptiveLimit {
  const lowered = limit();
  for (let look = 0; look < 20; look += 1) lowered.observe(LATE, 1, 1);
  while (lowered.value < to) lowered.observe(IN_TIME, 1, 1);
  return lowered;
}

describe("an adaptive limit", () => {
  it("begins with the most there may be, and stays there while the loop is in time", () => {
    const { value } = limit();
    expect(value).toBe(MOST);
    const quiet = limit();
    quiet.observe(IN_TIME, 10, 0);
    expect([quiet.value, quiet.isLowered]).toEqual([MOST, false]);
  });

  it("falls below what is in flight when a busy loop is late: nobody has reached the limit yet", () => {
    const falling = limit();
    falling.observe(LATE, 300, 0);
    expect([falling.value, falling.isLowered]).toEqual([150, true]);
  });

  it("lets a burst be worked off: it is late, and soon it is not", () => {
    const burst = limit();
    for (let look = 0; look < 4; look += 1) burst.observe({ delayMs: 200, busy: 1 }, 120, 0);
    expect(burst.value).toBe(128);
    burst.observe(IN_TIME, 120, 0);
    for (let look = 0; look < 4; look += 1) burst.observe({ delayMs: 200, busy: 1 }, 120, 0);
    expect(burst.value).toBe(128);
    burst.observe({ delayMs: 200, busy: 1 }, 120, 0);
    expect(burst.value).toBe(60);
  });

  it("falls by how late the loop is: a little at least, to a half at most", () => {
    for (const [delayMs, cut] of [
      [21, 0.9],
      [25, 0.8],
      [40, 0.5],
      [4000, 0.5],
    ] as const) {
      const falling = lowered(100);
      const { value } = falling;
      expect(value).toBeLessThan(110);
      falling.observe({ delayMs, busy: 1 }, 70, 1);
      expect(falling.value).toBeCloseTo(value * cut);
    }
  });

  it("does not fall by a late loop that is not busy: one long piece of work is not too many requests", () => {
    const steady = limit();
    steady.observe({ delayMs: 400, busy: 0.9 }, 500, 0);
    expect(steady.value).toBe(MOST);
  });

  it("does not fall by requests that wait for banks, however many", () => {
    const steady = limit();
    steady.observe({ delayMs: 0.3, busy: 0.1 }, 999, 0);
    expect(steady.value).toBe(MOST);
  });

  it("leaves a few in, however late the loop is", () => {
    const falling = limit();
    for (let look = 0; look < 50; look += 1) falling.observe({ delayMs: 1000, busy: 1 }, 3, 1);
    expect(falling.value).toBe(32);
    for (let look = 0; look < 50; look += 1) falling.observe({ delayMs: 1000, busy: 1 }, 3, 16);
    expect(falling.value).toBe(8);
  });

  it("is back within half a second where the loop has time to spare", () => {
    const growing = lowered(1);
    let looks = 0;
    for (; growing.isLowered; looks += 1) growing.observe({ delayMs: 30, busy: 0.5 }, 8, 1);
    expect(looks * 50).toBeLessThanOrEqual(500);
  });

  it("is never above what was asked for, even where that is less than the few", () => {
    const small = new AdaptiveLimit({ most: 2, delayLimitMs: 20 });
    small.observe(LATE, 2, 1);
    small.observe(IN_TIME, 2, 1);
    expect(small.value).toBe(2);
  });

  it("grows again once the loop is in time, from the least to the most within five seconds of looks", () => {
    const growing = lowered(1);
    expect(growing.value).toBe(32);
    growing.observe(IN_TIME, 8, 1);
    expect(growing.value).toBe(33.6);
    let looks = 1;
    for (; growing.isLowered; looks += 1) growing.observe(IN_TIME, 8, 1);
    expect(growing.value).toBe(MOST);
    expect(looks * 50).toBeLessThanOrEqual(5000);
  });
});
