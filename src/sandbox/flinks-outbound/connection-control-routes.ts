import type { FastifyInstance } from "fastify";
import { isAlive } from "./connections.js";
import { mintConnections } from "./mint-connections.js";
import type { OutboundParts } from "./outbound-parts.js";

const DAY_MS = 86_400_000;
/** What the token page says a lapsed connection may be refused with. */
const LAPSED = [400, 401, 403];

interface ById {
  readonly Params: { readonly grantId: string };
}

/** Connections seen from behind: listed, made without a browser, ended at the bank, left idle. */
export function connectionControlRoutes(app: FastifyInstance, parts: OutboundParts): void {
  app.get("/grants", () => listed(parts));
  app.post("/grants", async (request, reply) => {
    const minted = await mintConnections(parts, request.body);
    if (minted !== undefined) return minted;
    return reply.code(400).send({
      error:
        "Expected { personId, providerId, clientId, scope, count: 1 to 10000 }: all but the first may be missing.",
    });
  });
  connectionEndRoutes(app, parts);
}

function connectionEndRoutes(app: FastifyInstance, { connections, accessTokens }: OutboundParts): void {
  // As the customer could at the bank: access tokens are dead, and the refresh token hears the status.
  app.delete<ById>("/grants/:grantId", (request, reply) => {
    const { status = 400 } = (request.body ?? {}) as { readonly status?: unknown };
    if (typeof status !== "number" || !LAPSED.includes(status)) {
      return reply.code(400).send({ error: "Expected no body, or { status: 400, 401 or 403 }." });
    }
    const found = connections.end(request.params.grantId, status);
    return reply.code(found ? 204 : 404).send(found ? undefined : { error: "No such grant." });
  });
  app.put<ById>("/grants/:grantId/idle", (request, reply) => {
    const connection = connections.find(request.params.grantId);
    const { days } = (request.body ?? {}) as { readonly days?: unknown };
    if (connection === undefined || typeof days !== "number" || !(days >= 0)) {
      return reply.code(400).send({ error: "Expected { days } of a known grant." });
    }
    connections.use(connection, Date.now() - days * DAY_MS);
    return reply.code(204).send();
  });
  app.delete("/access-tokens", (_request, reply) => {
    accessTokens.kill();
    return reply.code(204).send();
  });
}

function listed({ connections, calls }: OutboundParts): readonly object[] {
  return connections.all().map((connection) => ({
    grantId: connection.grantId,
    clientId: connection.clientId,
    providerId: connection.providerId,
    personId: connection.personId,
    scope: connection.scope,
    alive: isAlive(connection),
    refreshes: calls.of(connection.grantId)["token.refresh_token"],
  }));
}
