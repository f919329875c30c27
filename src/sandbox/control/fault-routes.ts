import type { FastifyInstance } from "fastify";
import { type FaultRegister, faultSettingFrom } from "../faults/fault-register.js";
import { FAULTS } from "../faults/faults.js";

/** Switches faults of the data calls on and off. */
export function faultRoutes(app: FastifyInstance, faults: FaultRegister): void {
  app.get("/faults", () => ({
    faults: Object.entries(FAULTS).map(([name, { meaning }]) => ({ name, meaning })),
    active: faults.active(),
  }));
  app.put("/faults", (request, reply) => {
    const setting = faultSettingFrom(request.body);
    if (setting === undefined) {
      return reply.code(400).send({
        error: "Expected { name, path, times }: GET lists the names; path and times may be missing.",
      });
    }
    faults.set(setting);
    return reply.code(204).send();
  });
  app.delete("/faults", (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
