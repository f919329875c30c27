import { GatewayError } from "../core/gateway-error.js";
import { type MacHeader, macHeaderOf } from "../stores/authenticated-store.js";
import type { RecordKind, RecordStore, StoredRecord, Write } from "../stores/record-store.js";
import { bindings, decodeDataKey, encodeDataKey } from "./data-key.js";
import type { KeyManagement } from "./key-ring.js";

export interface KeyRotationParts {
  /** The records as they stand in the store. */
  readonly raw: RecordStore;
  /** The same records, verified. */
  readonly store: RecordStore;
  readonly keys: KeyManagement;
}

/** What a rotation has done. */
export interface RotationResult {
  /** Consents and call budgets with records that were brought under the current key. */
  readonly changed: number;
  /** What cannot be read, and so cannot be brought under another key: ids of consents and call budgets. */
  readonly unreadable: readonly string[];
}

/** Records that depend on a key of the ring for as long as they stand; those of one id are changed together. */
const LASTING: readonly (readonly RecordKind[])[] = [["data-key", "refresh", "consent"], ["call-budget"]];
/** They too, but for minutes: they are waited for. */
const PASSING: readonly RecordKind[] = ["authorization-session"];
const AT_ONCE = 128;
/** Somebody else's write in between is followed by another try, so often. */
const MAX_TRIES = 10;

/**
 * Brings records under the current key of the ring while gateways go on working. No token is decrypted: data keys are
 * wrapped anew, other records get a new MAC. Contents and versions stay, so a refresh under way notices nothing.
 */
export class KeyRotation {
  readonly #parts: KeyRotationParts;

  constructor(parts: KeyRotationParts) {
    this.#parts = parts;
  }

  /** @returns how many records depend on each key, by its id. Reads every record. */
  async usage(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const kind of [...LASTING.flat(), ...PASSING]) {
      await forEachId(this.#parts.raw.ids(kind), async (id) => {
        for (const keyId of await this.#keysOf(kind, id)) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
      });
    }
    return counts;
  }

  /** Goes through every record once. Nothing that is wrong with one of them keeps it from the others. */
  async run(): Promise<RotationResult> {
    const { keyId: current } = await this.#parts.keys.macKey();
    const unreadable = new Set<string>();
    let changed = 0;
    for (const kind of LASTING.flat()) {
      await forEachId(this.#parts.raw.ids(kind), async (id) => {
        try {
          if (await this.#bringOver(id, relatedTo(kind), current)) changed += 1;
        } catch (failure) {
          if (!(failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE")) throw failure;
          unreadable.add(id);
        }
      });
    }
    return { changed, unreadable: [...unreadable] };
  }

  /** All records of one id in one commit. @returns whether there was anything to do. */
  async #bringOver(id: string, kinds: readonly RecordKind[], current: string): Promise<boolean> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const writes: Write[] = [];
      for (const kind of kinds) writes.push(...(await this.#writesFor(kind, id, current)));
      if (writes.length === 0) return false;
      if (await this.#parts.store.commit(id, writes)) return true;
    }
    throw new GatewayError("STORE_UNAVAILABLE", `records of ${id} change all the time`);
  }

  async #writesFor(kind: RecordKind, id: string, current: string): Promise<readonly Write[]> {
    const { raw, store } = this.#parts;
    const stored = await raw.get({ kind, id });
    if (stored === undefined) return [];
    const header = macHeaderOf(stored.value);
    const keyIds = keyIdsOf(kind, id, header);
    if (header !== undefined && keyIds.every((keyId) => keyId === current)) return [];
    const record = await store.get({ kind, id });
    if (record === undefined) return [];
    const value = kind === "data-key" ? await this.#rewrapped(id, record) : record.value;
    const { version } = record;
    const write = { kind, value, ifVersion: version, version };
    return [header?.expiresAt === undefined ? write : { ...write, expiresAt: header.expiresAt }];
  }

  async #rewrapped(id: string, record: StoredRecord): Promise<Buffer> {
    const { reference, wrapped } = decodeDataKey(id, record);
    return encodeDataKey({ reference, wrapped: await this.#parts.keys.rewrap(wrapped, bindings(reference)) });
  }

  async #keysOf(kind: RecordKind, id: string): Promise<readonly string[]> {
    const stored = await this.#parts.raw.get({ kind, id });
    if (stored === undefined) return [];
    return keyIdsOf(kind, id, macHeaderOf(stored.value));
  }
}

/** @returns the kinds that share their ids with this one, and it itself. */
function relatedTo(kind: RecordKind): readonly RecordKind[] {
  return LASTING.find((kinds) => kinds.includes(kind)) ?? [];
}

/** @returns each key once: a record under two keys needs both. */
function keyIdsOf(kind: RecordKind, id: string, header: MacHeader | undefined): readonly string[] {
  if (header === undefined) return [];
  if (kind !== "data-key") return [header.keyId];
  try {
    return [...new Set([header.keyId, decodeDataKey(id, header).wrapped.keyId])];
  } catch {
    // Damaged, and told by the rotation. What it was wrapped under nobody can know.
    return [header.keyId];
  }
}

async function forEachId(ids: AsyncIterable<string>, work: (id: string) => Promise<void>): Promise<void> {
  let chunk: string[] = [];
  for await (const id of ids) {
    chunk.push(id);
    if (chunk.length < AT_ONCE) continue;
    await Promise.all(chunk.map(work));
    chunk = [];
  }
  await Promise.all(chunk.map(work));
}
