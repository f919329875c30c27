import type { Clock } from "../../core/clock.js";
import type { AnswerStore } from "../answer-store.js";
import type { RedisStoreOptions } from "./open-redis-store.js";
import { RedisAnswerStore } from "./redis-answer-store.js";
import { openTopology } from "./redis-topology.js";

/** An answer that takes longer to be found is asked for at the bank. */
const COMMAND_TIMEOUT_MS = 500;

/** Connections of its own: neither waits for the other's commands. Rejects with STORE_UNAVAILABLE. */
export async function openRedisAnswerStore(options: RedisStoreOptions, clock: Clock): Promise<AnswerStore> {
  const topology = await openTopology({
    ...{ ...options, waitReplicas: 0, waitMs: 0 },
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  return new RedisAnswerStore(topology, options.prefix, clock);
}
