/** The body of every refusal, in FDX's shape. */
export interface FdxErrorBody {
  readonly code: string;
  readonly message: string;
  readonly debugMessage?: string;
}

/** FDX's codes as this bank uses them, each with its HTTP status. */
const ANSWERS = {
  "401": { status: 400, message: "A parameter of the request is not valid" },
  "500": { status: 500, message: "The bank failed" },
  "503": { status: 503, message: "The bank is closed for maintenance" },
  "601": { status: 404, message: "No such customer" },
  // FDX says 403; banks in the field answer 401, and a client has to cope with that.
  "602": { status: 401, message: "The customer has not agreed to share this" },
  "603": { status: 401, message: "The access token is missing or not valid" },
  "701": { status: 404, message: "No such account" },
  "702": { status: 400, message: "A date cannot be read" },
  "703": { status: 400, message: "The date range is not allowed" },
  "1101": { status: 404, message: "No such reward programme" },
  "1104": { status: 404, message: "No such statement" },
  "1106": { status: 501, message: "This bank does not offer that" },
  "1108": { status: 404, message: "The account has no statements" },
  "1203": { status: 406, message: "The document is not available in that media type" },
} as const;

export type FdxCode = keyof typeof ANSWERS;

/** A refusal on its way to the wire. */
export class FdxError extends Error {
  override readonly name = "FdxError";
  readonly status: number;
  readonly body: FdxErrorBody;

  constructor(code: FdxCode, debugMessage?: string) {
    super(`${code} ${ANSWERS[code].message}`);
    this.status = ANSWERS[code].status;
    this.body = { code, message: ANSWERS[code].message, ...(debugMessage && { debugMessage }) };
  }
}
