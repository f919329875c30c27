import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, Kind, type GraphQLFormattedError } from "graphql";
import { ERROR_CODES } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";

/** Codes that Apollo Server gives to faults of the document or the request; their messages speak of the client's own text. */
const CLIENT_FAULTS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_REQUEST",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "PERSISTED_QUERY_NOT_FOUND",
]);

/** How deep graphql-js and Apollo Server wrap an error at most. */
const MAX_DEPTH = 4;

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
  const failure = failureOf(error);
  if (failure instanceof GatewayError) {
    const { public: message, retryable, userMessage } = failure.entry;
    const extensions = { code: failure.code, retryable, userMessage, ...failure.facts };
    return { ...where, message, extensions };
  }
  const code: unknown = formatted.extensions?.["code"];
  if (isClientFault(code)) return { ...where, message: formatted.message, extensions: { code } };
  const { public: message, retryable, userMessage } = ERROR_CODES.INTERNAL;
  return { ...where, message, extensions: { code: "INTERNAL", retryable, userMessage } };
}

export function isClientFault(code: unknown): boolean {
  return typeof code === "string" && CLIENT_FAULTS.has(code);
}

/**
 * @returns what went wrong, out of the wrappers of graphql-js, which puts what a resolver or scalar threw into a
 * GraphQLError, that of a variable into two. A value that graphql-js itself found to be none of its type is the
 * provider's; it quotes the value in its message, so that its error must not go further.
 */
export function failureOf(error: unknown): unknown {
  let cause = error;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    cause = unwrapResolverError(cause);
    if (cause instanceof GatewayError) return cause;
    if (!(cause instanceof Error) || !("originalError" in cause) || cause.originalError == null) break;
    cause = cause.originalError;
  }
  if (isWrongArgument(error, cause)) return new GatewayError("ARGUMENT_INVALID", "null where it may not be");
  return isWrongValue(error, cause)
    ? new GatewayError("PROVIDER_ANSWER_INVALID", "a value of another type than its field's")
    : cause;
}

/** @returns the names on the way to the failed field, without the places in lists; "" outside of execution. */
export function fieldPathOf(error: GraphQLError): string {
  return (error.path ?? []).filter((key) => typeof key === "string").join(".");
}

/**
 * A variable of a wider type may be null where the argument may not: validation lets it pass, and graphql-js finds it when
 * the field or directive runs. It points at the argument, where everything else in execution points at a field.
 */
function isWrongArgument(error: unknown, cause: unknown): boolean {
  if (!(error instanceof GraphQLError) || !(cause instanceof GraphQLError)) return false;
  const isOfDocument = isClientFault(error.extensions["code"]) || isClientFault(cause.extensions["code"]);
  const kind = cause.nodes?.[0]?.kind;
  return !isOfDocument && (kind === Kind.VARIABLE || kind === Kind.ARGUMENT);
}

/** Only execution knows a path: without one, the error is about the document or the variables. */
function isWrongValue(error: unknown, cause: unknown): boolean {
  if (!(error instanceof GraphQLError) || error.path === undefined) return false;
  if (cause instanceof GraphQLError) return true;
  return cause instanceof Error && cause.message.startsWith("Cannot return null for non-nullable field ");
}
