import type { ConsentReference } from "./consent-reference.js";

/** One try to trade the refresh token of one version for new tokens. */
export interface Attempt {
  readonly id: string;
  /** Counts the tries of this version; every one but the last may have been sent without its answer being kept. */
  readonly number: number;
  /** When the first of them began; wall-clock milliseconds. */
  readonly firstAt: number;
}

/**
 * Where the refresh of a consent stands. Kept in its `refresh` record, whose version is the fence: every change is a
 * compare-and-set on it. A consent that was revoked has no such record.
 */
export type RefreshStatus =
  | { readonly status: "ACTIVE" }
  /** The intent, written before the token call: somebody may be at the bank. */
  | { readonly status: "REFRESHING"; readonly attempt: Attempt }
  /** Sent, and no answer kept: the bank may have spent the refresh token. */
  | { readonly status: "UNCERTAIN"; readonly attempt: Attempt }
  /** The bank refused the refresh token; only the end user can help. */
  | { readonly status: "REAUTH"; readonly reason: ReauthReason };

export type ReauthReason = "invalid_grant" | "refresh_answer_lost" | "no_refresh_token";

/** A failure that says nothing of the consent. For a while nobody tries again. */
interface RefreshFailure {
  /** Wall-clock milliseconds. */
  readonly at: number;
  readonly code: FailureCode;
}

export type FailureCode =
  "PROVIDER_UNAVAILABLE" | "PROVIDER_TIMEOUT" | "PROVIDER_REFUSED" | "STORE_UNAVAILABLE";

interface RefreshFacts {
  readonly reference: ConsentReference;
  /** Version of the token set in the store: one that does not fit is not the newest. */
  readonly tokenVersion: number;
  /** When that token set was issued; wall-clock milliseconds. */
  readonly refreshedAt: number;
  /** How the last try failed, if it did. */
  readonly failure?: RefreshFailure | undefined;
}

/** What a consent's `refresh` record says. */
export type Refresh = RefreshFacts & RefreshStatus;

/** What a provider does with a refresh token once it was used (FAPI 2.0, RFC 9700 §4.14). */
export type RotationPolicy =
  /** It stays good. */
  | { readonly kind: "none" }
  /** It is replaced, and may be sent again for some seconds, in case the answer was lost. */
  | { readonly kind: "grace"; readonly seconds: number }
  /** It is replaced at once; sent again, it ends the grant. */
  | { readonly kind: "strict" };

export const COOL_DOWN_MS = 10_000;

/** @returns for how long after a failed try no process begins another one: while a bank still forgives, in good time. */
export function coolDownMs(policy: RotationPolicy): number {
  return policy.kind === "grace" ? Math.min(COOL_DOWN_MS, policy.seconds * 250) : COOL_DOWN_MS;
}

/**
 * @returns how long a REFRESHING record must stand unchanged before its attempt counts as abandoned. With a strict bank
 * there must be room for the call and for writing its answer down; the others forgive a second try, and inside the grace.
 */
export function patienceMs(policy: RotationPolicy, tokenTimeoutMs: number): number {
  if (policy.kind === "strict") return 3 * tokenTimeoutMs;
  if (policy.kind === "none") return tokenTimeoutMs;
  return Math.min(tokenTimeoutMs, policy.seconds * 500);
}

/** What the caller sees of the world when it wants to begin. */
export interface Sighting {
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** How long this process has seen the record unchanged, by its monotonic clock. */
  readonly unchangedMs: number;
  readonly patienceMs: number;
  readonly coolDownMs: number;
  /** The REFRESHING attempt is this process's own, and it knows that nobody is at the bank for it. */
  readonly idle: boolean;
}

export type BeginDecision =
  | { readonly decision: "begin"; readonly recovers: boolean }
  | { readonly decision: "wait" }
  | { readonly decision: "cool-down"; readonly code: FailureCode }
  | { readonly decision: "reauth"; readonly reason: ReauthReason };

/** May a token call begin? An UNCERTAIN record is recovered by sending the same refresh token again. */
export function decideBegin(refresh: Refresh, sighting: Sighting): BeginDecision {
  if (refresh.status === "REAUTH") return { decision: "reauth", reason: refresh.reason };
  if (refresh.status === "REFRESHING") {
    const abandoned = sighting.idle || sighting.unchangedMs >= sighting.patienceMs;
    return abandoned ? { decision: "begin", recovers: true } : { decision: "wait" };
  }
  const failure = recentFailure(refresh, sighting);
  if (failure !== undefined) return { decision: "cool-down", code: failure.code };
  return { decision: "begin", recovers: refresh.status === "UNCERTAIN" };
}

function recentFailure(
  { failure }: Refresh,
  { now, coolDownMs: limit }: Sighting,
): RefreshFailure | undefined {
  if (failure === undefined) return undefined;
  // Negative when the clock was set back: then nothing is known, and a cool-down could last for hours.
  const since = now - failure.at;
  return since >= 0 && since < limit ? failure : undefined;
}

export type Refreshing = Extract<Refresh, { readonly status: "REFRESHING" }>;

/** @returns the intent: the record that is written before anything is sent. */
export function begun(
  refresh: Refresh,
  attemptId: string,
  { now, idle }: Pick<Sighting, "now" | "idle">,
): Refreshing {
  const found = attemptOf(refresh);
  const earlier = found !== undefined && idle ? earlierThan(found) : found;
  const attempt = { id: attemptId, number: (earlier?.number ?? 0) + 1, firstAt: earlier?.firstAt ?? now };
  return { ...factsOf(refresh), status: "REFRESHING", attempt };
}

/** How a token call ended without new tokens. */
export type Outcome =
  | { readonly outcome: "not-sent"; readonly code: FailureCode }
  /** The server's own OAuth error code. */
  | { readonly outcome: "refused"; readonly error: string }
  | { readonly outcome: "unclear"; readonly code: FailureCode };

/**
 * @param refresh the REFRESHING record of the attempt that ended.
 * @returns the record after it. Only `invalid_grant` speaks of the consent; no outage ever ends one.
 */
export function settled(refresh: Refreshing, outcome: Outcome, policy: RotationPolicy, now: number): Refresh {
  const { attempt } = refresh;
  const facts = factsOf(refresh);
  switch (outcome.outcome) {
    case "unclear":
      return { ...facts, failure: { at: now, code: outcome.code }, status: "UNCERTAIN", attempt };
    case "not-sent":
      // A store that is back is used at once; only banks are given time.
      if (outcome.code === "STORE_UNAVAILABLE") return { ...facts, ...before(attempt) };
      return { ...facts, failure: { at: now, code: outcome.code }, ...before(attempt) };
    case "refused":
      if (outcome.error === "invalid_grant") {
        return { ...facts, status: "REAUTH", reason: reasonOf(attempt, policy, now) };
      }
      return { ...facts, failure: { at: now, code: "PROVIDER_REFUSED" }, ...before(attempt) };
  }
}

/** @returns the record that goes with a new token set. */
export function refreshed(refresh: Refresh, tokenVersion: number, issuedAt: number): Refresh {
  return { reference: refresh.reference, tokenVersion, refreshedAt: issuedAt, status: "ACTIVE" };
}

/** New tokens on their way to the store. */
export interface Answer {
  readonly attemptId: string;
  /** Version of the token set whose refresh token was traded. */
  readonly usedVersion: number;
}

/**
 * What becomes of new tokens, seen against the record as it is now. An answer for the newest version we know of is
 * accepted from the attempt that stands in the record, and from an older one while nobody is at the bank; so a process
 * that was stopped and goes on later can never replace what another one has won since.
 */
export function decideAnswer(
  refresh: Refresh | undefined,
  answer: Answer,
): "store" | "wait" | "superseded" | "gone" {
  if (refresh === undefined) return "gone";
  if (refresh.tokenVersion > answer.usedVersion || refresh.status === "REAUTH") return "superseded";
  const othersTurn = refresh.status === "REFRESHING" && refresh.attempt.id !== answer.attemptId;
  return othersTurn ? "wait" : "store";
}

/** @returns whether a token call may be under way, or its answer lost. */
export function isUnfinished(refresh: Refresh): boolean {
  return attemptOf(refresh) !== undefined;
}

/** @returns the attempt that has not come to an end. */
export function attemptOf(refresh: Refresh): Attempt | undefined {
  return "attempt" in refresh ? refresh.attempt : undefined;
}

/** An attempt that did not send anything leaves what was before it. */
function before(attempt: Attempt): RefreshStatus {
  const earlier = earlierThan(attempt);
  return earlier === undefined ? { status: "ACTIVE" } : { status: "UNCERTAIN", attempt: earlier };
}

function earlierThan(attempt: Attempt): Attempt | undefined {
  return attempt.number === 1 ? undefined : { ...attempt, number: attempt.number - 1 };
}

function reasonOf(attempt: Attempt, policy: RotationPolicy, now: number): ReauthReason {
  if (attempt.number === 1 || policy.kind === "none") return "invalid_grant";
  const forgiven = policy.kind === "grace" && now - attempt.firstAt <= policy.seconds * 1000;
  return forgiven ? "invalid_grant" : "refresh_answer_lost";
}

function factsOf({ reference, tokenVersion, refreshedAt }: Refresh): RefreshFacts {
  return { reference, tokenVersion, refreshedAt };
}
