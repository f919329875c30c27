import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from "@apollo/server";
import { type FragmentDefinitionNode, getVariableValues, Kind } from "graphql";
import type { GraphContext } from "../context.js";
import { plannedCalls } from "./planned-calls.js";

type Answered = GraphQLRequestContextWillSendResponse<GraphContext>;

/** `extensions.upstream`: how many requests to banks the answer needed at least, and how many were made. */
export function reportUpstreamCalls(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse(answered) {
          const { body, http } = answered.response;
          if (body.kind !== "single") return;
          const { singleResult } = body;
          // Null is an answer as well: an operation that failed as a whole may have asked banks before.
          if (singleResult.data === undefined) {
            // To a persisted query Apollo Server says 200, which here is for operations that ran.
            if (http.status === 200) http.status = 400;
            return;
          }
          const made = answered.contextValue.upstreamCalls();
          const upstream = { planned: await plannedCallsOf(answered), made };
          singleResult.extensions = { ...singleResult.extensions, upstream };
        },
      };
    },
  };
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
