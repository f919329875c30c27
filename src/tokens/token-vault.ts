import { LRUCache } from "lru-cache";
import type { ConsentId } from "../core/ids.js";
import { GatewayError } from "../core/gateway-error.js";
import type { RecordStore, Write } from "../stores/record-store.js";
import { EnvelopeError, open, seal } from "./envelope.js";
import type { KeyManagement, WrappedKey } from "./key-ring.js";
import { type ConsentReference, parseTokenSet, serializeTokenSet, type TokenSet } from "./token-set.js";

/** A token set and the version of its record, which the next write must name. */
export interface StoredTokenSet {
  readonly tokens: TokenSet;
  readonly version: number;
}

/** Opened token sets are kept so that a read costs one store look-up; the record's version tells when they are old. */
const OPENED_LIMIT = 10_000;

/**
 * Token sets, encrypted under a data key per consent. The ciphertext is bound to consent, provider and record version:
 * a record that is moved to another consent or rolled back to an older version does not open.
 */
export class TokenVault {
  readonly #store: RecordStore;
  readonly #keys: KeyManagement;
  readonly #opened = new LRUCache<ConsentId, StoredTokenSet>({ max: OPENED_LIMIT });

  constructor(store: RecordStore, keys: KeyManagement) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Rejects with RECORD_UNREADABLE if the record does not open. */
  async read(reference: ConsentReference): Promise<StoredTokenSet | undefined> {
    const { consentId } = reference;
    const record = await this.#store.get({ kind: "token-set", id: consentId });
    if (record === undefined) {
      this.#opened.delete(consentId);
      return undefined;
    }
    const opened = this.#opened.get(consentId);
    if (opened?.version === record.version) return opened;
    const dataKey = await this.#dataKey(reference);
    if (dataKey === undefined) return undefined;
    const stored = { tokens: openTokenSet(dataKey, reference, record), version: record.version };
    this.#opened.set(consentId, stored);
    return stored;
  }

  /** @returns the writes that put a first token set and its data key; the caller commits them with the consent. */
  async firstWrites(reference: ConsentReference, tokens: TokenSet): Promise<readonly Write[]> {
    const { plain, wrapped } = await this.#keys.generateDataKey(keyContext(reference));
    const sealed = seal(plain, tokenContext(reference, 1), serializeTokenSet(tokens));
    plain.fill(0);
    return [
      { kind: "data-key", value: encodeWrappedKey(wrapped), ifVersion: 0 },
      { kind: "token-set", value: sealed, ifVersion: 0 },
    ];
  }

  /** @returns `false` if the tokens were changed or destroyed since `version` was read; then nothing was written. */
  async replace(reference: ConsentReference, tokens: TokenSet, version: number): Promise<boolean> {
    const dataKey = await this.#dataKey(reference);
    if (dataKey === undefined) return false;
    const sealed = seal(dataKey, tokenContext(reference, version + 1), serializeTokenSet(tokens));
    dataKey.fill(0);
    return this.#store.commit(reference.consentId, [
      { kind: "token-set", value: sealed, ifVersion: version },
    ]);
  }

  /** Deletes the tokens and destroys the data key, so that no copy of the ciphertext opens again. */
  async destroy(consentId: ConsentId): Promise<void> {
    this.#opened.delete(consentId);
    await this.#store.take({ kind: "data-key", id: consentId });
    await this.#store.take({ kind: "token-set", id: consentId });
  }

  /** A destroyed data key means that the tokens are gone, whatever ciphertext is still about. */
  async #dataKey(reference: ConsentReference): Promise<Buffer | undefined> {
    const record = await this.#store.get({ kind: "data-key", id: reference.consentId });
    if (record === undefined) return undefined;
    return this.#keys.unwrap(decodeWrappedKey(record.value), keyContext(reference));
  }
}

function openTokenSet(
  dataKey: Buffer,
  reference: ConsentReference,
  record: { value: Uint8Array; version: number },
): TokenSet {
  try {
    return parseTokenSet(open(dataKey, tokenContext(reference, record.version), record.value));
  } catch (cause) {
    if (!(cause instanceof EnvelopeError)) throw cause;
    throw new GatewayError("RECORD_UNREADABLE", `tokens of consent ${reference.consentId} do not open`, {
      cause,
    });
  } finally {
    dataKey.fill(0);
  }
}

function keyContext({ consentId, dataProviderId }: ConsentReference): string[] {
  return [consentId, dataProviderId];
}

function tokenContext({ consentId, dataProviderId }: ConsentReference, version: number): string[] {
  return ["token-set", consentId, dataProviderId, String(version)];
}

function encodeWrappedKey({ keyId, wrapped }: WrappedKey): Buffer {
  return Buffer.from(JSON.stringify({ keyId, wrapped: Buffer.from(wrapped).toString("base64") }));
}

function decodeWrappedKey(bytes: Uint8Array): WrappedKey {
  const stored = JSON.parse(Buffer.from(bytes).toString()) as { keyId: string; wrapped: string };
  return { keyId: stored.keyId, wrapped: Buffer.from(stored.wrapped, "base64") };
}
