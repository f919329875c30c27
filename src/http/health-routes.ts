import type { FastifyInstance } from "fastify";

export interface HealthParts {
  /** Rejects when the gateway could not serve a request. */
  readonly checkReady: () => Promise<void>;
}

/** `/healthz`: the process lives. `/readyz`: it can serve; goes to 503 before a shutdown. Neither says why. */
export function registerHealthRoutes(server: FastifyInstance, { checkReady }: HealthParts): void {
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    try {
      await checkReady();
      return { status: "ready" };
    } catch {
      return reply.code(503).send({ status: "not ready" });
    }
  });
}
