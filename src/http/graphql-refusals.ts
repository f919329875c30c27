import type { FastifyInstance } from "fastify";
import { GatewayError } from "../core/gateway-error.js";

/** What is left of /graphql for the framework: other methods than POST, and POST to other spellings of the path. */
export function registerGraphQLRefusals(server: FastifyInstance): void {
  server.post("/graphql", {
    // Before the body is read: it is nobody's.
    onRequest: async () => {
      throw new GatewayError("NOT_FOUND", "the path is spelt otherwise");
    },
    handler: async () => undefined,
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
