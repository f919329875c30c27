import type { IncomingHttpHeaders } from "node:http";
import { ERROR_CODES, type ErrorCode } from "../../core/error-codes.js";
import { type ErrorFacts, GatewayError } from "../../core/gateway-error.js";
import { type FailureCodes, isOAuthError, outcomeOf } from "./fdx-outcomes.js";
import type { FdxRequest } from "./fdx-request.js";
import { headerText } from "./header-text.js";
import { neededCluster } from "./needed-cluster.js";
import { retryAfterOf } from "./retry-after.js";
import { supportReferencesOf } from "./support-references.js";

/** An answer that is not a success. Its body is read for codes and then forgotten. */
export interface FdxFailure extends FailureCodes {
  readonly headers: IncomingHttpHeaders;
}

/** Which request failed, where, and when (wall-clock milliseconds). */
export interface Failed extends FdxRequest {
  readonly host: string;
  readonly now: number;
}

const FDX_CODE = /^\d{1,5}$/;
const CHALLENGED = /\berror="?([a-z_]{1,40})"?(?:[\s,]|$)/;

/**
 * @param code what was found out beyond the answer itself.
 * @returns the failure in the gateway's own words.
 */
export function settleFdxFailure(failed: Failed, failure: FdxFailure, code?: ErrorCode): GatewayError {
  const { host, segments } = failed;
  const { status, fdxCode, oauthError } = failure;
  const said = [fdxCode && `FDX code ${fdxCode}`, oauthError].filter((text) => text !== undefined);
  const detail = `GET ${host}/${segments[0] ?? ""}: ${[`HTTP ${status}`, ...said].join(", ")}`;
  const outcome = aboutArgument(failed, code ?? outcomeOf(failure));
  return new GatewayError(outcome, detail, { facts: factsOf(failed, failure, outcome) });
}

/** @returns what an answer says in codes. Its texts are left alone: they may be data, and codes are logged. */
export function failureOf(status: number, headers: IncomingHttpHeaders, body: Buffer): FdxFailure {
  const { code, error } = membersOf(body);
  const challenge = CHALLENGED.exec(headerText(headers, "www-authenticate"))?.[1];
  return { status, headers, fdxCode: fdxCodeOf(code), oauthError: [challenge, error].find(isOAuthError) };
}

/** @returns an FDX error code: text in FDX, a number at some providers; `undefined` for anything else. */
export function fdxCodeOf(code: unknown): string | undefined {
  const isCode = (typeof code === "string" || typeof code === "number") && FDX_CODE.test(String(code));
  return isCode ? String(code) : undefined;
}

function membersOf(body: Buffer): { readonly code?: unknown; readonly error?: unknown } {
  try {
    return (JSON.parse(body.toString("utf8")) as { code?: unknown; error?: unknown } | null) ?? {};
  } catch {
    return {};
  }
}

/** Days are the only arguments of a client's that reach a provider. */
function aboutArgument({ query }: Failed, outcome: ErrorCode): ErrorCode {
  const isDated = query["startDate"] !== undefined || query["startTime"] !== undefined;
  return outcome === "ARGUMENT_INVALID" && !isDated ? "PROVIDER_REFUSED" : outcome;
}

function factsOf(failed: Failed, { headers }: FdxFailure, outcome: ErrorCode): ErrorFacts {
  const dataCluster = outcome === "DATA_CLUSTER_NOT_GRANTED" ? neededCluster(failed) : undefined;
  const retryAfter = ERROR_CODES[outcome].retryable ? retryAfterOf(headers, failed.now) : undefined;
  const supportReferences = supportReferencesOf(headers);
  return {
    ...(outcome === "ARGUMENT_INVALID" ? { argument: "startDate" } : {}),
    ...(dataCluster === undefined ? {} : { dataCluster }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(supportReferences.length === 0 ? {} : { supportReferences }),
  };
}
