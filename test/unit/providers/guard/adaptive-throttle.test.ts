import { beforeEach, describe, expect, it } from "@jest/globals";
import { AdaptiveThrottle } from "../../../../src/providers/guard/adaptive-throttle.js";
import { FakeClock } from "../../../support/fake-clock.js";

let clock: FakeClock;
let drawn: number;
let throttle: AdaptiveThrottle;

beforeEach(() => {
  clock = new FakeClock();
  drawn = 0;
  throttle = new AdaptiveThrottle({ clock, random: () => drawn });
});

function learn(answered: number, failed: number): void {
  for (let i = 0; i < answered; i += 1) throttle.learn("answered");
  for (let i = 0; i < failed; i += 1) throttle.learn("failed");
}

describe("the throttle", () => {
  it("refuses nothing while half of the calls are accepted", () => {
    learn(50, 50);
    expect(throttle.refuses()).toBe(false);
  });

  it("refuses by the share (requests − 2 · accepts) / (requests + 1)", () => {
    // Each draw that refuses is a request itself, and so the one that does not comes first.
    learn(10, 39);
    drawn = (49 - 20) / 50;
    expect(throttle.refuses()).toBe(false);
    drawn -= 1e-9;
    expect(throttle.refuses()).toBe(true);
  });

  it("counts what it refuses", () => {
    learn(10, 39);
    expect(throttle.refuses()).toBe(true);
    drawn = (50 - 20) / 51 - 1e-9;
    expect(throttle.refuses()).toBe(true);
    drawn = (51 - 20) / 52;
    expect(throttle.refuses()).toBe(false);
  });

  it("takes a bank that asks for fewer calls for one that does not accept them", () => {
    for (let i = 0; i < 10; i += 1) throttle.learn("limited");
    expect(throttle.refuses()).toBe(true);
  });

  it("learns nothing from calls that nobody waited for", () => {
    for (let i = 0; i < 100; i += 1) throttle.learn("unknown");
    expect(throttle.refuses()).toBe(false);
  });

  it("says nothing of fewer than ten calls", () => {
    learn(0, 9);
    expect(throttle.refuses()).toBe(false);
    learn(0, 1);
    expect(throttle.refuses()).toBe(true);
  });

  it("forgets what is ten seconds old, however long nothing was counted", () => {
    learn(0, 20);
    clock.advance(9_999);
    expect(throttle.refuses()).toBe(true);
    clock.advance(1);
    learn(0, 9);
    clock.advance(3_600_000);
    learn(0, 9);
    expect(throttle.refuses()).toBe(false);
  });

  it("forgets everything when it is told to", () => {
    learn(0, 100);
    throttle.forget();
    expect(throttle.refuses()).toBe(false);
  });

  it("sends a bank that accepts ten calls a second about twice as many", () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const busy = new AdaptiveThrottle({ clock, random });
    let sent = 0;
    for (let second = 0; second < 60; second += 1) {
      let accepts = 0;
      for (let call = 0; call < 100; call += 1) {
        if (busy.refuses()) continue;
        if (second >= 30) sent += 1;
        busy.learn(accepts < 10 ? "answered" : "limited");
        accepts += 1;
      }
      clock.advance(1000);
    }
    expect(sent / 30).toBeGreaterThan(15);
    expect(sent / 30).toBeLessThan(25);
  });
});
