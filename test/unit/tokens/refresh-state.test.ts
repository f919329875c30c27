import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type Attempt,
  attemptOf,
  begun,
  COOL_DOWN_MS,
  coolDownMs,
  decideAnswer,
  decideBegin,
  type FailureCode,
  isUnfinished,
  type Outcome,
  patienceMs,
  type Refresh,
  refreshed,
  type Refreshing,
  type RotationPolicy,
  settled,
  type Sighting,
} from "../../../src/tokens/refresh-state.js";
import { REFERENCE as reference } from "../../support/token-world.js";

const NOW = 1_000_000;
const STRICT: RotationPolicy = { kind: "strict" };
const NONE: RotationPolicy = { kind: "none" };
const GRACE: RotationPolicy = { kind: "grace", seconds: 30 };

const facts = { reference, tokenVersion: 7, refreshedAt: NOW - 5000 };
const first: Attempt = { id: "first", number: 1, firstAt: NOW - 2000 };
const third: Attempt = { id: "third", number: 3, firstAt: NOW - 2000 };

const ACTIVE: Refresh = { ...facts, status: "ACTIVE" };
const REFRESHING: Refreshing = { ...facts, status: "REFRESHING", attempt: first };
const UNCERTAIN: Refresh = { ...facts, status: "UNCERTAIN", attempt: third };
const REAUTH: Refresh = { ...facts, status: "REAUTH", reason: "refresh_answer_lost" };

const sighting: Sighting = {
  now: NOW,
  unchangedMs: 0,
  patienceMs: 3000,
  coolDownMs: COOL_DOWN_MS,
  idle: false,
};

function failedAt(at: number, refresh: Refresh = ACTIVE): Refresh {
  return { ...refresh, failure: { at, code: "PROVIDER_TIMEOUT" } };
}

describe("coolDownMs", () => {
  it.each([
    ["strict", STRICT, 10_000],
    ["no rotation", NONE, 10_000],
    ["a long grace", { kind: "grace", seconds: 60 } as const, 10_000],
    ["a grace of 40 s", { kind: "grace", seconds: 40 } as const, 10_000],
    ["a short grace: a quarter of it", { kind: "grace", seconds: 5 } as const, 1250],
  ])("%s", (_name, policy, expected) => {
    expect(coolDownMs(policy)).toBe(expected);
  });

  it("leaves room for two more tries inside any grace", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), (seconds) => {
        expect(3 * coolDownMs({ kind: "grace", seconds })).toBeLessThan(seconds * 1000);
      }),
    );
  });

  it("is what decides how long a failed try is remembered", () => {
    const failed = failedAt(NOW - 1250, UNCERTAIN);
    expect(decideBegin(failed, { ...sighting, coolDownMs: 1250 })).toEqual({
      decision: "begin",
      recovers: true,
    });
    expect(decideBegin(failed, { ...sighting, coolDownMs: 1251 })).toEqual(
      expect.objectContaining({ decision: "cool-down" }),
    );
  });
});

describe("patienceMs", () => {
  it.each([
    ["strict: three calls", STRICT, 1000, 3000],
    ["no rotation: one call", NONE, 1000, 1000],
    ["grace: half of it", { kind: "grace", seconds: 1 } as const, 1000, 500],
    ["grace longer than two calls: one call", GRACE, 1000, 1000],
    ["grace of exactly two calls", { kind: "grace", seconds: 2 } as const, 1000, 1000],
  ])("%s", (_name, policy, tokenTimeoutMs, expected) => {
    expect(patienceMs(policy, tokenTimeoutMs)).toBe(expected);
  });
});

describe("decideBegin", () => {
  const begin = { decision: "begin", recovers: false };
  const recover = { decision: "begin", recovers: true };
  const wait = { decision: "wait" };
  const coolDown = { decision: "cool-down", code: "PROVIDER_TIMEOUT" };
  const reauth = { decision: "reauth", reason: "refresh_answer_lost" };

  it.each<[string, Refresh, Partial<Sighting>, object]>([
    ["an active consent begins", ACTIVE, {}, begin],
    ["an uncertain one is recovered", UNCERTAIN, {}, recover],
    ["an active one is not held up by patience", ACTIVE, { unchangedMs: 9999 }, begin],
    ["idle says nothing of an active one", ACTIVE, { idle: true }, begin],
    ["REAUTH stays", REAUTH, {}, reauth],
    ["REAUTH stays, however long it stands", REAUTH, { unchangedMs: 9999, idle: true }, reauth],
    ["REAUTH comes before a cool-down", failedAt(NOW, REAUTH), {}, reauth],
    ["somebody at the bank is waited for", REFRESHING, {}, wait],
    ["just before the patience ends", REFRESHING, { unchangedMs: 2999 }, wait],
    ["when the patience ends", REFRESHING, { unchangedMs: 3000 }, recover],
    ["after the patience", REFRESHING, { unchangedMs: 3001 }, recover],
    ["the own attempt that nobody carries", REFRESHING, { idle: true }, recover],
    ["an abandoned one knows no cool-down", failedAt(NOW, REFRESHING), { idle: true }, recover],
    ["an active one cools down", failedAt(NOW - 5000), {}, coolDown],
    ["an uncertain one cools down", failedAt(NOW - 5000, UNCERTAIN), {}, coolDown],
    ["a failure of this very moment", failedAt(NOW), {}, coolDown],
    ["just before the cool-down ends", failedAt(NOW - COOL_DOWN_MS + 1), {}, coolDown],
    ["when the cool-down ends", failedAt(NOW - COOL_DOWN_MS), {}, begin],
    ["an uncertain one, when it ends", failedAt(NOW - COOL_DOWN_MS, UNCERTAIN), {}, recover],
    ["a failure from the future says nothing", failedAt(NOW + 1), {}, begin],
  ])("%s", (_name, refresh, changes, expected) => {
    expect(decideBegin(refresh, { ...sighting, ...changes })).toEqual(expected);
  });

  it("lets ten seconds pass after a failure", () => {
    expect(COOL_DOWN_MS).toBe(10_000);
  });
});

describe("begun", () => {
  it.each<[string, Refresh, boolean, Attempt]>([
    ["the first attempt", ACTIVE, false, { id: "new", number: 1, firstAt: NOW }],
    ["idle says nothing of an active consent", ACTIVE, true, { id: "new", number: 1, firstAt: NOW }],
    ["after one that was abandoned", REFRESHING, false, { id: "new", number: 2, firstAt: NOW - 2000 }],
    [
      "an idle one was never sent and does not count",
      REFRESHING,
      true,
      { id: "new", number: 1, firstAt: NOW },
    ],
    ["after an uncertain one", UNCERTAIN, false, { id: "new", number: 4, firstAt: NOW - 2000 }],
    ["after an idle third", UNCERTAIN, true, { id: "new", number: 3, firstAt: NOW - 2000 }],
    ["after REAUTH", REAUTH, false, { id: "new", number: 1, firstAt: NOW }],
  ])("%s", (_name, refresh, idle, attempt) => {
    expect(begun(refresh, "new", { now: NOW, idle })).toEqual({ ...facts, status: "REFRESHING", attempt });
  });

  it("leaves the failure before it behind", () => {
    expect(begun(failedAt(NOW), "new", { now: NOW, idle: false })).not.toHaveProperty("failure");
  });
});

describe("settled", () => {
  const at = (attempt: Attempt): Refreshing => ({ ...facts, status: "REFRESHING", attempt });
  const failure = (code: FailureCode): object => ({ failure: { at: NOW, code } });
  const before = { ...third, number: 2 };
  const notSent = (code: FailureCode): Outcome => ({ outcome: "not-sent", code });
  const unclear: Outcome = { outcome: "unclear", code: "PROVIDER_UNAVAILABLE" };
  const refused = (error: string): Outcome => ({ outcome: "refused", error });

  it.each<[string, Attempt, Outcome, object]>([
    [
      "unclear, the first",
      first,
      unclear,
      { status: "UNCERTAIN", attempt: first, ...failure("PROVIDER_UNAVAILABLE") },
    ],
    [
      "unclear, the third",
      third,
      unclear,
      { status: "UNCERTAIN", attempt: third, ...failure("PROVIDER_UNAVAILABLE") },
    ],
    [
      "not sent, the first",
      first,
      notSent("PROVIDER_TIMEOUT"),
      { status: "ACTIVE", ...failure("PROVIDER_TIMEOUT") },
    ],
    [
      "not sent, the third",
      third,
      notSent("PROVIDER_TIMEOUT"),
      { status: "UNCERTAIN", attempt: before, ...failure("PROVIDER_TIMEOUT") },
    ],
    ["not sent for want of a store", first, notSent("STORE_UNAVAILABLE"), { status: "ACTIVE" }],
    [
      "not sent for want of a store, the third",
      third,
      notSent("STORE_UNAVAILABLE"),
      { status: "UNCERTAIN", attempt: before },
    ],
    [
      "a refusal that speaks of our registration",
      first,
      refused("invalid_client"),
      { status: "ACTIVE", ...failure("PROVIDER_REFUSED") },
    ],
    [
      "the same at the third",
      third,
      refused("invalid_client"),
      { status: "UNCERTAIN", attempt: before, ...failure("PROVIDER_REFUSED") },
    ],
    ["a refused grant", first, refused("invalid_grant"), { status: "REAUTH", reason: "invalid_grant" }],
  ])("%s", (_name, attempt, outcome, expected) => {
    expect(settled(at(attempt), outcome, STRICT, NOW)).toEqual({ ...facts, ...expected });
  });

  const sentAt = (number: number, msAgo: number): Refreshing => at({ id: "x", number, firstAt: NOW - msAgo });
  it.each<[string, Refreshing, RotationPolicy, string]>([
    ["strict, the only try", sentAt(1, 0), STRICT, "invalid_grant"],
    ["strict, a second try: our own first may have done it", sentAt(2, 0), STRICT, "refresh_answer_lost"],
    ["no rotation forgives every try", sentAt(2, 10 * 60_000), NONE, "invalid_grant"],
    ["grace, the only try, however late", sentAt(1, 60_000), GRACE, "invalid_grant"],
    ["grace, the second inside it", sentAt(2, 29_999), GRACE, "invalid_grant"],
    ["grace, the second at its very end", sentAt(2, 30_000), GRACE, "invalid_grant"],
    ["grace, the second after it", sentAt(2, 30_001), GRACE, "refresh_answer_lost"],
  ])("invalid_grant: %s", (_name, refresh, policy, reason) => {
    expect(settled(refresh, refused("invalid_grant"), policy, NOW)).toEqual({
      ...facts,
      ...{ status: "REAUTH", reason },
    });
  });
});

describe("refreshed", () => {
  it.each([ACTIVE, REFRESHING, UNCERTAIN, failedAt(NOW)])("makes a consent active: %#", (refresh) => {
    expect(refreshed(refresh, 8, NOW)).toEqual({
      ...{ reference, tokenVersion: 8, refreshedAt: NOW },
      status: "ACTIVE",
    });
  });
});

describe("decideAnswer", () => {
  const REFRESHING_7: Refresh = REFRESHING;
  it.each<[string, Refresh | undefined, string, number, string]>([
    ["a consent that has ended", undefined, "first", 7, "gone"],
    ["of the attempt that stands", REFRESHING_7, "first", 7, "store"],
    ["of an earlier attempt, another one at the bank", REFRESHING_7, "zeroth", 7, "wait"],
    ["of an earlier attempt, nobody at the bank", UNCERTAIN, "first", 7, "store"],
    ["of an attempt that was taken for not sent", ACTIVE, "first", 7, "store"],
    ["newer tokens are there", ACTIVE, "first", 6, "superseded"],
    ["newer tokens are there, and somebody at the bank", REFRESHING_7, "zeroth", 6, "superseded"],
    ["newer tokens are there, and the id is the same", REFRESHING_7, "first", 6, "superseded"],
    ["newer tokens are there, uncertain", UNCERTAIN, "third", 6, "superseded"],
    ["an end user was asked", REAUTH, "first", 7, "superseded"],
    ["for a version that the store has forgotten", ACTIVE, "first", 8, "store"],
    ["for a forgotten version, REAUTH", REAUTH, "first", 8, "superseded"],
    ["for a forgotten version, another one at the bank", REFRESHING_7, "zeroth", 8, "wait"],
  ])("%s", (_name, refresh, ...[attemptId, usedVersion, expected]) => {
    expect(decideAnswer(refresh, { attemptId, usedVersion })).toBe(expected);
  });
});

describe("attemptOf and isUnfinished", () => {
  it.each<[Refresh, Attempt | undefined]>([
    [ACTIVE, undefined],
    [REFRESHING, first],
    [UNCERTAIN, third],
    [REAUTH, undefined],
  ])("%#", (refresh, attempt) => {
    expect(attemptOf(refresh)).toEqual(attempt);
    expect(isUnfinished(refresh)).toBe(attempt !== undefined);
  });
});

describe("whatever happens", () => {
  const instant = fc.integer({ min: 0, max: 2 * NOW });
  const code = fc.constantFrom<FailureCode>(
    ...(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "PROVIDER_REFUSED", "STORE_UNAVAILABLE"] as const),
  );
  const attempt = fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    number: fc.integer({ min: 1, max: 5 }),
    firstAt: instant,
  });
  const policy = fc.oneof(
    fc.constant(STRICT),
    fc.constant(NONE),
    fc.record({ kind: fc.constant("grace" as const), seconds: fc.integer({ min: 1, max: 600 }) }),
  );
  const recordFacts = fc.record({
    reference: fc.constant(reference),
    tokenVersion: fc.integer({ min: 1, max: 9 }),
    refreshedAt: instant,
    failure: fc.option(fc.record({ at: instant, code }), { nil: undefined }),
  });
  const status = fc.oneof(
    fc.record({ status: fc.constant("ACTIVE" as const) }),
    fc.record({ status: fc.constant("REFRESHING" as const), attempt }),
    fc.record({ status: fc.constant("UNCERTAIN" as const), attempt }),
    fc.record({
      status: fc.constant("REAUTH" as const),
      reason: fc.constantFrom("invalid_grant" as const, "refresh_answer_lost" as const),
    }),
  );
  const refresh: fc.Arbitrary<Refresh> = fc
    .tuple(recordFacts, status)
    .map(([known, stands]) => ({ ...known, ...stands }));
  const refreshing: fc.Arbitrary<Refreshing> = fc
    .tuple(recordFacts, attempt)
    .map(([known, tried]) => ({ ...known, status: "REFRESHING", attempt: tried }));
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    fc.record({ outcome: fc.constant("not-sent" as const), code }),
    fc.record({ outcome: fc.constant("unclear" as const), code }),
    fc.record({
      outcome: fc.constant("refused" as const),
      error: fc.constantFrom("invalid_grant", "invalid_client", "invalid_request", "other"),
    }),
  );

  it("only a bank that says invalid_grant ends a consent", () => {
    fc.assert(
      fc.property(refreshing, outcome, policy, instant, (record, how, rotation, now) => {
        const saidSo = how.outcome === "refused" && how.error === "invalid_grant";
        expect(settled(record, how, rotation, now).status === "REAUTH").toBe(saidSo);
      }),
    );
  });

  it("an attempt that was not sent leaves what was before it", () => {
    const startable = refresh.filter(({ status: stands }) => stands === "ACTIVE" || stands === "UNCERTAIN");
    fc.assert(
      fc.property(startable, code, policy, instant, (record, why, rotation, now) => {
        const intent = begun(record, "new", { now, idle: false });
        const after = settled(intent, { outcome: "not-sent", code: why }, rotation, now);
        expect(stands(after)).toEqual(stands(record));
      }),
    );
  });

  it("an idle attempt that is begun again counts once", () => {
    fc.assert(
      fc.property(refreshing, instant, (record, now) => {
        const again = begun(record, "new", { now, idle: true });
        expect(again.attempt.number).toBe(record.attempt.number);
      }),
    );
  });

  it("an attempt after one that may have been sent is counted, and nothing of the tokens changes", () => {
    fc.assert(
      fc.property(refresh, instant, (record, now) => {
        const { attempt: next, tokenVersion, refreshedAt } = begun(record, "new", { now, idle: false });
        const earlier = attemptOf(record);
        expect(next.number).toBe((earlier?.number ?? 0) + 1);
        expect(next.firstAt).toBe(earlier?.firstAt ?? now);
        expect([tokenVersion, refreshedAt]).toEqual([record.tokenVersion, record.refreshedAt]);
      }),
    );
  });

  it("no answer is stored over newer tokens, over REAUTH, or while another one is at the bank", () => {
    const answer = fc.record({
      attemptId: fc.string({ minLength: 1, maxLength: 4 }),
      usedVersion: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(refresh, answer, (record, { attemptId, usedVersion }) => {
        if (decideAnswer(record, { attemptId, usedVersion }) !== "store") return;
        expect(record.tokenVersion).toBeLessThanOrEqual(usedVersion);
        expect(record.status).not.toBe("REAUTH");
        if (record.status === "REFRESHING") expect(record.attempt.id).toBe(attemptId);
      }),
    );
  });

  it("a consent that needs its end user is never asked for at the bank", () => {
    const seen = fc.record({
      ...{ now: instant, unchangedMs: instant, patienceMs: instant, coolDownMs: instant },
      idle: fc.boolean(),
    });
    fc.assert(
      fc.property(refresh, seen, (record, sight) => {
        const { decision } = decideBegin(record, sight);
        expect(decision === "reauth").toBe(record.status === "REAUTH");
      }),
    );
  });

  /** Where it stands, without who made the attempt: one taken back bears the id of the one that took it. */
  function stands({ status: where, ...record }: Refresh): object {
    if (!("attempt" in record)) return { where };
    const { number, firstAt } = record.attempt;
    return { where, number, firstAt };
  }
});
