import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import type { GraphContext } from "../context.js";
import type { KnownOperation, Variables } from "./known-documents.js";

/** An operation that ran. Null is an answer as well: one that failed as a whole may have asked banks before. */
export interface Answered extends KnownOperation {
  readonly variables: Variables | undefined;
  readonly context: GraphContext;
  readonly data: ExecutionResult["data"];
  /** As clients see them. */
  readonly errors: readonly GraphQLFormattedError[];
}
