import { ERROR_CODES, type ErrorCode } from "../core/error-codes.js";

/** The shape of a GraphQL error, also where no GraphQL was reached: clients need one way to read failures. */
export function errorBody(code: ErrorCode): object {
  const { public: message, retryable } = ERROR_CODES[code];
  return { errors: [{ message, extensions: { code, retryable } }] };
}
