import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/core/clock.js";
import { LmdbStore } from "../../src/stores/lmdb/lmdb-store.js";

/** A real embedded store in a folder of its own. */
export interface TempStore {
  readonly store: LmdbStore;
  readonly folder: string;
  /** Opens the same folder once more, as a second gateway process would. Closed with the rest. */
  openAgain(): LmdbStore;
  /** Closes every opening and deletes the folder. */
  remove(): Promise<void>;
}

export async function openTempStore(clock: Clock): Promise<TempStore> {
  const folder = await mkdtemp(join(tmpdir(), "fdxgw-store-"));
  const opened = [LmdbStore.open(folder, clock)];
  const [store] = opened as [LmdbStore];
  return {
    store,
    folder,
    openAgain: () => {
      const again = LmdbStore.open(folder, clock);
      opened.push(again);
      return again;
    },
    remove: async () => {
      for (const each of opened) await each.close();
      await rm(folder, { recursive: true });
    },
  };
}
