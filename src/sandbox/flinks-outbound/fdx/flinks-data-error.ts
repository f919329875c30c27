import { FdxError, type FdxCode } from "../../fdx/fdx-error.js";
import { json, type WireAnswer } from "../../fdx/wire-answer.js";

/** The data access errors of Outbound: the message and status of each code. */
const ANSWERS = {
  "401": { status: 400, message: "Invalid Input" },
  "403": { status: 403, message: "Subscription not found" },
  "500": { status: 500, message: "Internal server error" },
  "501": { status: 405, message: "Subsystem unavailable" },
  "503": { status: 503, message: "Scheduled maintenance" },
  "601": { status: 404, message: "Customer not found" },
  "602": { status: 401, message: "Customer not authorized" },
  "701": { status: 404, message: "Account not found" },
  "702": { status: 400, message: "Invalid start or end date" },
  "703": { status: 400, message: "Invalid date range" },
  "1107": { status: 404, message: "Data not found for request parameters" },
  "1203": { status: 406, message: "Content type not supported" },
  "1207": { status: 429, message: "Too many requests in a short time" },
  "1300": { status: 400, message: "The statement is being prepared" },
} as const;

export type FlinksCode = keyof typeof ANSWERS;

/** What Outbound says where a sandbox bank has a code of its own. */
const SAME_AS: Readonly<Record<FdxCode, FlinksCode>> = {
  "401": "401",
  "500": "500",
  "503": "503",
  "601": "601",
  "602": "602",
  // Outbound does not tell a dead token from a consent that is gone or a scope that was not given.
  "603": "602",
  "701": "701",
  // A date that cannot be read is invalid input; 702 and 703 are for dates that do not fit together.
  "702": "401",
  "703": "703",
  "1101": "1107",
  "1104": "1107",
  // Not every provider has everything.
  "1106": "501",
  "1108": "1107",
  "1203": "1203",
};

/** A refusal in Outbound's own words. */
export class FlinksDataError extends Error {
  override readonly name = "FlinksDataError";
  readonly code: FlinksCode;
  readonly status: number;
  readonly debugMessage: string | undefined;

  /** @param status where it is not the code's usual one. */
  constructor(code: FlinksCode, debugMessage?: string, status: number = ANSWERS[code].status) {
    super(`${code} ${ANSWERS[code].message}`);
    this.code = code;
    this.status = status;
    this.debugMessage = debugMessage;
  }
}

/** The answer for whatever went wrong. */
export function refusal(failure: unknown): WireAnswer {
  const { code, status, debugMessage } = flinksError(failure);
  // A word more about 602 would tell its cause.
  const more = code === "602" || debugMessage === undefined ? {} : { debugMessage };
  return json({ code, message: ANSWERS[code].message, ...more }, status);
}

function flinksError(failure: unknown): FlinksDataError {
  if (failure instanceof FlinksDataError) return failure;
  if (!(failure instanceof FdxError)) return new FlinksDataError("500", String(failure));
  return new FlinksDataError(SAME_AS[failure.body.code as FdxCode], failure.body.debugMessage);
}
