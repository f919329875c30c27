import type { ErrorCode } from "../../core/error-codes.js";
import { type ErrorFacts, GatewayError } from "../../core/gateway-error.js";
import { retryAfterOf } from "../fdx/retry-after.js";
import { supportReferencesOf } from "../fdx/support-references.js";
import type { FlinksAnswer } from "./flinks-transport.js";

/** What Flinks' `error` means, and what an operator may do about it. Flinks sends `invalid_client` with 400, not with 401. */
const BY_ERROR: ReadonlyMap<string, readonly [outcome: ErrorCode, advice: string]> = new Map([
  ["invalid_client", ["PROVIDER_REFUSED", "Flinks does not accept the client id with this secret"]],
  ["unauthorized_client", ["PROVIDER_REFUSED", "Flinks does not let this client do that"]],
  ["access_denied", ["PROVIDER_REFUSED", "Flinks does not let this client do that"]],
  ["invalid_scope", ["PROVIDER_REFUSED", "Flinks does not give this client the scope"]],
  ["unsupported_grant_type", ["PROVIDER_REFUSED", "Flinks does not give this client such tokens"]],
  ["server_error", ["PROVIDER_UNAVAILABLE", "Flinks has a fault of its own; try again later"]],
  ["temporarily_unavailable", ["PROVIDER_UNAVAILABLE", "Flinks is closed for a while; try again later"]],
] as const);

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [404, "NOT_FOUND"],
  [408, "PROVIDER_TIMEOUT"],
  [410, "NOT_FOUND"],
  [429, "PROVIDER_RATE_LIMITED"],
  [504, "PROVIDER_TIMEOUT"],
]);

/** OAuth error codes; anything else is a text, which may repeat what was sent. */
const ERROR = /^[a-z_]{1,40}$/;

/**
 * @param what was asked, for example `POST host/api/v1/token`.
 * @returns the failure in the gateway's own words. Flinks' `error` decides where it says enough, else the status; its texts
 * are left alone.
 */
export function flinksFailure(what: string, { status, headers, body }: FlinksAnswer): GatewayError {
  const error = errorOf(body);
  const [outcome, advice] = BY_ERROR.get(error ?? "") ?? [outcomeOf(status), undefined];
  const said = [`HTTP ${status}`, error, advice].filter((text) => text !== undefined).join(", ");
  return new GatewayError(outcome, `${what}: ${said}`, { facts: factsOf(headers, outcome) });
}

/** @returns the failure for a success that says nothing we can use. */
export function unreadableAnswer(what: string, { headers }: FlinksAnswer, lacks: string): GatewayError {
  const facts = factsOf(headers, "PROVIDER_ANSWER_INVALID");
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${what}: the answer ${lacks}`, { facts });
}

function errorOf(body: unknown): string | undefined {
  const error: unknown =
    typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  return typeof error === "string" && ERROR.test(error) ? error : undefined;
}

function outcomeOf(status: number): ErrorCode {
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return "PROVIDER_UNAVAILABLE";
  return status >= 400 ? "PROVIDER_REFUSED" : "PROVIDER_ANSWER_INVALID";
}

function factsOf(headers: FlinksAnswer["headers"], outcome: ErrorCode): ErrorFacts {
  const supportReferences = supportReferencesOf(headers);
  const mayWait = outcome === "PROVIDER_RATE_LIMITED" || outcome === "PROVIDER_UNAVAILABLE";
  const retryAfter = mayWait ? retryAfterOf(headers, Date.now()) : undefined;
  return {
    ...(supportReferences.length > 0 && { supportReferences }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
