import type { FastifyInstance } from "fastify";
import { livingToken } from "./bearer.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";

/**
 * `DELETE /revoke` ends the connection its token speaks for; nothing else in the call names one. A second call comes
 * with a dead token, and is refused like any other such call: the documentation says nothing of it.
 */
export function revokeRoutes(app: FastifyInstance, parts: OutboundParts): void {
  app.delete("/revoke", (request, reply) => {
    const { grantId } = livingToken(parts, request);
    const connection = parts.connections.living(grantId ?? "");
    if (grantId === undefined) {
      throw new OAuthRefusal("unsupported_token_type", "The token speaks for no connection");
    }
    if (connection === undefined) throw new OAuthRefusal("invalid_request", "The connection is over");
    parts.calls.count("revocation", { grantId, personId: connection.personId });
    parts.connections.end(grantId);
    parts.accessTokens.kill(grantId);
    return reply.code(204).send();
  });
}
