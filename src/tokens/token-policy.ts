import type { Secret } from "../core/secret.js";
import type { TokenSet } from "./token-set.js";

/** What to do with a stored token set. `refresh-ahead` hands the token out and renews it in the background. */
export type TokenDecision = "use" | "refresh-ahead" | "refresh";

/** A token this close to its end may die on its way to the bank. */
const EXPIRY_LEEWAY_MS = 10_000;
/** The last fifth of a token's life is for renewing it without making anybody wait. */
const REFRESH_AHEAD_FRACTION = 0.2;

/**
 * Decides without I/O.
 * @param rejected the token a bank has just answered 401 to; it counts as dead whatever its expiry says.
 */
export function decideToken(tokens: TokenSet, rejected: Secret | undefined, now: number): TokenDecision {
  if (rejected !== undefined && tokens.accessToken.equals(rejected)) return "refresh";
  const left = tokens.expiresAt - now;
  const life = tokens.expiresAt - tokens.issuedAt;
  if (left <= Math.min(EXPIRY_LEEWAY_MS, life / 2)) return "refresh";
  const canRefresh = tokens.refreshToken !== undefined;
  return canRefresh && left <= life * REFRESH_AHEAD_FRACTION ? "refresh-ahead" : "use";
}

/** `ahead`: the token still lives and is renewed before it ends. `now`: somebody waits. */
export type Urgency = "now" | "ahead";

/** @returns whether the token is still to be changed, seen again after waiting. */
export function needsRefresh(
  tokens: TokenSet,
  wish: { readonly rejected: Secret | undefined; readonly urgency: Urgency },
  now: number,
): boolean {
  const decision = decideToken(tokens, wish.rejected, now);
  return decision === "refresh" || (wish.urgency === "ahead" && decision === "refresh-ahead");
}
