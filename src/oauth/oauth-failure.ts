import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import type { ErrorCode } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";
import { OAuthRefusal } from "./oauth-refusal.js";

/** OAuth error codes that speak of the server's condition, not of the grant. */
const PASSING = new Set(["server_error", "temporarily_unavailable"]);

/** What was asked of the server. A person waits at the first two; the last two must survive an outage. */
export type OAuthStep = "authorization request" | "code exchange" | "refresh" | "revocation";

/**
 * Turns what `openid-client` throws into the two kinds the rest of the gateway knows. Only the server's own error code
 * becomes an `OAuthRefusal`: everything unclear must look like an outage, because a refusal may end a consent.
 */
export function translateOAuthFailure(step: OAuthStep, failure: unknown): Error {
  if (failure instanceof GatewayError) return failure;
  if (failure instanceof AuthorizationResponseError) {
    return new OAuthRefusal(failure.error, { cause: failure });
  }
  if (failure instanceof ResponseBodyError) return refusalOrOutage(step, failure);
  return new GatewayError(outageCode(step, failure), `${step}: ${codeOf(failure) ?? "no answer"}`, {
    cause: failure,
  });
}

const TIMEOUTS = new Set(["OAUTH_TIMEOUT", "OAUTH_ABORT"]);

function outageCode(step: OAuthStep, failure: unknown): ErrorCode {
  if (TIMEOUTS.has(codeOf(failure) ?? "")) return "PROVIDER_TIMEOUT";
  const personWaits = step === "code exchange" || step === "authorization request";
  return personWaits && !isOutage(failure) ? "AUTHORIZATION_FAILED" : "PROVIDER_UNAVAILABLE";
}

function refusalOrOutage(step: OAuthStep, failure: ResponseBodyError): Error {
  if (failure.status < 500 && failure.status !== 429 && !PASSING.has(failure.error)) {
    return new OAuthRefusal(failure.error, { cause: failure });
  }
  return new GatewayError("PROVIDER_UNAVAILABLE", `${step}: HTTP ${failure.status}`, { cause: failure });
}

function codeOf(failure: unknown): string | undefined {
  const code: unknown = failure instanceof Error && "code" in failure ? failure.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** @returns the headers of the answer that a translated failure speaks of; none if there was no answer. */
export function failedAnswerHeaders(failure: Error): Readonly<Record<string, string>> {
  return Object.fromEntries(answerBehind(failure.cause)?.headers ?? []);
}

/** `openid-client` has the answer as the cause of its own error, sometimes one step further down. */
function answerBehind(failure: unknown): Response | undefined {
  if (failure instanceof ResponseBodyError) return failure.response;
  if (failure instanceof Response) return failure;
  return failure instanceof Error ? answerBehind(failure.cause) : undefined;
}

/** A socket failure (fetch rejects with a TypeError), or an answer that no OAuth server gives when it is well. */
function isOutage(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if (failure instanceof WWWAuthenticateChallengeError) return failure.status >= 500;
  const response: unknown = failure.cause;
  const status =
    typeof response === "object" && response !== null && "status" in response ? response.status : undefined;
  if (typeof status === "number") return status >= 300;
  return failure instanceof TypeError && codeOf(failure) === undefined;
}
