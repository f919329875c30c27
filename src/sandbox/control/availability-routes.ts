import type { FastifyInstance } from "fastify";
import type { Availability, AvailabilitySetting } from "./availability.js";

const MAX_DELAY_MS = 600_000;

/** Closes the data calls, or slows them down. */
export function availabilityRoutes(app: FastifyInstance, availability: Availability): void {
  app.put("/availability", (request, reply) => {
    const setting = settingFrom(request.body);
    if (setting === undefined) {
      return reply
        .code(400)
        .send({ error: "Expected { status: 200 to 599 or null, delayMs: 0 to 600000 }." });
    }
    availability.set(setting);
    return reply.code(204).send();
  });
}

function settingFrom(body: unknown): AvailabilitySetting | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { status = null, delayMs = 0 } = body as { status?: unknown; delayMs?: unknown };
  if (!isWithin(delayMs, 0, MAX_DELAY_MS)) return undefined;
  if (status === null) return { status, delayMs };
  return isWithin(status, 200, 599) ? { status, delayMs } : undefined;
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
