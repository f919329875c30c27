import "reflect-metadata";
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphContext } from "./context.js";
import { failureOf, formatError, isClientFault } from "./format-error.js";
import { LIMITS, limitsRule } from "./limits.js";
import { KnownDocuments, operationOf } from "./operation/known-documents.js";
import { MAX_ERRORS, runOperation } from "./operation/run-operation.js";
import { operationTypesRule } from "./operation-types-rule.js";
import type { RawList } from "./projected/raw-list.js";
import { serialise } from "./projected/raw-lists.js";
import { createSchema } from "./schema.js";

export interface GraphQLServerOptions {
  readonly introspection: boolean;
  /** Told every document that passes, for those who run it again. */
  readonly documents?: KnownDocuments;
}

/**
 * Apollo Server over the schema, with the gateway's limits and error face. It decides what may run, and says what is wrong with the rest;
 * what may run is run by `runOperation`, here the first time and by the HTTP layer from then on
 * (docs/adr/0046-a-known-document-goes-straight-to-its-run.md).
 * @returns a started one.
 */
export async function createGraphQLServer({
  introspection,
  documents = new KnownDocuments(),
}: GraphQLServerOptions): Promise<ApolloServer<GraphContext>> {
  /** By the answer's `data`: what serialises an answer is told nothing else of its request. */
  const rawLists = new WeakMap<object, readonly RawList[]>();
  const server = new ApolloServer<GraphContext>({
    schema: createSchema(),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
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
      runWhatPasses(documents, rawLists),
      reportFailures(),
    ],
    // Bytes go on to the HTTP layer as they are; the types know of text alone.
    stringifyResult: (answer) => serialise(answer, rawLists.get(answer.data ?? {})) as string,
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

/** Runs what Apollo Server would run by itself, so that there is one way for all. */
function runWhatPasses(
  documents: KnownDocuments,
  rawLists: WeakMap<object, readonly RawList[]>,
): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ source, document, schema, request, contextValue }) {
          const known = documents.find(source) ?? documents.remember(source, document, schema);
          const operation = operationOf(known, request.operationName);
          const result = operation && (await runOperation(operation, request.variables, contextValue));
          // Apollo Server finds that out as well, and says what does not fit.
          if (result === undefined) return null;
          if (result.data !== null) rawLists.set(result.data, contextValue.rawLists);
          const { errors, data, extensions } = result;
          const singleResult = { ...(errors && { errors }), data, extensions: { ...extensions } };
          return {
            body: { kind: "single", singleResult },
            http: { headers: new HeaderMap() },
          };
        },
      };
    },
  };
}

/** Tells the operator of what fails around an operation, other than by its client; of what fails in it, `runOperation` does. */
function reportFailures(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (!isClientFault(error.extensions["code"])) contextValue.report(failureOf(error));
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      requestContext.contextValue.report(error);
    },
  };
}
