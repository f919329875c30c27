import type { ApolloServerPlugin } from "@apollo/server";
import { type Answered, answerExtension } from "../answer-extension.js";
import type { GraphContext } from "../context.js";
import { explainNulls } from "./explain-nulls.js";

/** `extensions.nulls`: why there is nothing, for every null in the data of banks; left out where there is none. */
export function reportNulls(): ApolloServerPlugin<GraphContext> {
  return answerExtension("nulls", async ({ response, contextValue }: Answered) => {
    if (response.body.kind !== "single") return undefined;
    const { data, errors = [] } = response.body.singleResult;
    const nulls = explainNulls(contextValue, { data, errors });
    return nulls.length === 0 ? undefined : nulls;
  });
}
