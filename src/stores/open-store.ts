import { type Clock, systemClock } from "../core/clock.js";
import { LmdbStore } from "./lmdb/lmdb-store.js";
import type { RedisStoreOptions } from "./redis/open-redis-store.js";
import type { RecordStore } from "./record-store.js";

/** Where records are kept. */
export type StoreOptions =
  { readonly kind: "lmdb"; readonly folder: string } | ({ readonly kind: "redis" } & RedisStoreOptions);

export interface OpenedStore {
  readonly store: RecordStore;
  /** The time that all processes over this store agree on. */
  readonly clock: Clock;
  /** Settings under which the store may lose what it has confirmed; allowed on purpose. */
  readonly faults: readonly string[];
  /** Gives back the space of what has expired. */
  readonly sweep: () => Promise<void>;
}

/** Rejects with STORE_UNAVAILABLE if the store cannot be opened, or may lose what it confirms. */
export async function openStore(options: StoreOptions, clock?: Clock): Promise<OpenedStore> {
  if (options.kind === "redis") {
    // Its driver is large; a gateway over LMDB starts without it.
    const { openRedisStore } = await import("./redis/open-redis-store.js");
    return openRedisStore(options, clock);
  }
  const store = LmdbStore.open(options.folder, clock ?? systemClock);
  return {
    store,
    clock: clock ?? systemClock,
    faults: [],
    sweep: async () => {
      await store.sweep();
    },
  };
}
