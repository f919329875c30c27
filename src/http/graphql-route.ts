import { setMaxListeners } from "node:events";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authenticator } from "../auth/authenticator.js";
import type { Caller } from "../core/caller.js";
import { GatewayError } from "../core/gateway-error.js";
import type { GraphContext } from "../graph/context.js";

export interface GraphQLRouteParts {
  readonly graphql: ApolloServer<GraphContext>;
  readonly authenticator: Authenticator;
  readonly contextFor: (caller: Caller, request: IncomingRequest) => GraphContext;
  /** For all upstream work of one request. */
  readonly deadlineMs: number;
}

/** What of an HTTP request the work below it needs. */
export interface IncomingRequest {
  /** A UUID; also sent to providers. */
  readonly id: string;
  /** Ends when the client is gone or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** POST /graphql. The caller is known before a byte of the body is read: an anonymous request costs no parsing. */
export function registerGraphQLRoute(server: FastifyInstance, parts: GraphQLRouteParts): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const handler = fastifyApolloHandler(parts.graphql, {
    context: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new GatewayError("UNAUTHENTICATED", "no caller on the request");
      return parts.contextFor(caller, { id: request.id, signal: workSignal(reply, parts.deadlineMs) });
    },
  });
  server.route<{ Reply: string }>({
    method: "POST",
    url: "/graphql",
    onRequest: async (request) => {
      callers.set(request, await parts.authenticator.authenticate(request.headers.authorization));
    },
    handler: async (request, reply) => {
      void reply.header("cache-control", "no-store");
      return handler.call(server, request, reply);
    },
  });
  server.route({
    method: ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: "/graphql",
    exposeHeadRoute: false,
    handler: async (_request, reply) => {
      void reply.header("allow", "POST");
      throw new GatewayError("METHOD_NOT_ALLOWED", "only POST /graphql");
    },
  });
}

/** Ends when the answer could no longer be sent: the client hung up, or its time is over. */
function workSignal(reply: FastifyReply, deadlineMs: number): AbortSignal {
  const controller = new AbortController();
  // Every upstream call of the request listens; more than ten of them are no leak.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => {
    controller.abort(new Error("deadline passed"));
  }, deadlineMs);
  reply.raw.once("close", () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) controller.abort(new Error("client gone"));
  });
  return controller.signal;
}
