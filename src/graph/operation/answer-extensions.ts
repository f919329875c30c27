import { explainNulls } from "../nulls/explain-nulls.js";
import type { NullEntry } from "../nulls/null-entries.js";
import type { Answered } from "./answered.js";
import { type UpstreamExtension, upstreamExtension } from "./upstream-extension.js";

/** What is told beside every answer. */
export interface AnswerExtensions {
  upstream?: UpstreamExtension;
  /** Why there is nothing, for every null in the data of banks; left out where there is none. */
  nulls?: readonly NullEntry[];
}

/** What fails here is reported and left out: it must not cost the answer. */
export async function answerExtensions(answered: Answered): Promise<AnswerExtensions> {
  const { context } = answered;
  const extensions: AnswerExtensions = {};
  try {
    extensions.upstream = await upstreamExtension(answered);
  } catch (failure) {
    context.report(failure, "extensions.upstream");
  }
  try {
    const nulls = explainNulls(context, answered);
    if (nulls.length > 0) extensions.nulls = nulls;
  } catch (failure) {
    context.report(failure, "extensions.nulls");
  }
  return extensions;
}
