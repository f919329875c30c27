import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphContext } from "./context.js";
import { formatError, gatewayErrorOf } from "./format-error.js";
import { LIMITS, limitsRule } from "./limits.js";
import { createSchema } from "./schema.js";

export interface GraphQLServerOptions {
  readonly introspection: boolean;
  /** Told of every failure that a client sees as INTERNAL. */
  readonly onInternalError: (failure: unknown) => void;
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
    validationRules: [limitsRule],
    validationOptions: { maxErrors: MAX_ERRORS },
    executionOptions: { maxCoercionErrors: MAX_ERRORS },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    // No plugin here may have `willResolveField`: with it every leaf of a long list costs a call (docs/performance.md).
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      reportUpstreamCalls(),
      reportInternalErrors(options.onInternalError),
    ],
  });
  await server.start();
  return server;
}

/** `extensions.upstream.calls`: how many requests to banks this answer cost. */
function reportUpstreamCalls(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== "single") return;
          const { singleResult } = response.body;
          if (singleResult.data == null) return;
          singleResult.extensions = {
            ...singleResult.extensions,
            upstream: { calls: contextValue.upstreamCalls() },
          };
        },
      };
    },
  };
}

function reportInternalErrors(report: (failure: unknown) => void): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            const formatted = formatError(error.toJSON(), error);
            if (formatted.extensions?.["code"] !== "INTERNAL") continue;
            report(gatewayErrorOf(error) ?? error.originalError ?? error);
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error }) {
      report(error);
    },
  };
}
