import type { KeptPart } from "../../core/kept-part.js";
import type { GraphContext } from "../context.js";
import type { KnownOperation, Variables } from "./known-documents.js";
import type { OperationResult } from "./run-operation.js";
import type { WholeAnswers, WholeQuestion } from "./whole-answers.js";
import { wholeQuestion } from "./whole-question.js";

/** What a look for a whole answer has given. */
export interface WholeLook {
  /** What an answer can be kept under; missing where none can. */
  readonly question: WholeQuestion | undefined;
  /** The body, if it is there. */
  readonly whole: Buffer | undefined;
}

/** Asks no bank. A store that is away, or slower than the request may be, has nothing. */
export async function lookForWhole(
  wholeAnswers: WholeAnswers,
  operation: KnownOperation & { readonly variables: Variables | undefined },
  context: GraphContext,
): Promise<WholeLook> {
  const question = await wholeQuestion(operation, operation.variables, context);
  if (question === undefined) return { question, whole: undefined };
  const whole = await context.inTime(wholeAnswers.find(question)).catch(() => undefined);
  return { question, whole };
}

/** @returns what an answer was made of, where that and its question are all that it hangs on, and nothing failed. */
export function partsOf({ errors }: OperationResult, context: GraphContext): readonly KeptPart[] | undefined {
  const { nulls, upstream } = context;
  const isWhole = errors === undefined && nulls.gaps.length === 0 && nulls.unsupported.length === 0;
  return isWhole && context.isRepeatable() ? upstream.kept : undefined;
}
