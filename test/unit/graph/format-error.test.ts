import { describe, expect, it } from "@jest/globals";
import { GraphQLError } from "graphql";
import { ERROR_CODES } from "../../../src/core/error-codes.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { failureOf, fieldPathOf, formatError } from "../../../src/graph/format-error.js";

const DETAIL = "balance of Alex at row 17";
const supportReferences = [{ name: "ob-trace-id", value: "trace-0001" }];
const failure = new GatewayError("PROVIDER_RATE_LIMITED", DETAIL, {
  facts: { retryAfter: 5, supportReferences },
});
const path = ["accounts", 0];

/** As graphql-js wraps what a resolver threw. */
function located(originalError: Error): GraphQLError {
  return new GraphQLError(originalError.message, { originalError, path });
}

describe("formatError", () => {
  const expected = {
    message: "The data provider limits the number of requests.",
    extensions: {
      ...{ code: "PROVIDER_RATE_LIMITED", retryable: true, retryAfter: 5, supportReferences },
      userMessage: "Your bank has been asked too often. Please wait a little and try again.",
    },
  };

  it("gives our own failure its code, its public sentence and its facts", () => {
    expect(formatError({ message: DETAIL }, failure)).toEqual(expected);
  });

  it("finds our own failure inside graphql-js's wrappers, and keeps its path", () => {
    const once = located(failure);
    expect(formatError(once.toJSON(), once)).toEqual({ ...expected, path });
    const twice = located(once);
    expect(formatError(twice.toJSON(), twice)).toEqual({ ...expected, path });
  });

  it.each([
    ["an unforeseen error", located(new TypeError(DETAIL))],
    ["an error of graphql-js itself, outside of execution", new GraphQLError(DETAIL)],
    ["a text", DETAIL],
    ["nothing", undefined],
    [
      "an error that says it is a fault of the client's",
      Object.assign(new Error(DETAIL), { code: "BAD_USER_INPUT" }),
    ],
  ])("says nothing of %s", (_what, error) => {
    const formatted = {
      message: DETAIL,
      path,
      extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: [DETAIL] },
    };
    expect(formatError(formatted, error)).toEqual({
      path,
      message: "Something went wrong in the gateway.",
      extensions: { code: "INTERNAL", retryable: false, userMessage: ERROR_CODES.INTERNAL.userMessage },
    });
  });

  it.each([
    ["a value of another type", new GraphQLError(DETAIL, { path })],
    ["a value of another type, wrapped", located(new GraphQLError(DETAIL))],
    ["null where none may be", located(new Error(`Cannot return null for non-nullable field ${DETAIL}.`))],
  ])("blames the provider for %s, without the value", (_what, error) => {
    expect(formatError(error.toJSON(), error)).toEqual({
      path,
      message: "The data provider's answer could not be understood.",
      extensions: {
        ...{ code: "PROVIDER_ANSWER_INVALID", retryable: false },
        userMessage: ERROR_CODES.PROVIDER_ANSWER_INVALID.userMessage,
      },
    });
    expect(String(failureOf(error))).not.toContain("Alex");
  });

  it.each([
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "BAD_USER_INPUT",
    "OPERATION_RESOLUTION_FAILURE",
  ])("leaves the message of %s, which speaks of the client's own text, and drops all else", (code) => {
    const locations = [{ line: 1, column: 2 }];
    const formatted = {
      message: "Unknown field",
      locations,
      extensions: { code, stacktrace: ["x"], more: 1 },
    };
    expect(formatError(formatted, new GraphQLError("Unknown field"))).toEqual({
      message: "Unknown field",
      locations,
      extensions: { code },
    });
  });
});

describe("fieldPathOf", () => {
  it("names the way to a field without places in lists", () => {
    expect(fieldPathOf(new GraphQLError("", { path: ["accounts", "nodes", 3, "nickname"] }))).toBe(
      "accounts.nodes.nickname",
    );
    expect(fieldPathOf(new GraphQLError(""))).toBe("");
  });
});
