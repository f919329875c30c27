import DataLoader from "dataloader";
import { asError } from "../core/as-error.js";

/** Loads by key, each key once a request. What it rejects with is an Error. */
export interface Loader<Key, Value> {
  /** Settles with its own key's work; another key of the batch, however slow, does not keep it. */
  load(key: Key): Promise<Value>;
}

/**
 * What is asked for at once is started as one batch. A DataLoader alone would keep every key of a batch until the last is
 * settled, and so one hanging bank would keep the answers of all others: here a batch hands out promises instead of values.
 * @param startBatch gets distinct keys and gives one promise for each, in their order.
 */
export function loader<Key, Value>(
  startBatch: (keys: readonly Key[]) => readonly Promise<Value>[],
  cacheKeyFn: (key: Key) => string,
): Loader<Key, Value> {
  const start = async (keys: readonly Key[]): Promise<readonly Started<Value>[]> =>
    startBatch(keys).map((started) => {
      const work = started.catch(rejectWithError);
      // Whoever asked may have given up before it fails.
      work.catch(() => undefined);
      return { work };
    });
  // A request has a loader of each kind, and needs few of them.
  let batches: DataLoader<Key, Started<Value>, string> | undefined;
  return {
    load: async (key) => {
      batches ??= new DataLoader(start, { cacheKeyFn });
      return (await batches.load(key)).work;
    },
  };
}

interface Started<Value> {
  readonly work: Promise<Value>;
}

/** Whatever an adapter threw. */
function rejectWithError(failure: unknown): never {
  throw asError(failure);
}

/** A loader for what FDX cannot join: one upstream call for each distinct key, started at once. */
export function eachOnce<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => string,
): Loader<Key, Value> {
  return loader((keys) => keys.map(load), cacheKeyFn);
}
