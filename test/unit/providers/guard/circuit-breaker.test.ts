import { beforeEach, describe, expect, it } from "@jest/globals";
import { CircuitBreaker } from "../../../../src/providers/guard/circuit-breaker.js";
import type { Verdict } from "../../../../src/providers/guard/reading.js";
import { FakeClock } from "../../../support/fake-clock.js";

let clock: FakeClock;
let closings: number;
let breaker: CircuitBreaker;

beforeEach(() => {
  clock = new FakeClock();
  closings = 0;
  breaker = new CircuitBreaker(clock, () => {
    closings += 1;
  });
});

/** Makes calls that end one after another. */
function calls(...verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) breaker.admit()?.(verdict);
}

const FAILED = Array<Verdict>(5).fill("failed");

describe("a closed breaker", () => {
  it("opens after five failures in a row", () => {
    calls(...FAILED.slice(1));
    expect(breaker.isOpen).toBe(false);
    calls("failed");
    expect([breaker.isOpen, breaker.admit()]).toEqual([true, undefined]);
  });

  it.each(["answered", "limited"] as const)("begins to count anew when a call is %s", (verdict) => {
    calls("failed", "failed", "failed", "failed", verdict, "failed", "failed", "failed", "failed");
    expect(breaker.isOpen).toBe(false);
  });

  it("learns nothing from calls that nobody waited for", () => {
    calls(...Array<Verdict>(50).fill("unknown"));
    expect(breaker.isOpen).toBe(false);
    calls("failed", "failed", "failed", "failed", "unknown", "failed");
    expect(breaker.isOpen).toBe(true);
  });

  it("counts calls that are under way together when they end", () => {
    const passes = FAILED.map(() => breaker.admit());
    expect(breaker.isOpen).toBe(false);
    for (const pass of passes) pass?.("failed");
    expect(breaker.isOpen).toBe(true);
  });
});

describe("an open breaker", () => {
  beforeEach(() => {
    calls(...FAILED);
  });

  it("lets exactly one call pass a second later, however many ask", () => {
    clock.advance(999);
    expect([breaker.refuses, breaker.admit()]).toEqual([true, undefined]);
    clock.advance(1);
    expect(breaker.refuses).toBe(false);
    const passed = Array.from({ length: 100 }, () => breaker.admit()).filter((pass) => pass !== undefined);
    expect(passed).toHaveLength(1);
    expect(breaker.refuses).toBe(true);
  });

  it.each(["answered", "limited"] as const)("closes when its probe is %s", (verdict) => {
    clock.advance(1000);
    calls(verdict);
    expect([breaker.isOpen, closings]).toEqual([false, 1]);
    calls(...FAILED.slice(1));
    expect(breaker.isOpen).toBe(false);
  });

  it("stays open when its probe fails, and sends the next one a second after it", () => {
    clock.advance(1000);
    const probe = breaker.admit();
    clock.advance(400);
    probe?.("failed");
    clock.advance(599);
    expect(breaker.admit()).toBeUndefined();
    clock.advance(1);
    calls("answered");
    expect([breaker.isOpen, closings]).toEqual([false, 1]);
  });

  it("is not stuck when nobody waits for its probe any more", () => {
    clock.advance(1000);
    calls("unknown");
    expect([breaker.isOpen, breaker.admit()]).toEqual([true, undefined]);
    clock.advance(1000);
    calls("answered");
    expect(breaker.isOpen).toBe(false);
  });

  it("does not wait for a probe that hangs", () => {
    clock.advance(1000);
    const hanging = breaker.admit();
    clock.advance(1000);
    calls("answered");
    expect(breaker.isOpen).toBe(false);
    calls(...FAILED.slice(1));
    hanging?.("failed");
    expect(breaker.isOpen).toBe(false);
  });

  it("makes no more than one call a second to a bank that stays down", () => {
    let probes = 0;
    for (let ms = 0; ms < 60_000; ms += 20) {
      const pass = breaker.admit();
      if (pass !== undefined) probes += 1;
      pass?.("failed");
      clock.advance(20);
    }
    expect(probes).toBe(59);
  });

  it("goes by the monotonic clock: setting back the wall clock keeps it open no longer", () => {
    clock.advanceMonotonic(1000);
    expect(breaker.refuses).toBe(false);
  });
});

it("calls that were sent before it opened neither close it nor, later, open it again", () => {
  const early = Array.from({ length: 10 }, () => breaker.admit());
  calls(...FAILED);
  early[0]?.("answered");
  expect([breaker.isOpen, closings]).toEqual([true, 0]);
  clock.advance(1000);
  calls("answered");
  for (const pass of early.slice(1)) pass?.("failed");
  expect(breaker.isOpen).toBe(false);
});
