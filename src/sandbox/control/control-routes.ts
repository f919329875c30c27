import type { FastifyInstance } from "fastify";
import type { MemoryRecords } from "../authorization/memory-records.js";
import type { FaultRegister } from "../faults/fault-register.js";
import type { Availability } from "./availability.js";
import { availabilityRoutes } from "./availability-routes.js";
import type { CallLog } from "./call-log.js";
import { faultRoutes } from "./fault-routes.js";
import { loopbackOnly } from "./loopback-only.js";
import { type TokenControlParts, tokenControlRoutes } from "./token-control-routes.js";

/** What the control endpoint may do to the bank. */
export interface ControlParts {
  readonly calls: CallLog;
  readonly availability: Availability;
  readonly records: MemoryRecords;
  readonly tokens: TokenControlParts;
  readonly faults: FaultRegister;
}

/** The back door for tests and developers. It is no part of what a real bank offers, and answers to loopback only. */
export function controlRoutes(app: FastifyInstance, parts: ControlParts): void {
  loopbackOnly(app);
  app.get("/calls", () => parts.calls.snapshot());
  app.delete("/calls", (_request, reply) => {
    parts.calls.reset();
    return reply.code(204).send();
  });
  tokenControlRoutes(app, parts.tokens);
  faultRoutes(app, parts.faults);
  availabilityRoutes(app, parts.availability);
  app.delete("/access-tokens", (_request, reply) => {
    parts.records.clear("AccessToken");
    return reply.code(204).send();
  });
  app.delete<{ Params: { grantId: string } }>("/grants/:grantId", (request, reply) => {
    const found = parts.records.withdrawGrant(request.params.grantId);
    return reply.code(found ? 204 : 404).send(found ? undefined : { error: "No such grant." });
  });
}
