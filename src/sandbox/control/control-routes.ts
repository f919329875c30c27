import { BlockList } from "node:net";
import type { FastifyInstance } from "fastify";
import type { MemoryRecords } from "../authorization/memory-records.js";
import type { Availability, AvailabilitySetting } from "./availability.js";
import type { FaultRegister } from "../faults/fault-register.js";
import type { CallLog } from "./call-log.js";
import { faultRoutes } from "./fault-routes.js";
import { type TokenControlParts, tokenControlRoutes } from "./token-control-routes.js";

/** What the control endpoint may do to the bank. */
export interface ControlParts {
  readonly calls: CallLog;
  readonly availability: Availability;
  readonly records: MemoryRecords;
  readonly tokens: TokenControlParts;
  readonly faults: FaultRegister;
}

const MAX_DELAY_MS = 600_000;

/** The back door for tests and developers. It is no part of what a real bank offers, and answers to loopback only. */
export function controlRoutes(app: FastifyInstance, parts: ControlParts): void {
  const loopback = loopbackAddresses();
  app.addHook("onRequest", async (request, reply) => {
    const address = request.socket.remoteAddress ?? "";
    if (loopback.check(address, address.includes(":") ? "ipv6" : "ipv4")) return;
    await reply.code(403).send({ error: "The control endpoint answers to this machine only." });
  });
  app.get("/calls", () => parts.calls.snapshot());
  app.delete("/calls", (_request, reply) => {
    parts.calls.reset();
    return reply.code(204).send();
  });
  tokenControlRoutes(app, parts.tokens);
  faultRoutes(app, parts.faults);
  app.put("/availability", (request, reply) => {
    const setting = settingFrom(request.body);
    if (setting === undefined) {
      return reply
        .code(400)
        .send({ error: "Expected { status: 200 to 599 or null, delayMs: 0 to 600000 }." });
    }
    parts.availability.set(setting);
    return reply.code(204).send();
  });
  app.delete("/access-tokens", (_request, reply) => {
    parts.records.clear("AccessToken");
    return reply.code(204).send();
  });
  app.delete<{ Params: { grantId: string } }>("/grants/:grantId", (request, reply) => {
    const found = parts.records.withdrawGrant(request.params.grantId);
    return reply.code(found ? 204 : 404).send(found ? undefined : { error: "No such grant." });
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

function loopbackAddresses(): BlockList {
  const addresses = new BlockList();
  addresses.addSubnet("127.0.0.0", 8, "ipv4");
  addresses.addAddress("::1", "ipv6");
  return addresses;
}
