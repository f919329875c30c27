import { describe, expect, it } from "@jest/globals";
import { paceNear } from "../../../bench/load/pace.js";

describe("the pace of an open loop", () => {
  it.each([3, 20, 61.4, 159, 333, 501, 777, 1000, 2500, 4000, 5000])("is even at %d a second", (asked) => {
    const { connections, gapMs, perSecond } = paceNear(asked);
    expect(Number.isInteger(gapMs)).toBe(true);
    expect(Math.abs(perSecond / asked - 1)).toBeLessThan(0.03);
    // When each connection sends, of the time between two of its requests.
    const intervalMs = (1000 * connections) / perSecond;
    expect(intervalMs).toBeGreaterThanOrEqual(48);
    const offsets = Array.from({ length: connections }, (_, index) => (index * gapMs) % intervalMs);
    offsets.sort((a, b) => a - b);
    for (const [turn, offset] of offsets.entries()) expect(offset).toBeCloseTo((turn * 1000) / perSecond, 6);
  });
});
