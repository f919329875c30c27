import { unwrapResolverError } from "@apollo/server/errors";
import type { GraphQLFormattedError } from "graphql";
import { ERROR_CODES } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";

/** Codes that Apollo Server gives to faults of the document or the request; their messages speak of the client's own text. */
const CLIENT_FAULTS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_REQUEST",
]);

/**
 * The one place that decides what a client may learn of a failure: a code of the registry and its public sentence, or
 * the fault in the client's own document. Everything unforeseen is INTERNAL.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const where = {
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
  };
  const failure = gatewayErrorOf(error);
  if (failure !== undefined) {
    const { public: message, retryable } = failure.entry;
    return { ...where, message, extensions: { code: failure.code, retryable, ...failure.facts } };
  }
  const code: unknown = formatted.extensions?.["code"];
  if (typeof code === "string" && CLIENT_FAULTS.has(code)) {
    return { ...where, message: formatted.message, extensions: { code } };
  }
  const { public: message, retryable } = ERROR_CODES.INTERNAL;
  return { ...where, message, extensions: { code: "INTERNAL", retryable } };
}

/** graphql-js wraps what a resolver or scalar threw in a GraphQLError, scalars of variables twice. */
export function gatewayErrorOf(error: unknown): GatewayError | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < 4; depth += 1) {
    current = unwrapResolverError(current);
    if (current instanceof GatewayError) return current;
    if (!(current instanceof Error) || !("originalError" in current)) return undefined;
    current = current.originalError;
  }
  return undefined;
}
