import { describe, expect, it } from "@jest/globals";
import { Watch } from "../../../src/tokens/watch.js";
import { FakeClock } from "../../support/fake-clock.js";

describe("a watch", () => {
  it("counts from the first sight of a version", () => {
    const clock = new FakeClock();
    clock.advance(5000);
    const watch = new Watch(clock);
    expect(watch.unchangedMs(3)).toBe(0);
    clock.advance(400);
    expect(watch.unchangedMs(3)).toBe(400);
    clock.advance(100);
    expect(watch.unchangedMs(3)).toBe(500);
  });

  it("begins afresh with every change, to an older version too", () => {
    const clock = new FakeClock();
    const watch = new Watch(clock);
    for (const version of [3, 4, 3]) {
      expect(watch.unchangedMs(version)).toBe(0);
      clock.advance(100);
      expect(watch.unchangedMs(version)).toBe(100);
    }
  });

  it("knows nothing of what another one has seen", () => {
    const clock = new FakeClock();
    const one = new Watch(clock);
    one.unchangedMs(3);
    clock.advance(100);
    expect(new Watch(clock).unchangedMs(3)).toBe(0);
    expect(one.unchangedMs(3)).toBe(100);
  });

  it("does not care about the wall clock", () => {
    const clock = new FakeClock();
    const watch = new Watch({ now: () => 0, monotonic: () => clock.monotonic() });
    watch.unchangedMs(1);
    clock.advanceMonotonic(700);
    expect(watch.unchangedMs(1)).toBe(700);
  });
});
