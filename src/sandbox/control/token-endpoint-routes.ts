import type { FastifyInstance } from "fastify";
import {
  NORMAL,
  type TokenEndpointFaults,
  tokenEndpointSettingFrom,
} from "../authorization/token-endpoint-faults.js";

/** Breaks the token endpoint, and mends it. */
export function tokenEndpointRoutes(app: FastifyInstance, faults: TokenEndpointFaults): void {
  app.put("/token-endpoint", (request, reply) => {
    const setting = tokenEndpointSettingFrom(request.body);
    if (setting === undefined) return reply.code(400).send({ error: "Expected a token endpoint setting." });
    faults.set(setting);
    return reply.code(204).send();
  });
  app.delete("/token-endpoint", (_request, reply) => {
    faults.set(NORMAL);
    return reply.code(204).send();
  });
}
