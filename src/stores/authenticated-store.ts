import { createHmac, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import type { RecordKey, RecordKind, RecordStore, StoredRecord, Write } from "./record-store.js";

/** Gives keys of 32 bytes by id. */
export interface MacKeys {
  /** The key of this id, or the current one. Rejects with RECORD_UNREADABLE for an unknown id. */
  macKey(keyId?: string): Promise<{ readonly keyId: string; readonly key: Uint8Array }>;
}

/** Sealed under a consent's data key, which binds them to place and version itself. */
const SEALED: readonly RecordKind[] = [
  "token-set",
  "revocation-token",
  "connect-snapshot",
  "connect-session",
];

const MAGIC = "FDXR1";
const MAC_BYTES = 32;
const NEWLINE = 0x0a;
/** For records that were read lately: some ten thousand consents. */
const KNOWN_BYTES = 16 * 1024 * 1024;
/** What an entry takes beside the record. */
const OVERHEAD_BYTES = 800;

/**
 * Records that only the gateway can have written, where they are: each carries a MAC over kind, id, version, end and
 * contents. Whoever can write to the store but has no key cannot change a consent, nor put one in another's place.
 *
 * Form: `FDXR1 <key id> <expiry or ->\n` · MAC (HMAC-SHA-256) · contents.
 */
export class AuthenticatedStore implements RecordStore {
  readonly #inner: RecordStore;
  readonly #keys: MacKeys;
  readonly #clock: Clock;
  /** What was verified before. A record that is still the same byte for byte, at the same place, needs no MAC again. */
  readonly #known = new LRUCache<string, Known>({
    maxSize: KNOWN_BYTES,
    sizeCalculation: ({ stored }) => stored.length + OVERHEAD_BYTES,
  });

  constructor(inner: RecordStore, keys: MacKeys, clock: Clock) {
    this.#inner = inner;
    this.#keys = keys;
    this.#clock = clock;
  }

  async get(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#verified(key, await this.#inner.get(key));
  }

  async commit(id: string, writes: readonly Write[]): Promise<boolean> {
    return this.#inner.commit(id, await Promise.all(writes.map((write) => this.#authenticate(id, write))));
  }

  confirm(key: RecordKey, version: number): Promise<boolean> {
    return this.#inner.confirm(key, version);
  }

  async take(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#verified(key, await this.#inner.take(key));
  }

  addMember(set: string, member: string): Promise<void> {
    return this.#inner.addMember(set, member);
  }

  removeMember(set: string, member: string): Promise<void> {
    return this.#inner.removeMember(set, member);
  }

  members(set: string): Promise<readonly string[]> {
    return this.#inner.members(set);
  }

  ids(kind: RecordKind): AsyncIterable<string> {
    return this.#inner.ids(kind);
  }

  check(): Promise<void> {
    return this.#inner.check();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async #authenticate(id: string, write: Write): Promise<Write> {
    const { kind, value, ifVersion, version = ifVersion + 1, expiresAt } = write;
    if (value === null || SEALED.includes(kind)) return write;
    const { keyId, key } = await this.#keys.macKey();
    const header = `${MAGIC} ${keyId} ${expiresAt ?? "-"}\n`;
    const mac = macOf(key, [kind, id, version, header], value);
    return { ...write, value: Buffer.concat([Buffer.from(header), mac, value]) };
  }

  async #verified(key: RecordKey, record: StoredRecord | undefined): Promise<StoredRecord | undefined> {
    if (record === undefined || SEALED.includes(key.kind)) return record;
    const name = `${key.kind} ${key.id}`;
    const before = this.#known.get(name);
    const known = before !== undefined && isSame(before, record) ? before : knownOf(key, record);
    const { keyId, expiry } = known.parts;
    const { key: macKey } = await this.#keys.macKey(keyId).catch((cause: unknown) => {
      throw unreadable(key, `is under key ${keyId}, which is not in the key ring`, cause);
    });
    if (known.verifiedUnder !== macKey) {
      requireMac(key, known, macKey);
      this.#known.set(name, { ...known, verifiedUnder: macKey });
    }
    // The store has its own copy of the end, which nobody has authenticated.
    if (expiry !== "-" && Number(expiry) <= this.#clock.now()) return undefined;
    return known.opened;
  }
}

/** A record as it was read. */
interface Known {
  /** A copy: the store may use its own memory again. */
  readonly stored: Buffer;
  readonly parts: Parts;
  /** What it holds: the same object each time, so that whoever decodes it can do so once. */
  readonly opened: StoredRecord;
  /** Missing until its MAC was looked at. */
  readonly verifiedUnder?: Uint8Array;
}

function isSame({ stored, opened }: Known, now: StoredRecord): boolean {
  return opened.version === now.version && stored.equals(now.value);
}

function knownOf(key: RecordKey, { value, version }: StoredRecord): Known {
  const stored = Buffer.from(value);
  const parts = partsOf(stored);
  if (parts === undefined) throw unreadable(key);
  return { stored, parts, opened: { value: parts.value, version } };
}

function requireMac(key: RecordKey, { parts, opened: { version } }: Known, macKey: Uint8Array): void {
  const { header, mac, value } = parts;
  const expected = macOf(macKey, [key.kind, key.id, version, header], value);
  if (!timingSafeEqual(mac, expected)) throw unreadable(key);
}

/** What a stored value says of itself, not verified. */
export interface MacHeader {
  readonly keyId: string;
  readonly expiresAt: number | undefined;
  /** The record's own value. */
  readonly value: Uint8Array;
}

/** @returns `undefined` for a value that is not authenticated so. */
export function macHeaderOf(stored: Uint8Array): MacHeader | undefined {
  const parts = partsOf(Buffer.from(stored));
  if (parts === undefined) return undefined;
  const { keyId, expiry, value } = parts;
  return { keyId, expiresAt: expiry === "-" ? undefined : Number(expiry), value };
}

interface Parts {
  readonly header: string;
  readonly keyId: string;
  readonly expiry: string;
  readonly mac: Buffer;
  readonly value: Buffer;
}

function partsOf(bytes: Buffer): Parts | undefined {
  const end = bytes.indexOf(NEWLINE) + 1;
  const header = bytes.subarray(0, end).toString("latin1");
  const [, keyId, expiry] = /^FDXR1 ([\w.-]{1,64}) (-|\d{1,16})\n$/.exec(header) ?? [];
  if (keyId === undefined || expiry === undefined || bytes.length < end + MAC_BYTES) return undefined;
  const mac = bytes.subarray(end, end + MAC_BYTES);
  return { header, keyId, expiry, mac, value: bytes.subarray(end + MAC_BYTES) };
}

/** JSON keeps the parts apart: ["ab","c"] and ["a","bc"] differ. */
function macOf(
  key: Uint8Array,
  place: readonly [kind: string, id: string, version: number, header: string],
  value: Uint8Array,
): Buffer {
  return createHmac("sha256", key).update(JSON.stringify(place)).update(value).digest();
}

function unreadable(
  { kind, id }: RecordKey,
  fault = "is not what the gateway wrote",
  cause?: unknown,
): GatewayError {
  return new GatewayError("RECORD_UNREADABLE", `${kind} ${id} ${fault}`, { cause });
}
