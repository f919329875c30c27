import { ERROR_CODES, type ErrorCode } from "../core/error-codes.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { Logger } from "../telemetry/logger.js";
import { errorBody } from "./error-body.js";

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** By what the framework says of a request that it could not read. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "BAD_REQUEST",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};

/** Every failure outside GraphQL becomes a code of the registry; what nobody foresaw is logged and says nothing. */
export function errorAnswer(failure: unknown, requestId: string, logger: Logger): ErrorAnswer {
  const code = codeOf(failure);
  if (code === "INTERNAL") logger.error({ requestId, ...failureFields(failure) }, "unforeseen failure");
  return {
    status: ERROR_CODES[code].status,
    headers: {
      ...(code === "UNAUTHENTICATED" && { "www-authenticate": "Bearer" }),
      "cache-control": "no-store",
    },
    body: errorBody(code),
  };
}

function codeOf(failure: unknown): ErrorCode {
  if (failure instanceof GatewayError) return failure.code;
  const status = statusOf(failure);
  if (status === undefined || status >= 500) return "INTERNAL";
  return BY_STATUS[status] ?? "BAD_REQUEST";
}

function statusOf(failure: unknown): number | undefined {
  const isTold =
    failure instanceof Error && "statusCode" in failure && typeof failure.statusCode === "number";
  return isTold ? (failure.statusCode as number) : undefined;
}
