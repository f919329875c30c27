import type { IncomingHttpHeaders } from "node:http";
import type { ErrorCode } from "../../core/error-codes.js";
import { type ErrorFacts, GatewayError } from "../../core/gateway-error.js";

/** An answer that is not a success. The body is at most a few kilobytes and never shown to a client. */
export interface FdxFailure {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** FDX error code, if the body has one: text in FDX, a number at some providers. */
  readonly fdxCode: string | undefined;
}

const FDX_CODE = /^\d{1,5}$/;
/** FDX 1207 "too many requests" arrives under several statuses. */
const RATE_LIMITED = "1207";
const NOT_AUTHORISED_FOR_CLUSTER = "602";
/** Nothing for these parameters; no statements: an empty list in other words. */
const EMPTY_LIST = new Set(["1107", "1108"]);

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: "CONSENT_REAUTH_REQUIRED",
  404: "NOT_FOUND",
  408: "PROVIDER_TIMEOUT",
  429: "PROVIDER_RATE_LIMITED",
  504: "PROVIDER_TIMEOUT",
};

/** @returns the failure in the gateway's own words. */
export function settleFdxFailure(path: string, failure: FdxFailure): GatewayError {
  const { status, fdxCode } = failure;
  const detail = `GET ${path}: HTTP ${status}, FDX code ${fdxCode ?? "none"}`;
  return new GatewayError(codeOf(failure), detail, { facts: factsOf(failure) });
}

export function isEmptyList({ status, fdxCode }: FdxFailure): boolean {
  return status === 404 && fdxCode !== undefined && EMPTY_LIST.has(fdxCode);
}

/** @returns the FDX code of an error body; `undefined` for anything else: a text there may be data, and codes are logged. */
export function fdxCodeOf(body: Buffer): string | undefined {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as { code?: unknown } | null;
    const code = parsed?.code;
    return (typeof code === "string" || typeof code === "number") && FDX_CODE.test(String(code))
      ? String(code)
      : undefined;
  } catch {
    return undefined;
  }
}

function codeOf({ status, fdxCode }: FdxFailure): ErrorCode {
  if (fdxCode === RATE_LIMITED) return "PROVIDER_RATE_LIMITED";
  if ((status === 401 || status === 403) && fdxCode === NOT_AUTHORISED_FOR_CLUSTER)
    return "DATA_CLUSTER_NOT_GRANTED";
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return "PROVIDER_UNAVAILABLE";
  return status >= 400 ? "PROVIDER_REFUSED" : "PROVIDER_ANSWER_INVALID";
}

function factsOf({ headers }: FdxFailure): ErrorFacts {
  const seconds = Number(headers["retry-after"]);
  return Number.isInteger(seconds) && seconds >= 0 ? { retryAfter: Math.min(seconds, 86_400) } : {};
}
