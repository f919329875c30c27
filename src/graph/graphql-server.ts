import "reflect-metadata";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphContext } from "./context.js";
import { failureOf, fieldPathOf, formatError, isClientFault } from "./format-error.js";
import { LIMITS, limitsRule } from "./limits.js";
import { reportNulls } from "./nulls/report-nulls.js";
import { operationTypesRule } from "./operation-types-rule.js";
import { reportUpstreamCalls } from "./plan/report-upstream-calls.js";
import { handOnRawLists, serialise } from "./projected/raw-lists.js";
import { createSchema } from "./schema.js";

export interface GraphQLServerOptions {
  readonly introspection: boolean;
}

/** Errors after the first few tell an attacker of the schema and nobody else of anything. */
const MAX_ERRORS = 5;

/** @returns a started Apollo Server over the schema, with the gateway's limits and error face. */
export async function createGraphQLServer(
  options: GraphQLServerOptions,
): Promise<ApolloServer<GraphContext>> {
  const server = new ApolloServer<GraphContext>({
    schema: createSchema(),
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    formatError,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    validationRules: [limitsRule, operationTypesRule],
    validationOptions: { maxErrors: MAX_ERRORS },
    executionOptions: { maxCoercionErrors: MAX_ERRORS },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    // No plugin here may have `willResolveField`: with it every leaf of a long list costs a call (docs/performance.md).
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseUnrun(),
      reportUpstreamCalls(),
      reportNulls(),
      reportFailures(),
      handOnRawLists(),
    ],
    // Bytes go on to the HTTP layer as they are; the types know of text alone.
    stringifyResult: (answer) => serialise(answer) as string,
  });
  await server.start();
  return server;
}

/** To a persisted query Apollo Server says 200, which here is for operations that ran. */
function refuseUnrun(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body, http } }) {
          const hasRun = body.kind !== "single" || body.singleResult.data !== undefined;
          if (!hasRun && http.status === 200) http.status = 400;
        },
      };
    },
  };
}

/** Tells the operator of every failure that a client cannot mend; `context.report` sorts out the rest. */
function reportFailures(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (isClientFault(error.extensions["code"])) continue;
            contextValue.report(failureOf(error), fieldPathOf(error));
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      requestContext.contextValue.report(error);
    },
  };
}
