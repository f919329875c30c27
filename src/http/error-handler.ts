import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ERROR_CODES, type ErrorCode } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";
import { failureFields } from "../core/failure-fields.js";
import type { Logger } from "../telemetry/logger.js";
import { errorBody } from "./error-body.js";

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "BAD_REQUEST",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};

/** Every failure outside GraphQL becomes a code of the registry; what nobody foresaw is logged and says nothing. */
export function errorHandler(
  logger: Logger,
): (failure: FastifyError, request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (failure, request, reply) => {
    const code = codeOf(failure);
    if (code === "INTERNAL")
      logger.error({ requestId: request.id, ...failureFields(failure) }, "unforeseen failure");
    if (code === "UNAUTHENTICATED") void reply.header("www-authenticate", "Bearer");
    return reply.code(ERROR_CODES[code].status).header("cache-control", "no-store").send(errorBody(code));
  };
}

function codeOf(failure: FastifyError): ErrorCode {
  if (failure instanceof GatewayError) return failure.code;
  const { statusCode } = failure;
  if (statusCode === undefined || statusCode >= 500) return "INTERNAL";
  return BY_STATUS[statusCode] ?? "BAD_REQUEST";
}
