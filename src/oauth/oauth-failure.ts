import { AuthorizationResponseError, ResponseBodyError } from "openid-client";
import { GatewayError } from "../core/gateway-error.js";
import { OAuthRefusal } from "./oauth-refusal.js";

/** OAuth error codes that speak of the server's condition, not of the grant. */
const PASSING = new Set(["server_error", "temporarily_unavailable"]);

/**
 * Turns what `openid-client` throws into the two kinds the rest of the gateway knows. Only the server's own error code
 * becomes an `OAuthRefusal`: everything unclear must look like an outage, because a refusal may end a consent.
 */
export function translateOAuthFailure(step: string, failure: unknown): Error {
  if (failure instanceof GatewayError) return failure;
  if (failure instanceof AuthorizationResponseError)
    return new OAuthRefusal(failure.error, { cause: failure });
  if (failure instanceof ResponseBodyError) return refusalOrOutage(step, failure);
  const code = codeOf(failure);
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") {
    return new GatewayError("PROVIDER_TIMEOUT", `${step}: no answer in time`, { cause: failure });
  }
  if (isOutage(failure)) {
    return new GatewayError("PROVIDER_UNAVAILABLE", `${step}: not reachable`, { cause: failure });
  }
  return new GatewayError("AUTHORIZATION_FAILED", `${step}: ${code ?? "unexpected answer"}`, {
    cause: failure,
  });
}

function refusalOrOutage(step: string, failure: ResponseBodyError): Error {
  if (failure.status < 500 && failure.status !== 429 && !PASSING.has(failure.error)) {
    return new OAuthRefusal(failure.error, { cause: failure });
  }
  return new GatewayError("PROVIDER_UNAVAILABLE", `${step}: HTTP ${failure.status}`, { cause: failure });
}

function codeOf(failure: unknown): string | undefined {
  const code: unknown = failure instanceof Error && "code" in failure ? failure.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** A socket failure (fetch rejects with a TypeError), or an answer with a server-side status. */
function isOutage(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const response: unknown = failure.cause;
  const status =
    typeof response === "object" && response !== null && "status" in response ? response.status : undefined;
  if (typeof status === "number") return status >= 500 || status === 429;
  return failure instanceof TypeError && codeOf(failure) === undefined;
}
