import DataLoader from "dataloader";

/**
 * A loader for what FDX cannot join: one upstream call for each distinct key, started at once. It only removes
 * duplicates within the request; one key that fails does not touch the others.
 */
export function eachOnce<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => string,
): DataLoader<Key, Value, string> {
  return new DataLoader<Key, Value, string>(async (keys) => settle(keys.map(load)), { cacheKeyFn });
}

/** A DataLoader takes an Error in place of a value. */
export async function settle<Value>(promises: readonly Promise<Value>[]): Promise<(Value | Error)[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === "fulfilled") return result.value;
    return result.reason instanceof Error
      ? result.reason
      : new Error("unknown failure", { cause: result.reason });
  });
}
