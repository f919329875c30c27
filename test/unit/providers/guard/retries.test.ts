import { beforeEach, describe, expect, it } from "@jest/globals";
import type { Reading } from "../../../../src/providers/guard/reading.js";
import { Retries } from "../../../../src/providers/guard/retries.js";

const TRANSIENT: Reading = { verdict: "failed", isTransient: true };

let drawn: number;
let retries: Retries;

beforeEach(() => {
  drawn = 0.5;
  retries = new Retries(() => drawn);
});

function save(calls: number): void {
  for (let i = 0; i < calls; i += 1) retries.save();
}

describe("the budget", () => {
  it("is empty at first: a bank that always fails gets at most one call in ten twice", () => {
    let repeated = 0;
    for (let calls = 1; calls <= 1000; calls += 1) {
      retries.save();
      if (retries.delayFor(TRANSIENT, 5000) !== undefined) repeated += 1;
      expect(repeated).toBeLessThanOrEqual(calls / 10);
    }
    expect(repeated).toBe(100);
  });

  it("saves no more than three retries", () => {
    save(10_000);
    const delays = Array.from({ length: 10 }, () => retries.delayFor(TRANSIENT, 5000));
    expect(delays.filter((delay) => delay !== undefined)).toHaveLength(3);
  });

  it("is not spent on what is not repeated", () => {
    save(10);
    expect(retries.delayFor({ verdict: "failed" }, 5000)).toBeUndefined();
    expect(retries.delayFor({ verdict: "answered", isTransient: false }, 5000)).toBeUndefined();
    expect(retries.delayFor({ ...TRANSIENT, retryAfter: 60 }, 5000)).toBeUndefined();
    expect(retries.delayFor(TRANSIENT, 60)).toBeUndefined();
    expect(retries.delayFor(TRANSIENT, 5000)).toBeDefined();
  });
});

describe("the wait", () => {
  beforeEach(() => {
    save(30);
  });

  it.each([
    [0, 0],
    [0.5, 100],
    [0.999, 199.8],
  ])("is anything from nothing to 200 ms (%p)", (random, expected) => {
    drawn = random;
    expect(retries.delayFor(TRANSIENT, 5000)).toBeCloseTo(expected);
  });

  it("begins where the bank says, if that is within two seconds", () => {
    expect(retries.delayFor({ ...TRANSIENT, retryAfter: 2 }, 5000)).toBe(2100);
    expect(retries.delayFor({ ...TRANSIENT, retryAfter: 0 }, 5000)).toBe(100);
    expect(retries.delayFor({ ...TRANSIENT, retryAfter: 3 }, 5000)).toBeUndefined();
  });

  it("leaves 50 ms of the request's time, or there is no retry", () => {
    expect(retries.delayFor(TRANSIENT, 149)).toBeUndefined();
    expect(retries.delayFor({ ...TRANSIENT, retryAfter: 1 }, 1149)).toBeUndefined();
    expect(retries.delayFor(TRANSIENT, 150)).toBe(100);
  });
});
