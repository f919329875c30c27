import { join } from "node:path";
import type { Clock } from "../core/clock.js";
import type { AnswerStore } from "./answer-store.js";
import { LmdbAnswerStore } from "./lmdb/lmdb-answer-store.js";
import type { StoreOptions } from "./open-store.js";

export interface AnswerStoreOptions {
  /** Where records are kept: answers are kept beside them. */
  readonly store: StoreOptions;
  /** For the embedded store. Redis has a limit of its own. */
  readonly maxBytes: number;
}

/** Rejects with STORE_UNAVAILABLE. @param clock the one that all processes over this store agree on. */
export async function openAnswerStore(
  { store, maxBytes }: AnswerStoreOptions,
  clock: Clock,
): Promise<AnswerStore> {
  if (store.kind === "lmdb") {
    return LmdbAnswerStore.open({ folder: join(store.folder, "answers"), maxBytes }, clock);
  }
  const { openRedisAnswerStore } = await import("./redis/open-redis-answer-store.js");
  return openRedisAnswerStore(store, clock);
}
