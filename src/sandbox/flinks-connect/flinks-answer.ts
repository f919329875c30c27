/**
 * The `FlinksCode`s this face answers with, their HTTP status and message: docs.flinks.com/api/authorize/error-codes.
 * Where an older article of the help centre gives another status, the newer page is followed.
 */
const FLINKS_CODES = {
  OPERATION_PENDING: [202, "Your operation is still processing."],
  SESSION_NONEXISTENT: [400, "Inputs session id or card if were not found."],
  // Named by an unofficial client only; the status is inferred from its neighbour.
  SESSION_EXPIRED: [400, "The session has expired."],
  CARD_IN_USE: [400, "The card is being processed."],
  ACCESS_DENIED: [401, "Access denied."],
  UNAUTHORIZED: [401, "The API key is missing or wrong."],
  INVALID_REQUEST: [401, "The request is incomplete or its syntax is wrong."],
  INVALID_LOGIN: [401, "The LoginId provided is either invalid or does not belong to the CustomerId"],
  INVALID_USERNAME: [401, "The username provided was different from what the bank expected."],
  INVALID_PASSWORD: [401, "The password provided was different from what the bank expected."],
  INVALID_SECURITY_RESPONSE: [401, "The MFA response provided was different from what the bank expected."],
  // Named by an unofficial client only; the status is inferred from its neighbour.
  SECURITYRESPONSES_INCOMPLETE: [401, "SecurityResponses has no answer to the prompt."],
  UNKNOWN_CHALLENGE_KEY: [401, "SecurityResponses has an answer to another prompt."],
  QUESTION_NOT_FOUND: [401, "The MFA prompt doesn't have a stored answer."],
  RETRY_LATER: [401, "Flinks was not able to open a connection with the selected financial institution."],
  TOO_MANY_REQUESTS: [401, "The endpoint has received too many requests."],
  NEW_ACCOUNT: [401, "The customer must take action directly on their online banking before connecting."],
  DISABLED_LOGIN: [401, "The account has been deactivated by the financial institution."],
  DISABLED_INSTITUTION: [405, "The selected financial institution is not currently available."],
  AGGREGATION_ERROR: [500, "Flinks encountered an unexpected error during processing."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type FlinksCode = keyof typeof FLINKS_CODES;

/** What every answer that is not data looks like. */
export interface FlinksEnvelope {
  readonly HttpStatusCode: number;
  readonly FlinksCode: string;
  readonly Message: string;
}

export function isFlinksCode(code: unknown): code is FlinksCode {
  return typeof code === "string" && Object.hasOwn(FLINKS_CODES, code);
}

/** @param message default: the code's own. */
export function envelope(code: FlinksCode, message?: string): FlinksEnvelope {
  const [status, usual] = FLINKS_CODES[code];
  return { HttpStatusCode: status, FlinksCode: code, Message: message ?? usual };
}

/** Ends a call with a `FlinksCode`. */
export class FlinksRefusal extends Error {
  override readonly name = "FlinksRefusal";
  readonly code: FlinksCode;
  readonly body: FlinksEnvelope;

  constructor(code: FlinksCode, message?: string) {
    super(code);
    this.code = code;
    this.body = envelope(code, message);
  }
}
