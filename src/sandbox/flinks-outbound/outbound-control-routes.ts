import type { FastifyInstance } from "fastify";
import type { Availability } from "../control/availability.js";
import { availabilityRoutes } from "../control/availability-routes.js";
import { faultRoutes } from "../control/fault-routes.js";
import { loopbackOnly } from "../control/loopback-only.js";
import { tokenEndpointRoutes } from "../control/token-endpoint-routes.js";
import type { FaultRegister } from "../faults/fault-register.js";
import { connectionControlRoutes } from "./connection-control-routes.js";
import { type RateLimit, rateLimitFrom } from "./fdx/rate-limit.js";
import type { OutboundParts } from "./outbound-parts.js";
import type { PathCounts } from "./path-counts.js";
import { providerIdFrom } from "./provider-directory.js";
import { REGISTRATION_STATES, type RegistrationState } from "./registrations.js";

/** What the control endpoint may do to Outbound. */
export interface OutboundControlParts {
  readonly outbound: OutboundParts;
  readonly availability: Availability;
  readonly faults: FaultRegister;
  readonly rateLimit: RateLimit;
  readonly paths: PathCounts;
}

/** The back door for tests and developers: no part of Outbound, and answers to loopback only. */
export function outboundControlRoutes(app: FastifyInstance, parts: OutboundControlParts): void {
  const { outbound, availability, faults, rateLimit, paths } = parts;
  loopbackOnly(app);
  app.get("/calls", () => ({ ...outbound.calls.snapshot(), paths: paths.snapshot() }));
  app.delete("/calls", (_request, reply) => {
    outbound.calls.reset();
    paths.reset();
    return reply.code(204).send();
  });
  connectionControlRoutes(app, outbound);
  registrationControlRoutes(app, outbound);
  tokenEndpointRoutes(app, outbound.tokenFaults);
  availabilityRoutes(app, availability);
  faultRoutes(app, faults);
  app.put("/rate-limit", (request, reply) => {
    const setting = rateLimitFrom(request.body);
    if (setting === undefined) {
      return reply.code(400).send({ error: "Expected { status: 429 or 422, times }." });
    }
    rateLimit.set(setting);
    return reply.code(204).send();
  });
}

function registrationControlRoutes(
  app: FastifyInstance,
  { registrations, directory, recipients }: OutboundParts,
): void {
  app.put<{ Params: { clientId: string; providerId: string } }>(
    "/registrations/:clientId/:providerId",
    (request, reply) => {
      const { clientId, providerId } = request.params;
      const provider = directory.find(providerIdFrom(providerId) ?? 0);
      const { state } = (request.body ?? {}) as { readonly state?: unknown };
      if (recipients.find(clientId) === undefined || provider === undefined || !isState(state)) {
        const error = `Expected { state } of a known recipient and provider: ${REGISTRATION_STATES.join(", ")}.`;
        return reply.code(400).send({ error });
      }
      registrations.decide(clientId, provider.id, state);
      return reply.code(204).send();
    },
  );
}

function isState(value: unknown): value is RegistrationState {
  return (REGISTRATION_STATES as readonly unknown[]).includes(value);
}
