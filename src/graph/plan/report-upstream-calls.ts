import type { ApolloServerPlugin } from "@apollo/server";
import { type FragmentDefinitionNode, getVariableValues, Kind } from "graphql";
import { type Answered, answerExtension } from "../answer-extension.js";
import type { GraphContext } from "../context.js";
import { plannedCalls } from "./planned-calls.js";

/**
 * `extensions.upstream`: how many requests to banks the answer needed at least, how many were made, and how many were spared
 * because their answers were kept or came with another request's call.
 */
export function reportUpstreamCalls(): ApolloServerPlugin<GraphContext> {
  return answerExtension("upstream", async (answered) => {
    const { contextValue } = answered;
    const counted = { made: contextValue.upstreamCalls(), cached: contextValue.cachedAnswers() };
    return { planned: await plannedCallsOf(answered), ...counted };
  });
}

async function plannedCallsOf(answered: Answered): Promise<number> {
  const { contextValue: context, schema, document, operation, request } = answered;
  if (document === undefined || operation == null) return 0;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  // An operation whose variables do not fit was not run.
  if (coerced === undefined) return 0;
  return plannedCalls({ context, schema, fragments, variableValues: coerced }, operation);
}
