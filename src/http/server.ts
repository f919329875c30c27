import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance } from "fastify";
import { GatewayError } from "../core/gateway-error.js";
import { type CallbackRouteParts, registerCallbackRoute } from "./callback-route.js";
import { type ConnectWebhookParts, registerConnectWebhookRoute } from "./connect-webhook-route.js";
import { errorHandler } from "./error-handler.js";
import { expectHost } from "./expected-host.js";
import { GraphQLHandler, type GraphQLParts } from "./graphql-handler.js";
import { isGraphQLPost } from "./graphql-path.js";
import { registerGraphQLRefusals } from "./graphql-refusals.js";
import { type HealthParts, registerHealthRoutes } from "./health-routes.js";
import { createListener, LISTENER_LIMITS, type ListenerLimits } from "./listener.js";
import { Gate, type GateParts } from "./overload/gate.js";
import { type PlaygroundOptions, registerPlayground } from "./playground.js";
import { registerRenewalRoute, type RenewalRouteParts } from "./renewal-route.js";
import { SECURITY_HEADERS } from "./security-headers.js";

export interface HttpParts
  extends GraphQLParts, CallbackRouteParts, RenewalRouteParts, HealthParts, GateParts {
  readonly playground: PlaygroundOptions | undefined;
  /** Missing where Flinks sends none. */
  readonly connectWebhook?: ConnectWebhookParts | undefined;
  /** Others than `LISTENER_LIMITS`. */
  readonly limits?: Partial<ListenerLimits>;
}

const BODY_LIMIT = 128 * 1024;
/** For an answer that is sent, beyond the time for it to be made. */
const SENDING_MS = 20_000;

/** @returns the server with all routes, not listening yet. */
export async function createHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const handleError = errorHandler(parts.logger);
  const server = createFastify(parts, handleError);
  server.removeContentTypeParser("text/plain");
  server.setErrorHandler(handleError);
  server.setNotFoundHandler(() => {
    throw new GatewayError("NOT_FOUND", "no such route");
  });
  server.addHook("onRequest", async (request, reply) => {
    void reply.headers(SECURITY_HEADERS).header("x-request-id", request.id);
    expectHost(request.headers, parts.onlyHosts);
  });
  registerHealthRoutes(server, parts);
  registerCallbackRoute(server, parts);
  registerRenewalRoute(server, parts);
  registerGraphQLRefusals(server);
  if (parts.connectWebhook !== undefined) registerConnectWebhookRoute(server, parts.connectWebhook);
  if (parts.playground !== undefined) await registerPlayground(server, parts.playground);
  return server;
}

function createFastify(parts: HttpParts, handleError: ReturnType<typeof errorHandler>): FastifyInstance {
  const gate = new Gate(parts);
  const graphql = new GraphQLHandler(parts, BODY_LIMIT);
  const limits = { ...LISTENER_LIMITS, stuckMs: parts.deadlineMs + SENDING_MS, ...parts.limits };
  return fastify({
    logger: false,
    serverFactory: (handle) =>
      createListener((request, response) => {
        parts.drain.track(response);
        if (!isGraphQLPost(request)) {
          handle(request, response);
          return;
        }
        gate.pass(request, response, (body) => {
          void graphql.handle(request, response, body);
        });
      }, limits),
    // A request that has come in is answered, also while the server closes.
    return503OnClosing: false,
    // A path that cannot be decoded fails before any route; its answer must look like every other.
    frameworkErrors: (failure, request, reply) => {
      void handleError(failure, request, reply);
    },
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // A prototype in a body has no use here.
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
  });
}
