import type { ErrorCode } from "../../core/error-codes.js";

/** An FDX error code, the HTTP statuses it is known to come with (`any`: it is believed under each), and what it means. */
type Row = readonly [fdxCode: string, statuses: readonly number[] | "any", outcome: ErrorCode];

/**
 * FDX API 6.4 and 5.2, with the statuses that Akoya, Flinks and Plaid use otherwise. A code under another status than
 * these says less than the status itself: a 500 that speaks of a missing account is an outage first.
 */
export const FDX_OUTCOMES: readonly Row[] = [
  ["401", [400], "PROVIDER_REFUSED"], // parameter not valid
  ["403", [403], "PROVIDER_REFUSED"], // forbidden
  ["409", [409], "PROVIDER_REFUSED"], // conflict
  ["500", [500, 502], "PROVIDER_UNAVAILABLE"], // provider fault
  ["501", [500, 502, 503], "PROVIDER_UNAVAILABLE"], // a subsystem is down
  ["501", [405], "PROVIDER_UNSUPPORTED"], // Flinks: the bank lacks it
  ["503", [500, 502, 503], "PROVIDER_UNAVAILABLE"], // planned maintenance
  ["601", [404], "NOT_FOUND"], // customer
  ["602", [401, 403], "DATA_CLUSTER_NOT_GRANTED"], // where `nextStep` finds nothing worse
  ["603", [401], "CONSENT_REAUTH_REQUIRED"], // authentication failed
  ["701", [404], "NOT_FOUND"], // account
  ["702", [400], "ARGUMENT_INVALID"], // a date cannot be read
  ["703", [400], "ARGUMENT_INVALID"], // dates not allowed
  ["704", [422], "PROVIDER_UNSUPPORTED"], // account type
  ["705", [409], "PROVIDER_UNSUPPORTED"], // account closed
  ["706", [403], "PROVIDER_REFUSED"], // account locked
  ["800", [404], "NOT_FOUND"], // payee
  ["801", [400], "PROVIDER_REFUSED"], // payee may not be changed
  ["802", [404], "NOT_FOUND"], // payment
  ["803", [400], "PROVIDER_REFUSED"], // due date too near
  ["804", [400], "PROVIDER_REFUSED"], // payment
  ["805", [400], "PROVIDER_REFUSED"], // payment may not be changed
  ["806", [404], "NOT_FOUND"], // recurring payment
  ["807", [400], "PROVIDER_REFUSED"], // recurring payment
  ["808", [400], "PROVIDER_REFUSED"], // recurring payment may not be changed
  ["901", [404], "NOT_FOUND"], // source account
  ["902", [404], "NOT_FOUND"], // source account closed
  ["903", [401], "PROVIDER_REFUSED"], // source account not for transfers: nothing is wrong with the token
  ["904", [404], "NOT_FOUND"], // destination account
  ["905", [404], "NOT_FOUND"], // destination account closed
  ["906", [401], "PROVIDER_REFUSED"], // destination account not for transfers
  ["907", [404], "PROVIDER_REFUSED"], // amount
  ["908", [409], "PROVIDER_REFUSED"], // same transfer again
  ["910", [404, 400], "PROVIDER_REFUSED"], // not enough funds
  ["911", "any", "PROVIDER_REFUSED"], // over a limit; FDX's status is not known
  ["950", [404], "NOT_FOUND"], // transfer
  ["1000", [500], "PROVIDER_REFUSED"], // the gateway's own key: trying again does not help
  ["1100", [404], "CURSOR_INVALID"], // read everything again
  ["1101", [404], "NOT_FOUND"], // reward programme
  ["1102", [404], "NOT_FOUND"], // programme without categories
  ["1103", [404, 406], "NOT_FOUND"], // transaction image
  ["1104", [404], "NOT_FOUND"], // statement
  ["1106", [501], "PROVIDER_UNSUPPORTED"], // FDX version
  ["1107", [404], "NOT_FOUND"], // nothing for these parameters
  ["1108", [404], "NOT_FOUND"], // account without statements
  ["1200", [404], "NOT_FOUND"], // tax form
  ["1201", [400], "PROVIDER_UNSUPPORTED"], // tax form type
  ["1202", [400], "PROVIDER_UNSUPPORTED"], // tax year
  ["1203", [406], "PROVIDER_UNSUPPORTED"], // media type
  ["1204", [400], "PROVIDER_REFUSED"], // accountId needed
  ["1205", [409], "PROVIDER_NOT_READY"], // tax form
  ["1205", [401], "PROVIDER_REFUSED"], // notifications: not authorised
  ["1206", [405], "PROVIDER_UNSUPPORTED"], // method
  ["1207", "any", "PROVIDER_RATE_LIMITED"], // also seen as 422
  ["1300", [400], "PROVIDER_NOT_READY"], // statement
];

/** Words of OAuth (RFC 6750 §3.1, RFC 9449 §7.1, RFC 9470) that say more than the status they come with. */
const OAUTH_OUTCOMES: readonly Row[] = [
  ["insufficient_scope", [401, 403], "DATA_CLUSTER_NOT_GRANTED"],
  ["insufficient_user_authentication", [401, 403], "CONSENT_REAUTH_REQUIRED"],
  ["invalid_token", [401, 403], "CONSENT_REAUTH_REQUIRED"],
  // These speak of the proof beside the token: of this machine's key or clock, and of no consent.
  ["use_dpop_nonce", [400, 401], "PROVIDER_REFUSED"],
  ["invalid_dpop_proof", [400, 401], "PROVIDER_REFUSED"],
];

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  202: "PROVIDER_NOT_READY",
  401: "CONSENT_REAUTH_REQUIRED",
  404: "NOT_FOUND",
  405: "PROVIDER_UNSUPPORTED",
  408: "PROVIDER_TIMEOUT",
  410: "NOT_FOUND",
  429: "PROVIDER_RATE_LIMITED",
  501: "PROVIDER_UNSUPPORTED",
  504: "PROVIDER_TIMEOUT",
};

/** FDX's ways of saying that a list is empty. */
const EMPTY_LIST = new Set(["1102", "1107", "1108"]);

/** What an answer says of itself: codes only, of known form. */
export interface FailureCodes {
  readonly status: number;
  readonly fdxCode?: string | undefined;
  readonly oauthError?: string | undefined;
}

/** @returns the one outcome: by OAuth's word, by FDX's code, else by the class of the status. */
export function outcomeOf({ status, fdxCode, oauthError }: FailureCodes): ErrorCode {
  return (
    matching(OAUTH_OUTCOMES, oauthError, status) ??
    matching(FDX_OUTCOMES, fdxCode, status) ??
    byStatus(status)
  );
}

export function isOAuthError(text: unknown): text is string {
  return OAUTH_OUTCOMES.some(([word]) => word === text);
}

/** These speak of a whole call. Said of one account of a list that came, they only say that it was refused. */
const OF_A_CALL: ReadonlySet<ErrorCode> = new Set([
  "ARGUMENT_INVALID",
  "CURSOR_INVALID",
  "CONSENT_REAUTH_REQUIRED",
]);

/** @returns the outcome of a code that came without a status, in the place of one account of a list (206). */
export function outcomeWithoutStatus(fdxCode: string | undefined): ErrorCode {
  const outcome = FDX_OUTCOMES.find(([code]) => code === fdxCode)?.[2] ?? "PROVIDER_UNAVAILABLE";
  return OF_A_CALL.has(outcome) ? "PROVIDER_REFUSED" : outcome;
}

export function isEmptyList({ status, fdxCode }: FailureCodes): boolean {
  return status === 404 && isNothingFound(fdxCode);
}

/** For a code that came without the status it belongs to, too. */
export function isNothingFound(fdxCode: string | undefined): boolean {
  return fdxCode !== undefined && EMPTY_LIST.has(fdxCode);
}

function matching(rows: readonly Row[], code: string | undefined, status: number): ErrorCode | undefined {
  if (code === undefined) return undefined;
  const row = rows.find(
    ([known, statuses]) => known === code && (statuses === "any" || statuses.includes(status)),
  );
  return row?.[2];
}

function byStatus(status: number): ErrorCode {
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return "PROVIDER_UNAVAILABLE";
  return status >= 400 ? "PROVIDER_REFUSED" : "PROVIDER_ANSWER_INVALID";
}
