import type { GatewayConfig } from "../config/gateway-config.js";
import { isActive } from "../consents/consent.js";
import type { Closers } from "../core/closers.js";
import { failureFields } from "../core/failure-fields.js";
import { AnswerCache } from "../providers/cache/answer-cache.js";
import { MemoryLayer } from "../providers/cache/memory-layer.js";
import { SharedLayer } from "../providers/cache/shared-layer.js";
import { openAnswerStore } from "../stores/open-answer-store.js";
import type { Logger } from "../telemetry/logger.js";
import { AnswerKeys } from "../tokens/answer-keys.js";
import { WholeAnswerKeys } from "../tokens/whole-answer-keys.js";
import { consentRecords } from "./consent-records.js";
import type { Foundations } from "./foundations.js";

const MIB = 1024 * 1024;
/** Of the memory, for answers to apps that are kept whole. */
const WHOLE_SHARE = 0.25;

/** Rejects with STORE_UNAVAILABLE. @returns `undefined` where it is switched off. */
export async function openAnswerCache(
  config: GatewayConfig,
  parts: { readonly ground: Foundations; readonly logger: Logger },
  closers: Closers,
): Promise<AnswerCache | undefined> {
  const { mode, memoryMb, ...freshness } = config.cache;
  if (mode === "off") return undefined;
  const { store, keys, clock } = parts.ground;
  const repository = consentRecords(parts.ground);
  const cache = new AnswerCache({
    ...{ freshness, clock },
    memory: new MemoryLayer(memoryMb * MIB * (1 - WHOLE_SHARE)),
    wholeMemory: new MemoryLayer(memoryMb * MIB * WHOLE_SHARE),
    ...{ keys: new AnswerKeys(store, keys), wholeKeys: new WholeAnswerKeys(store, keys) },
    shared: mode === "on" ? await openSharedLayer(config, parts) : undefined,
    versionOf: async (id) => {
      const consent = await repository.find(id);
      return consent !== undefined && isActive(consent) ? consent.version : undefined;
    },
  });
  closers.add(() => cache.close());
  return cache;
}

async function openSharedLayer(
  config: GatewayConfig,
  { ground, logger }: { readonly ground: Foundations; readonly logger: Logger },
): Promise<SharedLayer> {
  const { clock } = ground;
  const maxBytes = config.cache.diskMb * MIB;
  return new SharedLayer({
    clock,
    store: await openAnswerStore({ store: config.store, maxBytes }, clock),
    onFailure: (failure) => {
      logger.warn(failureFields(failure), "answers are not shared between processes at the moment");
    },
  });
}
