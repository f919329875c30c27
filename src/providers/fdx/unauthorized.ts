import type { ErrorCode } from "../../core/error-codes.js";
import { type FailureCodes, outcomeOf } from "./fdx-outcomes.js";

/**
 * How a provider says no to a token. `token`: HTTP 401, which speaks of the token. `customer`: FDX 602, which may mean
 * that the consent was revoked, that it expired, that it never held this data cluster, or that the token is stale.
 */
export type Refusal = "token" | "customer";

/**
 * What a call that needs another data cluster of the consent said to the refused token. `unclear`: it failed for a
 * reason of its own. `impossible`: the consent holds no other cluster that could be asked for.
 */
export type ProbeResult = "works" | "refused" | "unclear" | "impossible";

/** What is known of a refused call. */
export interface Findings {
  readonly refusal: Refusal;
  /** Missing as long as nobody looked. */
  readonly probe?: ProbeResult | undefined;
  /** Whether the token manager was asked for another token than the first one. */
  readonly askedForAnother: boolean;
}

export type NextStep =
  | { readonly step: "probe" }
  | { readonly step: "another-token" }
  | { readonly step: "tell"; readonly code: ErrorCode };

/** @returns `undefined` for a failure that another token or another look would not change. */
export function refusalOf(failure: FailureCodes): Refusal | undefined {
  const { status, fdxCode, oauthError } = failure;
  // The provider's own word: the scope is too narrow, or the person must sign in again.
  if (oauthError !== undefined && oauthError !== "invalid_token") return undefined;
  const outcome = outcomeOf(failure);
  if (fdxCode === "602" && (status === 401 || status === 403)) return "customer";
  return outcome === "CONSENT_REAUTH_REQUIRED" ? "token" : undefined;
}

/**
 * Decides without I/O how to go on. At most two more calls to the provider: a probe, and the call itself with another
 * token. After 602 the probe comes first: as long as it works the token is alive, and a living token is not traded for
 * another one, which at a bank that rotates strictly would put the whole consent at risk for one data cluster.
 */
export function nextStep({ refusal, probe, askedForAnother }: Findings): NextStep {
  if (refusal === "customer" && probe === undefined) return { step: "probe" };
  // Never call a consent dead that may be alive.
  if (probe === "works" || probe === "unclear") return { step: "tell", code: "DATA_CLUSTER_NOT_GRANTED" };
  return askedForAnother ? { step: "tell", code: "CONSENT_REAUTH_REQUIRED" } : { step: "another-token" };
}
