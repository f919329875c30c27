import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RootDatabase } from "lmdb";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { AnswerKey, AnswerStore } from "../answer-store.js";
import { expiryOf, liveValue, withExpiry } from "../expiring-value.js";
import { bootId } from "./boot-id.js";
import { changeDatabase, openDatabase, sortable } from "./database.js";

type Key = readonly [space: "answer" | "expiry" | "size", ...path: string[]];

const SIZE: Key = ["size"];
const NOTHING = Buffer.alloc(0);
const PAGE_BYTES = 4096;
/** One turn holds the single writer; what is left over goes with the next one. */
const LIMIT_OF_A_TURN = 1000;

export interface LmdbAnswerStoreOptions {
  readonly folder: string;
  /** Of all answers together, as they lie on the disk. What ends first makes room. */
  readonly maxBytes: number;
}

/**
 * Answers in an LMDB folder of their own, shared by all processes of a machine. Nothing is forced onto the disk: what a process
 * wrote survives its death, and after a power cut nobody opens the folder again, because each start of the machine has its own.
 */
export class LmdbAnswerStore implements AnswerStore {
  readonly #database: RootDatabase<Buffer, string[]>;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #closed = false;

  private constructor(database: RootDatabase<Buffer, string[]>, clock: Clock, maxBytes: number) {
    this.#database = database;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
  }

  /** @throws GatewayError STORE_UNAVAILABLE */
  static open({ folder, maxBytes }: LmdbAnswerStoreOptions, clock: Clock): LmdbAnswerStore {
    const boot = bootId();
    const name = boot ?? "kept";
    // A file that was not written out when the machine stopped may end the process that reads it.
    const database = openDatabase<Buffer>(folder, name, {
      ...{ encoding: "binary", overlappingSync: false, noSync: boot !== undefined },
    });
    for (const other of readdirSync(folder)) {
      if (other !== name) rmSync(join(folder, other), { recursive: true, force: true });
    }
    return new LmdbAnswerStore(database, clock, maxBytes);
  }

  async get(key: AnswerKey): Promise<Uint8Array | undefined> {
    try {
      const stored = this.#stored(answerKey(key));
      return stored && liveValue(stored, this.#clock.now());
    } catch (cause) {
      throw new GatewayError("STORE_UNAVAILABLE", "the embedded store refused a read", { cause });
    }
  }

  async put(key: AnswerKey, value: Uint8Array, expiresAt: number): Promise<void> {
    const path = answerKey(key);
    const bytes = withExpiry(value, expiresAt);
    await this.#change(() => {
      this.#remove(path);
      const size = sizeOf(bytes);
      if (!this.#makeRoom(size)) return;
      this.#set(path, bytes);
      this.#set(expiryKey(path, expiresAt), NOTHING);
      this.#setSize(this.#size() + size);
    });
  }

  async delete(key: AnswerKey): Promise<void> {
    await this.#change(() => {
      this.#remove(answerKey(key));
    });
  }

  async deleteAll(consentId: string): Promise<void> {
    await this.#change(() => {
      const range = this.#database.getKeys({ start: ["answer", consentId, ""] });
      const paths: Key[] = [];
      for (const path of range) {
        if (path[0] !== "answer" || path[1] !== consentId) break;
        paths.push(path as unknown as Key);
      }
      for (const path of paths) this.#remove(path);
    });
  }

  async sweep(): Promise<void> {
    await this.#change(() => {
      for (const path of this.#endingBefore(this.#clock.now() + 1)) this.#remove(path);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#database.close();
  }

  /** @returns `false` for what is larger than all that may be kept, or would drive out too much at once. */
  #makeRoom(size: number): boolean {
    if (size > this.#maxBytes) return false;
    if (this.#size() + size <= this.#maxBytes) return true;
    for (const path of this.#endingBefore(Number.MAX_SAFE_INTEGER)) {
      this.#remove(path);
      if (this.#size() + size <= this.#maxBytes) return true;
    }
    return false;
  }

  /** In the order in which they end. */
  #endingBefore(time: number): readonly Key[] {
    const range = { start: ["expiry"], end: ["expiry", sortable(time)], limit: LIMIT_OF_A_TURN };
    return [...this.#database.getKeys(range)].map(([, , ...path]): Key => ["answer", ...path]);
  }

  #remove(path: Key): void {
    const stored = this.#stored(path);
    if (stored === undefined) return;
    this.#unset(path);
    this.#unset(expiryKey(path, expiryOf(stored)));
    this.#setSize(this.#size() - sizeOf(stored));
  }

  #size(): number {
    return this.#stored(SIZE)?.readDoubleBE() ?? 0;
  }

  #setSize(bytes: number): void {
    const size = Buffer.alloc(8);
    size.writeDoubleBE(Math.max(0, bytes));
    this.#set(SIZE, size);
  }

  #stored(key: Key): Buffer | undefined {
    return this.#database.getBinary([...key]);
  }

  // Inside a transaction callback lmdb applies writes at once; the promises it returns settle with the transaction.
  #set(key: Key, value: Buffer): void {
    void this.#database.put([...key], value);
  }

  #unset(key: Key): void {
    void this.#database.remove([...key]);
  }

  #change(change: () => void): Promise<void> {
    if (this.#closed) throw new GatewayError("STORE_UNAVAILABLE", "the store is closed");
    return changeDatabase(this.#database, change);
  }
}

function answerKey({ consentId, name }: AnswerKey): Key {
  return ["answer", consentId, name];
}

function expiryKey([, ...path]: Key, expiresAt: number): Key {
  return ["expiry", sortable(expiresAt), ...path];
}

/** Larger values have pages of their own. */
function sizeOf(bytes: Buffer): number {
  return Math.ceil((bytes.length + 16) / PAGE_BYTES) * PAGE_BYTES;
}
