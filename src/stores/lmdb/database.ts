import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, type RootDatabase, type RootDatabaseOptions } from "lmdb";
import { GatewayError } from "../../core/gateway-error.js";
import { isDataFile } from "./data-file.js";

/**
 * @param folder made if missing, for the owner only.
 * @param name of the database's own folder in it.
 * @throws GatewayError STORE_UNAVAILABLE if it cannot be opened
 */
export function openDatabase<Value>(
  folder: string,
  name: string,
  options: RootDatabaseOptions,
): RootDatabase<Value, string[]> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const path = join(folder, name);
    if (!isDataFile(join(path, "data.mdb"))) throw new Error("data.mdb is no LMDB file");
    // With turn batching lmdb drops a promise of its own, and a disk that fails would end the process.
    return open<Value, string[]>({ path, eventTurnBatching: false, ...options });
  } catch (cause) {
    throw new GatewayError("STORE_UNAVAILABLE", `cannot open the store folder ${folder}`, { cause });
  }
}

/** Makes all of a change or nothing. Rejects with STORE_UNAVAILABLE, and with what the change throws if it is ours. */
export async function changeDatabase<Result>(
  database: RootDatabase<unknown, string[]>,
  change: () => Result,
): Promise<Result> {
  try {
    // A child transaction, because it alone is undone when the callback throws.
    return await database.childTransaction(change);
  } catch (cause) {
    heed(cause);
    if (cause instanceof GatewayError) throw cause;
    throw new GatewayError("STORE_UNAVAILABLE", "the embedded store refused a write", { cause });
  }
}

/** Milliseconds as text that sorts by time. */
export function sortable(milliseconds: number): string {
  return String(Math.max(0, Math.trunc(milliseconds))).padStart(16, "0");
}

/** A commit that fails carries a second promise that is rejected too; unheard, it would end the process. */
function heed(failure: unknown): void {
  const second = (failure as { readonly commitError?: Promise<unknown> } | undefined)?.commitError;
  second?.catch(() => undefined);
}
