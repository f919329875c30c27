import "reflect-metadata";
import { execute, type ExecutionResult, type GraphQLError, type GraphQLFormattedError } from "graphql";
import type { GraphContext } from "../context.js";
import { failureOf, fieldPathOf, formatError, isClientFault } from "../format-error.js";
import { type AnswerExtensions, answerExtensions } from "./answer-extensions.js";
import type { KnownDocument, KnownOperation, Variables } from "./known-documents.js";

/** Errors after the first few tell an attacker of the schema and nobody else of anything. */
export const MAX_ERRORS = 5;

/** In the order in which they stand in the answer. */
export interface OperationResult {
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly data: NonNullable<ExecutionResult["data"]> | null;
  readonly extensions: AnswerExtensions;
}

/**
 * Runs an operation with graphql-js and puts together what is told of it: errors as clients may see them, and extensions. Failures
 * that are not the client's are reported.
 * @returns `undefined` where the variables do not fit: nothing was run.
 */
export async function runOperation(
  { known, operation }: KnownOperation,
  variables: Variables | undefined,
  context: GraphContext,
): Promise<OperationResult | undefined> {
  const { errors, data } = await execute({
    schema: known.schema,
    document: known.document,
    contextValue: context,
    variableValues: variables,
    operationName: operation.name?.value,
    options: { maxCoercionErrors: MAX_ERRORS },
  });
  if (data === undefined) return undefined;
  const shown = errors?.map((error) => shownError(error, context));
  const answered = { known, operation, variables, context, data, errors: shown ?? [] };
  const extensions = await answerExtensions(answered);
  learnLoad(known, context, shown);
  return { errors: shown, data, extensions };
}

/** A run that failed before it asked for anything says nothing of the next. */
function learnLoad(
  known: KnownDocument,
  { upstream }: GraphContext,
  errors: OperationResult["errors"],
): void {
  const answers = upstream.made + upstream.cached;
  if (answers > 0 || errors === undefined) known.lastAnswers = answers;
}

function shownError(error: GraphQLError, context: GraphContext): GraphQLFormattedError {
  if (!isClientFault(error.extensions["code"])) context.report(failureOf(error), fieldPathOf(error));
  return formatError(error.toJSON(), error);
}
