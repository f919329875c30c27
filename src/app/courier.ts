import { join } from "node:path";
import type { GatewayConfig } from "../config/gateway-config.js";
import { Closers } from "../core/closers.js";
import { GatewayError } from "../core/gateway-error.js";
import { CourierServer } from "../tokens/courier-server.js";
import { Banks } from "./banks.js";
import { type FoundationOptions, openFoundations } from "./foundations.js";
import { consentRecords } from "./consent-records.js";
import { Flinks } from "./flinks.js";
import { Observability } from "./observability.js";
import { Readiness } from "./readiness.js";
import { createVault, openTokenCalls } from "./token-parts.js";

/** A courier process that takes orders. */
export interface Courier {
  readonly socketPath: string;
  /** Takes no more orders, finishes those that run, and closes the store. */
  close(): Promise<void>;
}

/**
 * Starts the optional second process that makes the token calls, so that a gateway that dies at any moment loses no answer.
 * Rejects with STORE_UNAVAILABLE if store, spool or socket cannot be opened.
 */
export async function startCourier(config: GatewayConfig, outside: FoundationOptions): Promise<Courier> {
  const { socket } = config.courier;
  if (socket === undefined) throw new GatewayError("STORE_UNAVAILABLE", "COURIER_SOCKET is not set");
  const closers = new Closers();
  try {
    const observability = new Observability(config, outside.audit);
    const ground = await openFoundations(config, { ...outside, audit: observability.audit }, closers);
    const flinks = new Flinks(config, { ground, repository: consentRecords(ground) }, closers);
    const calls = await openTokenCalls(
      {
        ground,
        vault: createVault(ground),
        banks: new Banks(config, flinks, closers),
        spoolFolder: spoolFolderOf(config),
        tokenTimeoutMs: config.upstream.tokenTimeoutMs,
      },
      closers,
    );
    const readiness = new Readiness([() => ground.store.check(), () => calls.spool.check()]);
    const sources = {
      spool: () => calls.outbox.status(),
      isReady: () => readiness.isReady(),
    };
    await observability.listen(sources, closers);
    const server = await CourierServer.listen(socket, calls.courier);
    closers.add(() => server.close());
    return { socketPath: socket, close: () => closers.close() };
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

/** @returns where this machine's processes keep tokens that are not in the store yet. */
export function spoolFolderOf(config: GatewayConfig): string {
  return join(config.dataFolder, "spool");
}
