import type { RootDatabase } from "lmdb";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RecordKey, RecordKind, RecordStore, StoredRecord, Write } from "../record-store.js";
import { changeDatabase, openDatabase, sortable } from "./database.js";

interface Row {
  readonly value: Uint8Array;
  readonly version: number;
  readonly expiresAt?: number;
}

type Key = readonly [space: "record" | "expiry" | "set" | "check", ...path: string[]];

/** In place of what does not decode. */
const DAMAGED = Symbol("damaged");

/** One sweep holds the single writer; what is left over goes with the next one. */
const SWEEP_LIMIT = 1000;
const PAGE = 1000;

/**
 * The embedded store: one LMDB folder, shared by any number of gateway processes on one machine. Changes run inside
 * LMDB's single writer transaction, so a check and its write cannot be separated by another process.
 */
export class LmdbStore implements RecordStore {
  readonly #database: RootDatabase<unknown, string[]>;
  readonly #clock: Clock;
  #closed = false;

  private constructor(database: RootDatabase<unknown, string[]>, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** @param folder made if missing, for the owner only. Rejects with `STORE_UNAVAILABLE` if it cannot be opened. */
  static open(folder: string, clock: Clock): LmdbStore {
    // Without overlapping sync a write is acknowledged only when it is on the disk: a rotated refresh token that is
    // not there after a power cut is a lost consent.
    return new LmdbStore(openDatabase<unknown>(folder, "store", { overlappingSync: false }), clock);
  }

  async get(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#reading(() => this.#live(recordKey(key.kind, key.id)));
  }

  async commit(id: string, writes: readonly Write[]): Promise<boolean> {
    return this.#transaction(() => {
      const stale = writes.some(
        (write) => (this.#live(recordKey(write.kind, id))?.version ?? 0) !== write.ifVersion,
      );
      if (stale) return false;
      for (const write of writes) this.#apply(id, write);
      return true;
    });
  }

  /** What can be read is on the disk. */
  async confirm(key: RecordKey, version: number): Promise<boolean> {
    return this.#reading(() => (this.#live(recordKey(key.kind, key.id))?.version ?? 0) === version);
  }

  async take(key: RecordKey): Promise<StoredRecord | undefined> {
    const path = recordKey(key.kind, key.id);
    const stored = await this.#transaction(() => {
      const found = this.#stored(path);
      this.#remove(path);
      return found;
    });
    return this.#checked(path, stored);
  }

  async addMember(set: string, member: string): Promise<void> {
    await this.#transaction(() => {
      this.#put(["set", set, member], true);
    });
  }

  async removeMember(set: string, member: string): Promise<void> {
    await this.#transaction(() => {
      this.#remove(["set", set, member]);
    });
  }

  async members(set: string): Promise<readonly string[]> {
    return this.#reading(() => {
      const members: string[] = [];
      // No end key: no text sorts after every other.
      for (const [space, name, member = ""] of this.#database.getKeys({ start: ["set", set, ""] })) {
        if (space !== "set" || name !== set) break;
        members.push(member);
      }
      return members;
    });
  }

  async *ids(kind: RecordKind): AsyncIterable<string> {
    let after = "";
    for (;;) {
      const page = this.#reading(() => this.#idsAfter(kind, after));
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
      // Between pages others get their turn.
      await new Promise(setImmediate);
    }
  }

  async check(): Promise<void> {
    await this.#transaction(() => {
      this.#put(["check"], this.#clock.now());
    });
  }

  /**
   * Deletes what has expired, through an index by time. Reading never depends on it; it only gives the space back.
   * @returns how many records were deleted.
   */
  async sweep(): Promise<number> {
    return this.#transaction(() => {
      const due = this.#database.getKeys({
        start: ["expiry"],
        end: ["expiry", sortable(this.#clock.now() + 1)],
      });
      let swept = 0;
      for (const key of [...due].slice(0, SWEEP_LIMIT)) {
        const [, , kind = "", id = ""] = key;
        const record = recordKey(kind, id);
        // The record may have been written anew since, with a later end or none.
        if (this.#database.doesExist([...record]) && !this.#isThere(record)) {
          this.#remove(record);
          swept += 1;
        }
        this.#remove(key as unknown as Key);
      }
      return swept;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#database.close();
  }

  #idsAfter(kind: RecordKind, after: string): string[] {
    const ids: string[] = [];
    for (const [space, found, id = ""] of this.#database.getKeys({ start: ["record", kind, after] })) {
      if (space !== "record" || found !== kind || ids.length === PAGE) break;
      if (id !== after && this.#isThere(recordKey(kind, id))) ids.push(id);
    }
    return ids;
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      if (cause instanceof GatewayError) throw cause;
      throw new GatewayError("STORE_UNAVAILABLE", "the embedded store refused a read", { cause });
    }
  }

  async #transaction<Result>(change: () => Result): Promise<Result> {
    return changeDatabase(this.#database, change);
  }

  /** @throws GatewayError RECORD_UNREADABLE */
  #live(key: Key): Row | undefined {
    return this.#checked(key, this.#stored(key));
  }

  #stored(key: Key): unknown {
    try {
      return this.#database.get([...key]);
    } catch (cause) {
      // Bytes that are not what was written do not decode; a disk that fails says so by another error.
      if (!this.#closed && (cause as { readonly code?: unknown }).code === undefined) return DAMAGED;
      throw cause;
    }
  }

  #checked(key: Key, stored: unknown): Row | undefined {
    if (stored === undefined) return undefined;
    if (!isRow(stored)) {
      const [, kind, id] = key;
      throw new GatewayError("RECORD_UNREADABLE", `${kind} ${id} is not what the gateway wrote`);
    }
    return this.#hasExpired(stored) ? undefined : stored;
  }

  /** A damaged record is there: whoever reads it is told so. */
  #isThere(key: Key): boolean {
    const stored = this.#stored(key);
    return stored !== undefined && !(isRow(stored) && this.#hasExpired(stored));
  }

  #hasExpired(row: Row): boolean {
    return row.expiresAt !== undefined && row.expiresAt <= this.#clock.now();
  }

  #apply(id: string, write: Write): void {
    const key = recordKey(write.kind, id);
    if (write.value === null) {
      this.#remove(key);
      return;
    }
    const row = { value: Buffer.from(write.value), version: write.version ?? write.ifVersion + 1 };
    this.#put(key, write.expiresAt === undefined ? row : { ...row, expiresAt: write.expiresAt });
    if (write.expiresAt !== undefined) this.#put(["expiry", sortable(write.expiresAt), write.kind, id], true);
  }

  // Inside a transaction callback lmdb applies writes at once; the promises it returns settle with the transaction.
  #put(key: Key, value: unknown): void {
    void this.#database.put([...key], value);
  }

  #remove(key: Key): void {
    void this.#database.remove([...key]);
  }
}

function isRow(stored: unknown): stored is Row {
  if (typeof stored !== "object" || stored === null) return false;
  const { value, version, expiresAt } = stored as Partial<Record<keyof Row, unknown>>;
  const hasEnd = expiresAt === undefined || typeof expiresAt === "number";
  return value instanceof Uint8Array && Number.isSafeInteger(version) && hasEnd;
}

function recordKey(kind: string, id: string): Key {
  return ["record", kind, id];
}
