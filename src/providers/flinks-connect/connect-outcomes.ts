import type { ErrorCode } from "../../core/error-codes.js";

/**
 * What helps after a refusal, if anything does:
 *
 * - `answer-again`: the security question stays open;
 * - `new-session`: the session is gone, and another may be opened;
 * - `go-on`: the session was authorized before;
 * - `wait`: Flinks is busy with this very login;
 * - `end-user`: only the person can help, by linking the bank again;
 * - `operator`: Flinks refuses the gateway itself, which says nothing of any consent;
 * - `later`: trying again later, or nothing.
 */
export type Remedy = "answer-again" | "new-session" | "go-on" | "wait" | "end-user" | "operator" | "later";

type Row = readonly [flinksCode: string, outcome: ErrorCode, remedy: Remedy];

/**
 * https://docs.flinks.com/api/authorize/error-codes and /guides/connect/flinks-connect/handled-errors, with some that only
 * others have seen. The HTTP status is not looked at where a code is known: the same code comes with several, and most of
 * Flinks' 401 speak of the person's login at the bank, not of our key.
 */
export const CONNECT_OUTCOMES: readonly Row[] = [
  ["INVALID_LOGIN", "CONSENT_REAUTH_REQUIRED", "end-user"],
  ["INVALID_USERNAME", "CONSENT_REAUTH_REQUIRED", "end-user"],
  ["INVALID_PASSWORD", "CONSENT_REAUTH_REQUIRED", "end-user"],
  ["DISABLED_LOGIN", "CONSENT_REAUTH_REQUIRED", "end-user"],
  ["NEW_ACCOUNT", "CONSENT_REAUTH_REQUIRED", "end-user"], // something must first be done at the bank's own site
  ["RETRY_LATER", "PROVIDER_UNAVAILABLE", "later"],
  ["AGGREGATION_ERROR", "PROVIDER_UNAVAILABLE", "later"],
  // Its message says "not currently": it comes back. UNSUPPORTED would tell apps never to ask this bank again.
  ["DISABLED_INSTITUTION", "PROVIDER_UNAVAILABLE", "later"],
  ["TOO_MANY_REQUESTS", "PROVIDER_RATE_LIMITED", "later"],
  ["METHOD_NOT_AVAILABLE", "PROVIDER_UNSUPPORTED", "later"],
  ["INVALID_REQUEST", "PROVIDER_REFUSED", "later"], // a fault of ours in one request
  ["UNAUTHORIZED", "PROVIDER_REFUSED", "operator"],
  ["ACCESS_DENIED", "PROVIDER_REFUSED", "operator"],
  ["CARD_IN_USE", "PROVIDER_NOT_READY", "wait"],
  ["CONCURRENT_SESSION", "PROVIDER_NOT_READY", "wait"],
  ["SESSION_NONEXISTENT", "PROVIDER_NOT_READY", "new-session"],
  ["SESSION_EXPIRED", "PROVIDER_NOT_READY", "new-session"],
  ["ALREADY_AUTHORIZED", "PROVIDER_NOT_READY", "go-on"],
  ["INVALID_SECURITY_RESPONSE", "CHALLENGE_ANSWER_WRONG", "answer-again"],
  ["SECURITYRESPONSES_INCOMPLETE", "CHALLENGE_ANSWER_WRONG", "answer-again"],
  ["UNKNOWN_CHALLENGE_KEY", "CHALLENGE_ANSWER_WRONG", "answer-again"],
  ["QUESTION_NOT_FOUND", "CHALLENGE_ANSWER_WRONG", "answer-again"],
];

/** Said with 202: no failure. */
const PENDING = new Set(["OPERATION_PENDING", "OPERATION_DISPATCHED"]);

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  408: "PROVIDER_TIMEOUT",
  429: "PROVIDER_RATE_LIMITED",
  504: "PROVIDER_TIMEOUT",
};

export interface ConnectOutcome {
  readonly code: ErrorCode;
  readonly remedy: Remedy;
}

/**
 * @param flinksCode as it stands in the answer, if it stands there.
 * @returns `undefined` for an answer that is no failure. A status without a code never ends a consent: it may be a proxy's.
 */
export function outcomeOf(flinksCode: string | undefined, status: number): ConnectOutcome | undefined {
  const row = CONNECT_OUTCOMES.find(([code]) => code === flinksCode);
  if (row !== undefined) return { code: row[1], remedy: row[2] };
  if ((flinksCode !== undefined && PENDING.has(flinksCode)) || (status >= 200 && status < 300))
    return undefined;
  return { code: BY_STATUS[status] ?? byClass(status), remedy: "later" };
}

/** Whether the data are still being read at the bank. */
export function isPending(flinksCode: string | undefined, status: number): boolean {
  return flinksCode === undefined ? status === 202 : PENDING.has(flinksCode);
}

function byClass(status: number): ErrorCode {
  if (status >= 500) return "PROVIDER_UNAVAILABLE";
  return status >= 400 ? "PROVIDER_REFUSED" : "PROVIDER_ANSWER_INVALID";
}
