import { setMaxListeners } from "node:events";
import { Readable } from "node:stream";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authenticator } from "../auth/authenticator.js";
import type { Caller } from "../core/caller.js";
import type { Deadline } from "../core/deadline.js";
import { GatewayError } from "../core/gateway-error.js";
import type { RequestWishes } from "../core/request-wishes.js";
import type { GraphContext } from "../graph/context.js";
import type { Drain } from "./drain.js";
import { isGraphQLPath } from "./graphql-path.js";
import type { Gate } from "./overload/gate.js";
import { requestWishes } from "./request-wishes.js";

export interface GraphQLRouteParts {
  readonly graphql: ApolloServer<GraphContext>;
  readonly authenticator: Authenticator;
  readonly contextFor: (caller: Caller, request: IncomingRequest) => GraphContext;
  /** For one request, if it does not ask for less. */
  readonly deadlineMs: number;
  readonly drain: Drain;
  readonly gate: Gate;
}

/** What of an HTTP request the work below it needs. */
export interface IncomingRequest extends RequestWishes {
  /** A UUID; also sent to providers. */
  readonly id: string;
  /** Ends when the client is gone, or when there is just time left to write the answer. */
  readonly signal: AbortSignal;
}

interface Head {
  readonly caller: Caller;
  readonly wishes: RequestWishes;
}

/** What it takes to put an answer together once the last provider was given up. */
const ANSWER_RESERVE_MS = 50;
/** Why a signal ended. Made once: every request ends, and the stack of an error costs more than the rest of its end. */
const TOO_LATE = new Error("deadline passed");
const EXCHANGE_OVER = new Error("the answer is sent, or the client gone");

/**
 * POST /graphql. What the headers say is known before a byte of the body is read: an anonymous request, or one with a wish
 * that cannot be read, costs no parsing.
 */
export function registerGraphQLRoute(server: FastifyInstance, parts: GraphQLRouteParts): void {
  const heads = new WeakMap<FastifyRequest, Head>();
  const handler = fastifyApolloHandler(parts.graphql, {
    context: async (request, reply) => {
      const head = heads.get(request);
      if (head === undefined) throw new GatewayError("UNAUTHENTICATED", "no caller on the request");
      const { caller, wishes } = head;
      return parts.contextFor(caller, {
        ...wishes,
        id: request.id,
        signal: workSignal(reply, wishes.deadline, parts.drain.cutOff),
      });
    },
  });
  server.route<{ Reply: string }>({
    method: "POST",
    url: "/graphql",
    onRequest: async (request) => {
      if (!isGraphQLPath(request.raw.url)) throw new GatewayError("NOT_FOUND", "the path is spelt otherwise");
      const capMs = Math.min(parts.deadlineMs, parts.drain.timeLeftMs);
      const wishes = requestWishes(request.headers, capMs);
      const caller = await parts.authenticator.authenticate(request.headers.authorization);
      heads.set(request, { caller, wishes });
    },
    preParsing: async (request, _reply, payload) => {
      const body = parts.gate.bodyOf(request.raw);
      return body === undefined ? payload : Readable.from([body]);
    },
    handler: async (request, reply) => {
      void reply.header("cache-control", "no-store");
      return parts.drain.hold(handler.call(server, request, reply));
    },
  });
  refuseOtherMethods(server);
}

function refuseOtherMethods(server: FastifyInstance): void {
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

/** Ends with the exchange: the answer is sent, the client hung up, or its time is as good as over, or ours. */
function workSignal(reply: FastifyReply, deadline: Deadline, cutOff: AbortSignal): AbortSignal {
  const controller = new AbortController();
  // Every upstream call of the request listens; more than ten of them are no leak.
  setMaxListeners(0, controller.signal);
  const end = (): void => {
    controller.abort(TOO_LATE);
  };
  const timer = setTimeout(end, deadline.remainingMs - ANSWER_RESERVE_MS);
  cutOff.addEventListener("abort", end);
  reply.raw.once("close", () => {
    clearTimeout(timer);
    cutOff.removeEventListener("abort", end);
    // Also behind a whole answer: what was given up for its sake is not waited for.
    controller.abort(EXCHANGE_OVER);
  });
  return controller.signal;
}
