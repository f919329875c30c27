import type { FastifyInstance } from "fastify";
import { availabilityRoutes } from "../control/availability-routes.js";
import { loopbackOnly } from "../control/loopback-only.js";
import type { ConnectParts } from "./connect-parts.js";
import { loginControlRoutes } from "./login-control-routes.js";
import { webhookControlRoutes } from "./webhook-control-routes.js";

/** A year: of the clock, and of a read. */
const LONGEST_MS = 366 * 86_400_000;

/** The back door for tests and developers. It is no part of what Flinks offers, and answers to loopback only. */
export function connectControlRoutes(app: FastifyInstance, parts: ConnectParts): void {
  loopbackOnly(app);
  app.get("/calls", () => ({ ...parts.calls.snapshot(), liveReads: parts.reads.started }));
  app.delete("/calls", (_request, reply) => {
    parts.calls.reset();
    return reply.code(204).send();
  });
  availabilityRoutes(app, parts.availability);
  app.put("/processing", (request, reply) => {
    const processingMs = millisecondsFrom(request.body, "processingMs");
    if (processingMs === undefined) return reply.code(400).send({ error: "Expected { processingMs }." });
    parts.reads.processingMs = processingMs;
    return reply.code(204).send();
  });
  app.post("/clock", (request, reply) => {
    const advanceMs = millisecondsFrom(request.body, "advanceMs");
    if (advanceMs === undefined) return reply.code(400).send({ error: "Expected { advanceMs }." });
    parts.clock.advance(advanceMs);
    return reply.code(204).send();
  });
  loginControlRoutes(app, parts);
  webhookControlRoutes(app, parts);
}

function millisecondsFrom(body: unknown, name: string): number | undefined {
  const given =
    typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  const isGood = typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= LONGEST_MS;
  return isGood ? given : undefined;
}
