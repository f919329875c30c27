import type { GatewayConfig } from "../config/gateway-config.js";
import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import type { Closers } from "../core/closers.js";
import { failureFields } from "../core/failure-fields.js";
import { AuthenticatedStore } from "../stores/authenticated-store.js";
import { openStore } from "../stores/open-store.js";
import type { RecordStore } from "../stores/record-store.js";
import type { Logger } from "../telemetry/logger.js";
import { FileKeyRing } from "../tokens/file-key-ring.js";
import type { TokenGround } from "./token-ground.js";

/** What every process that handles tokens stands on. */
export interface Foundations extends TokenGround {
  /** Gives back the space of what has expired. */
  readonly sweep: () => Promise<void>;
}

export interface FoundationOptions {
  readonly logger: Logger;
  readonly audit: Audit;
  readonly clock?: Clock | undefined;
}

/** Opens key ring and store. Rejects with STORE_UNAVAILABLE if the store may lose what it confirms. */
export async function openFoundations(
  config: GatewayConfig,
  { logger, audit, clock }: FoundationOptions,
  closers: Closers,
): Promise<Foundations> {
  const keys = new FileKeyRing(config.secrets.keyRing.file, {
    onFailure: (failure) => {
      logger.error(failureFields(failure), "the key ring file cannot be read; the old ring stays in use");
    },
  });
  const opened = await openStore(config.store, clock);
  closers.add(() => opened.store.close());
  for (const fault of opened.faults) logger.warn({ fault }, "the store may lose what it confirms");
  const store: RecordStore = new AuthenticatedStore(opened.store, keys, opened.clock);
  return { store, keys, clock: opened.clock, audit, sweep: opened.sweep };
}
