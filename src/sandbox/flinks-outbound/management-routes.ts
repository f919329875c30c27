import type { FastifyInstance } from "fastify";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import { providerDirectoryRoutes } from "./provider-directory-routes.js";
import { providerRoutes } from "./provider-routes.js";
import { recipientRoutes } from "./recipient-routes.js";
import { registrationRoutes } from "./registration-routes.js";
import { readBodiesAsText } from "./request-body.js";
import { revokeRoutes } from "./revoke-routes.js";
import { tokenRoutes } from "./token-routes.js";

/** Everything below `/api` that speaks JSON and is not data: tokens, revocation, providers, recipients, registrations. */
export function managementRoutes(app: FastifyInstance, parts: OutboundParts): void {
  readBodiesAsText(app);
  app.setErrorHandler((failure, _request, reply) => {
    const refusal = failure instanceof OAuthRefusal ? failure : unforeseen(failure);
    return reply.code(refusal.status).header("cache-control", "no-store").send(refusal.body);
  });
  app.setNotFoundHandler(() => {
    throw new OAuthRefusal("invalid_request", "There is no such address", 404);
  });
  app.register(
    async (scope) => {
      tokenRoutes(scope, parts);
      revokeRoutes(scope, parts);
      providerRoutes(scope, parts);
      recipientRoutes(scope, parts);
      registrationRoutes(scope, parts);
    },
    { prefix: "/v1" },
  );
  app.register(
    async (scope) => {
      providerDirectoryRoutes(scope, parts);
    },
    { prefix: "/v2" },
  );
}

function unforeseen(failure: unknown): OAuthRefusal {
  const { statusCode = 500, message } = failure as { readonly statusCode?: number; readonly message: string };
  return statusCode < 500
    ? new OAuthRefusal("invalid_request", message, statusCode)
    : new OAuthRefusal("server_error", message);
}
