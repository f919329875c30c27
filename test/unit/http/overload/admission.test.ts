import { describe, expect, it } from "@jest/globals";
import { Admission, NO_APP } from "../../../../src/http/overload/admission.js";

const admission = (most: number): Admission => new Admission({ most, delayLimitMs: 20 });

/** @returns how many of `times` tries were let in. */
function enter(to: Admission, appId: string, times = 1): number {
  return Array.from({ length: times }, () => to.enter(appId)).filter(Boolean).length;
}

describe("admission", () => {
  it("lets everybody in up to the limit, and counts", () => {
    const all = admission(10);
    expect(enter(all, "noisy", 12)).toBe(10);
    expect(all.status).toMatchObject({ inFlight: 10, limit: 10, shed: { in_flight: 2, app_share: 0 } });
  });

  it("has room again when somebody leaves", () => {
    const all = admission(2);
    enter(all, "noisy", 2);
    expect(all.enter("noisy")).toBe(false);
    all.leave("noisy");
    expect(all.enter("noisy")).toBe(true);
    for (let index = 0; index < 2; index += 1) all.leave("noisy");
    expect(all.status.inFlight).toBe(0);
  });

  it("holds nobody back while nobody else needs the room", () => {
    const all = admission(10);
    expect(enter(all, "noisy", 9)).toBe(9);
    expect(enter(all, "quiet")).toBe(1);
  });

  it("lets an app in that holds less than its share, though another one has taken it all", () => {
    const all = admission(10);
    enter(all, "noisy", 50);
    expect(enter(all, "quiet", 50)).toBe(5);
    expect(all.status).toMatchObject({ inFlight: 15, shed: { in_flight: 40, app_share: 45 } });
  });

  it("comes to equal shares as requests end, whoever asks more often", () => {
    const all = admission(10);
    enter(all, "noisy", 50);
    enter(all, "quiet", 5);
    for (let round = 0; round < 20; round += 1) {
      all.leave("noisy");
      enter(all, "noisy", 10);
      all.leave("quiet");
      expect(enter(all, "quiet")).toBe(1);
    }
    expect(all.status.inFlight).toBe(10);
  });

  it("never holds more than twice the limit, whatever apps there are", () => {
    const all = admission(12);
    enter(all, "noisy", 50);
    for (let app = 0; app < 40; app += 1) enter(all, `app-${app}`, 50);
    expect(all.status.inFlight).toBe(24);
  });

  it("knows no share of those who name no registered app", () => {
    const all = admission(10);
    enter(all, "noisy", 10);
    expect(all.enter(NO_APP)).toBe(false);
    all.leave("noisy");
    expect(all.enter(NO_APP)).toBe(true);
  });

  it("says whether it was the loop", () => {
    const all = admission(1000);
    enter(all, "noisy", 400);
    all.observe({ delayMs: 40, busy: 1 });
    expect(all.enter("noisy")).toBe(false);
    expect(all.status).toEqual({
      ...{ inFlight: 400, limit: 200, loopDelayMs: 40 },
      shed: { in_flight: 0, loop_delay: 1, app_share: 0 },
    });
  });

  it("tells the limit whether it was reached, each time anew", () => {
    const all = admission(1000);
    enter(all, "noisy", 1001);
    all.observe({ delayMs: 25, busy: 1 });
    expect(all.status.limit).toBe(800);
    for (let index = 0; index < 700; index += 1) all.leave("noisy");
    // Nobody was refused since: what is in flight is what there was too much of.
    all.observe({ delayMs: 25, busy: 1 });
    expect(all.status.limit).toBe(240);
  });
});
