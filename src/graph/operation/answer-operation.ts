import type { GraphContext } from "../context.js";
import { serialise } from "../projected/raw-lists.js";
import type { KnownOperation, Variables } from "./known-documents.js";
import { type OperationResult, runOperation } from "./run-operation.js";
import type { WholeAnswers } from "./whole-answers.js";
import { wholeQuestion } from "./whole-question.js";

/**
 * Gives the answer that was kept, or runs the operation and keeps what can be kept.
 * @returns the answer's JSON; `undefined` where the variables do not fit: nothing was run.
 */
export async function answerOperation(
  operation: KnownOperation,
  variables: Variables | undefined,
  context: GraphContext,
): Promise<string | Buffer | undefined> {
  const { wholeAnswers } = context;
  const run = (): Promise<OperationResult | undefined> => runOperation(operation, variables, context);
  if (wholeAnswers === undefined) return bodyOf(await run(), context);
  const question = await wholeQuestion(operation, variables, context);
  const whole = question && (await wholeAnswers.find(question));
  if (whole !== undefined) {
    operation.known.lastAnswers = 1;
    return whole;
  }
  const result = await run();
  const body = bodyOf(result, context);
  const parts = result && partsOf(result, context);
  if (question && body !== undefined && parts !== undefined) await wholeAnswers.keep(question, body, parts);
  return body;
}

function bodyOf(result: OperationResult | undefined, context: GraphContext): string | Buffer | undefined {
  return result && serialise(result, context.rawLists);
}

/** @returns what an answer was made of, where that is all that it hangs on and nothing failed. */
function partsOf(
  { errors }: OperationResult,
  context: GraphContext,
): Parameters<WholeAnswers["keep"]>[2] | undefined {
  const { nulls, upstream } = context;
  const isWhole = errors === undefined && nulls.gaps.length === 0 && nulls.unsupported.length === 0;
  return isWhole && context.isRepeatable() ? upstream.kept : undefined;
}
