import { randomUUID } from "node:crypto";
import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import { fastify, type FastifyInstance } from "fastify";
import { GatewayError } from "../core/gateway-error.js";
import type { Logger } from "../telemetry/logger.js";
import { type CallbackRouteParts, registerCallbackRoute } from "./callback-route.js";
import { type ConnectWebhookParts, registerConnectWebhookRoute } from "./connect-webhook-route.js";
import { errorHandler } from "./error-handler.js";
import { type GraphQLRouteParts, registerGraphQLRoute } from "./graphql-route.js";
import { type HealthParts, registerHealthRoutes } from "./health-routes.js";
import { createListener, LISTENER_LIMITS, type ListenerLimits } from "./listener.js";
import { Gate, type GateParts } from "./overload/gate.js";
import { type PlaygroundOptions, registerPlayground } from "./playground.js";
import { registerRenewalRoute, type RenewalRouteParts } from "./renewal-route.js";

export interface HttpParts
  extends Omit<GraphQLRouteParts, "gate">, CallbackRouteParts, RenewalRouteParts, HealthParts, GateParts {
  readonly logger: Logger;
  readonly playground: PlaygroundOptions | undefined;
  /** Missing where Flinks sends none. */
  readonly connectWebhook?: ConnectWebhookParts | undefined;
  /** Dev mode: answer only to these `Host` names, so that no web page can reach the gateway by DNS rebinding. */
  readonly onlyHosts: readonly string[] | undefined;
  /** Others than `LISTENER_LIMITS`. */
  readonly limits?: Partial<ListenerLimits>;
}

const BODY_LIMIT = 128 * 1024;
/** For an answer that is sent, beyond the time for it to be made. */
const SENDING_MS = 20_000;

/** For answers that are data: a page sets its own. */
const SECURITY_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] },
  },
  referrerPolicy: { policy: "no-referrer" },
};

/** @returns the server with all routes, not listening yet. */
export async function createHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const handleError = errorHandler(parts.logger);
  const gate = new Gate(parts);
  const server = createFastify(parts, gate, handleError);
  server.removeContentTypeParser("text/plain");
  server.setErrorHandler(handleError);
  server.setNotFoundHandler(() => {
    throw new GatewayError("NOT_FOUND", "no such route");
  });
  server.addHook("onRequest", async (request, reply) => {
    void reply.header("x-request-id", request.id);
    if (parts.onlyHosts !== undefined && !parts.onlyHosts.includes(request.hostname)) {
      throw new GatewayError("FORBIDDEN", "unexpected Host");
    }
  });
  await server.register(helmet, SECURITY_HEADERS);
  registerHealthRoutes(server, parts);
  registerCallbackRoute(server, parts);
  registerRenewalRoute(server, parts);
  registerGraphQLRoute(server, { ...parts, gate });
  if (parts.connectWebhook !== undefined) registerConnectWebhookRoute(server, parts.connectWebhook);
  if (parts.playground !== undefined) await registerPlayground(server, parts.playground);
  return server;
}

function createFastify(
  parts: HttpParts,
  gate: Gate,
  handleError: ReturnType<typeof errorHandler>,
): FastifyInstance {
  const limits = { ...LISTENER_LIMITS, stuckMs: parts.deadlineMs + SENDING_MS, ...parts.limits };
  return fastify({
    logger: false,
    serverFactory: (handle) =>
      createListener((request, response) => {
        parts.drain.track(response);
        gate.pass(request, response, () => {
          handle(request, response);
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
