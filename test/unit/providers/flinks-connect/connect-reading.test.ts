import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  answeredWrongly,
  challenged,
  isOver,
  isStale,
  nextStep,
  reading,
  type ReadingPolicy,
  reopened,
  resting,
  type Sighting,
} from "../../../../src/providers/flinks-connect/connect-reading.js";
import type { Session } from "../../../../src/providers/flinks-connect/connect-session.js";
import { decodeSession, encodeSession } from "../../../../src/providers/flinks-connect/connect-session.js";
import { instantOf, type Snapshot } from "../../../../src/providers/flinks-connect/connect-snapshot.js";

const POLICY: ReadingPolicy = {
  maxAgeMs: 3_600_000,
  pollMs: 10_000,
  giveUpMs: 1_800_000,
  patienceMs: 11_000,
};
const NOW = 1_000_000_000;
const SIGHT: Sighting = { now: NOW, isMine: false, mode: "live" };

const opening = {
  status: "OPENING",
  mode: "live",
  startedAt: NOW,
  failures: 0,
  reopened: 0,
  dueAt: NOW,
} as const;
const session = reading(opening, "r-1", NOW);

const step = (found: Session | undefined, sight: Partial<Sighting> = {}): string =>
  nextStep(found, { ...SIGHT, ...sight }, POLICY).step;

describe("what is done next", () => {
  it("where nothing is under way is to open a session of the wanted kind", () => {
    expect(nextStep(undefined, { ...SIGHT, mode: "cached" }, POLICY)).toMatchObject({
      step: "open",
      session: { mode: "cached", startedAt: NOW, failures: 0 },
    });
  });

  it("is whose turn it is: at once for the one at work, after some patience for the others", () => {
    expect(step(session, { isMine: true })).toBe("ask");
    expect(step(session)).toBe("wait");
    expect(step(session, { now: NOW + POLICY.patienceMs - 1 })).toBe("wait");
    expect(step(session, { now: NOW + POLICY.patienceMs })).toBe("ask");
    expect(step({ ...session, isAsked: true }, { isMine: true })).toBe("poll");
    expect(step(opening, { now: NOW + POLICY.patienceMs })).toBe("open");
  });

  it("after half an hour is to give up, whoever is at it", () => {
    const now = NOW + POLICY.giveUpMs;
    expect(step(session, { now, isMine: true })).toBe("give-up");
    expect(step(opening, { now })).toBe("give-up");
    expect(step(session, { now: now - 1, isMine: true })).toBe("ask");
  });

  it("while the bank asks something is nothing, until nobody can answer", () => {
    const asked = challenged(opening, { requestId: "r-1", prompts: [] }, NOW);
    expect(step(asked, { now: NOW + 480_000 - 1 })).toBe("stop");
    expect(step(asked, { now: NOW + 480_000 })).toBe("end-challenge");
    const answering = { ...asked, challenge: { ...asked.challenge, answeringUntil: NOW + 485_000 } };
    expect(isOver(answering, NOW + 484_999)).toBe(false);
    expect(step(answering, { now: NOW + 485_000 })).toBe("end-challenge");
  });

  it("while it rests is nothing, and then a reading that knows how often it failed", () => {
    const rest = resting({ failures: 2 }, "PROVIDER_UNAVAILABLE", NOW);
    expect(step(rest, { now: rest.until - 1 })).toBe("stop");
    expect(nextStep(rest, { ...SIGHT, now: rest.until }, POLICY)).toMatchObject({
      step: "open",
      session: { failures: 3 },
    });
  });
});

describe("the life of a session", () => {
  it("does not count the time that a person took to answer", () => {
    const asked = challenged(opening, { requestId: "r-1", prompts: [] }, NOW);
    expect(reading(asked, "r-1", NOW + 400_000).startedAt).toBe(NOW + 400_000);
    expect(reading(opening, "r-1", NOW + 400_000).startedAt).toBe(NOW);
  });

  it("goes on in another one three times, ever later, and never asks the person again", () => {
    const due: number[] = [];
    let lost = session;
    for (let next = reopened(lost, NOW, POLICY); next !== undefined; next = reopened(lost, NOW, POLICY)) {
      expect(next.mode).toBe("cached");
      due.push(next.dueAt - NOW);
      lost = reading(next, "r-2", NOW);
    }
    expect(due).toEqual([0, 10_000, 20_000]);
  });

  it("takes two wrong answers, and ends with the third", () => {
    const first = challenged(opening, { requestId: "r-1", prompts: [] }, NOW);
    const second = answeredWrongly(first, NOW + 1000);
    expect(second?.challenge).toMatchObject({ wrongAnswers: 1, expiresAt: NOW + 481_000 });
    const third = second && answeredWrongly(second, NOW);
    expect(third?.challenge.wrongAnswers).toBe(2);
    expect(third && answeredWrongly(third, NOW)).toBeUndefined();
  });

  it("rests ever longer, never longer than a quarter of an hour, but for what Flinks asks", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(86_400), (failures, retryAfter) => {
        const rest = resting({ failures }, "PROVIDER_UNAVAILABLE", NOW, retryAfter).until - NOW;
        expect(rest).toBeGreaterThanOrEqual(Math.max(60_000, retryAfter * 1000));
        expect(rest).toBeLessThanOrEqual(Math.max(900_000, retryAfter * 1000));
        expect(rest).toBeGreaterThanOrEqual(resting({ failures: failures - 1 }, "INTERNAL", NOW).until - NOW);
      }),
    );
  });

  it("is written and read as it is", () => {
    const asked = challenged(
      opening,
      { requestId: "r-1", prompts: [{ text: "Where?", options: ["a"] }] },
      NOW,
    );
    for (const each of [opening, session, asked, resting({ failures: 0 }, "INTERNAL", NOW)]) {
      expect(decodeSession(encodeSession(each))).toEqual(each);
    }
    for (const bytes of ["", "{}", '{"status":"OPENING"}']) {
      expect(() => decodeSession(Buffer.from(bytes))).toThrow("RECORD_UNREADABLE");
    }
  });
});

describe("the age of a snapshot", () => {
  const snapshot = (mode: Snapshot["mode"], asOf: number, readAt: number): Snapshot => ({
    ...{
      id: "s",
      mode,
      asOf,
      readAt,
      historyDays: 365,
      expiresAt: Infinity,
      customerKey: "k",
      accounts: Buffer.alloc(0),
    },
  });

  it("counts from the bank's reading, or from ours where that was live", () => {
    const old = NOW - POLICY.maxAgeMs;
    expect(isStale(snapshot("cached", old, NOW), NOW, POLICY)).toBe(true);
    expect(isStale(snapshot("cached", old + 1, NOW), NOW, POLICY)).toBe(false);
    expect(isStale(snapshot("live", old, NOW), NOW, POLICY)).toBe(false);
    expect(isStale(snapshot("live", old, old), NOW, POLICY)).toBe(true);
  });
});

describe("Flinks' moments", () => {
  it.each([
    ["2026-03-01T11:00:00", "2026-03-01T11:00:00.000Z"],
    ["2026-03-01T11:00:00.1234567", "2026-03-01T11:00:00.123Z"],
    ["2026-03-01T11:00:00.1234567Z", "2026-03-01T11:00:00.123Z"],
    ["2026-03-01 11:00:00Z", "2026-03-01T11:00:00.000Z"],
    ["2026-03-01T11:00:00-05:00", "2026-03-01T16:00:00.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(instantOf(text) ?? NaN).toISOString()).toBe(iso);
  });

  it.each(["2026-03-01", "1 March", "2026-13-01T11:00:00", "", null, 7])("%p is none", (value) => {
    expect(instantOf(value)).toBeUndefined();
  });
});
