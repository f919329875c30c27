import type { Secret } from "../core/secret.js";
import type { TokenSet } from "./token-set.js";

/** What to do with a stored token set. `refresh-ahead` hands the token out and renews it in the background. */
export type TokenDecision = "use" | "refresh-ahead" | "refresh";

/** A token this close to its end may die on its way to the bank. */
const EXPIRY_LEEWAY_MS = 10_000;
/** Issued later than this from now: the clock that wrote it down, or ours, was wrong. */
const CLOCK_TOLERANCE_MS = 60_000;

/** The last fifth of a token's life is for renewing it without making anybody wait. */
export const AHEAD_FRACTION = 0.2;

/** @returns when this process begins to refresh ahead: each at another moment, so that not all do at once. */
export function jitteredAheadFraction(random: () => number = Math.random): number {
  return AHEAD_FRACTION * (0.5 + random() / 2);
}

/** Why somebody wants other tokens than those that are stored. */
export interface Wish {
  /** The token a bank has just answered 401 to; it counts as dead whatever its expiry says. */
  readonly rejected?: Secret | undefined;
  /** Tokens issued at or before this instant are wished to be replaced; wall-clock milliseconds. */
  readonly newerThan?: number | undefined;
  /** `ahead`: the token still lives and is renewed before it ends. `now`: somebody waits. */
  readonly urgency: "now" | "ahead";
}

/**
 * Decides without I/O.
 * @param aheadFraction how much of its life a token has left when it is refreshed ahead.
 */
export function decideToken(
  tokens: TokenSet,
  wish: Pick<Wish, "rejected" | "newerThan">,
  now: number,
  aheadFraction: number,
): TokenDecision {
  if (isUnwanted(tokens, wish)) return "refresh";
  const left = tokens.expiresAt - now;
  const life = tokens.expiresAt - tokens.issuedAt;
  if (left <= Math.min(EXPIRY_LEEWAY_MS, life / 2)) return "refresh";
  if (tokens.refreshToken === undefined) return "use";
  const fromTheFuture = tokens.issuedAt - now > CLOCK_TOLERANCE_MS;
  return fromTheFuture || left <= life * aheadFraction ? "refresh-ahead" : "use";
}

function isUnwanted(
  tokens: TokenSet,
  { rejected, newerThan }: Pick<Wish, "rejected" | "newerThan">,
): boolean {
  if (rejected !== undefined && tokens.accessToken.equals(rejected)) return true;
  return newerThan !== undefined && tokens.issuedAt <= newerThan;
}

/** @returns whether the token is still to be changed, seen again after waiting. */
export function needsRefresh(tokens: TokenSet, wish: Wish, now: number): boolean {
  // The whole fraction, without jitter: who has begun goes through with it.
  const decision = decideToken(tokens, wish, now, AHEAD_FRACTION);
  return decision === "refresh" || (wish.urgency === "ahead" && decision === "refresh-ahead");
}
