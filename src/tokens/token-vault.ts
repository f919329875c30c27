import { LRUCache } from "lru-cache";
import type { ConsentId } from "../core/ids.js";
import { GatewayError } from "../core/gateway-error.js";
import { Secret } from "../core/secret.js";
import type { RecordStore, StoredRecord, Write } from "../stores/record-store.js";
import { EnvelopeError, open, seal } from "./envelope.js";
import type { KeyManagement, WrappedKey } from "./key-ring.js";
import { type ConsentReference, parseTokenSet, serializeTokenSet, type TokenSet } from "./token-set.js";

/** A token set and the version of its record, which the next write must name. */
export interface StoredTokenSet {
  readonly tokens: TokenSet;
  readonly version: number;
}

type SealedKind = "token-set" | "revocation-token";

/** Opened token sets are kept so that a read costs one store look-up; the record's version tells when they are old. */
const OPENED_LIMIT = 10_000;

/**
 * Token sets, encrypted under a data key per consent. The ciphertext is bound to consent, provider, app, end user, kind
 * and record version: moved to another consent, or under another version number, it does not open.
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
    const text = await this.#open(reference, "token-set", record);
    if (text === undefined) return undefined;
    const stored = { tokens: parseTokenSet(text), version: record.version };
    this.#opened.set(consentId, stored);
    return stored;
  }

  /** @returns the writes that put a first token set and its data key; the caller commits them with the consent. */
  async firstWrites(reference: ConsentReference, tokens: TokenSet): Promise<readonly Write[]> {
    const { plain, wrapped } = await this.#keys.generateDataKey(bindings(reference));
    const value = sealAndForgetKey(plain, context(reference, "token-set", 1), serializeTokenSet(tokens));
    return [
      { kind: "data-key", value: encodeWrappedKey(wrapped), ifVersion: 0 },
      { kind: "token-set", value, ifVersion: 0 },
    ];
  }

  /** @returns `false` if the tokens were changed or taken away since `version` was read; then nothing was written. */
  async replace(reference: ConsentReference, tokens: TokenSet, version: number): Promise<boolean> {
    const key = await this.#dataKey(reference);
    if (key === undefined) return false;
    const value = sealAndForgetKey(
      key,
      context(reference, "token-set", version + 1),
      serializeTokenSet(tokens),
    );
    return this.#store.commit(reference.consentId, [{ kind: "token-set", value, ifVersion: version }]);
  }

  /**
   * @returns the writes that take the tokens away from every reader and keep one of them, for telling the bank. They
   * fail together with the caller's own writes if a refresh changed the tokens meanwhile.
   */
  async revocationWrites(reference: ConsentReference): Promise<readonly Write[]> {
    const stored = await this.read(reference);
    const key = await this.#dataKey(reference);
    if (stored === undefined || key === undefined) return [];
    const token = (stored.tokens.refreshToken ?? stored.tokens.accessToken).reveal();
    const value = sealAndForgetKey(key, context(reference, "revocation-token", 1), Buffer.from(token));
    return [
      { kind: "token-set", value: null, ifVersion: stored.version },
      { kind: "revocation-token", value, ifVersion: 0 },
    ];
  }

  /** @returns the token that still has to be revoked at the bank. */
  async revocationToken(reference: ConsentReference): Promise<Secret | undefined> {
    const record = await this.#store.get({ kind: "revocation-token", id: reference.consentId });
    const text = record && (await this.#open(reference, "revocation-token", record));
    return text === undefined ? undefined : new Secret(text.toString());
  }

  /** Destroys the data key first, so that no copy of a ciphertext opens again, then the ciphertexts. */
  async destroy(consentId: ConsentId): Promise<void> {
    this.#opened.delete(consentId);
    for (const kind of ["data-key", "token-set", "revocation-token"] as const) {
      await this.#store.take({ kind, id: consentId });
    }
  }

  /** @returns `undefined` if the data key is destroyed: then the tokens are gone, whatever ciphertext is still about. */
  async #open(
    reference: ConsentReference,
    kind: SealedKind,
    record: StoredRecord,
  ): Promise<Buffer | undefined> {
    const key = await this.#dataKey(reference);
    if (key === undefined) return undefined;
    try {
      return open(key, context(reference, kind, record.version), record.value);
    } catch (cause) {
      if (!(cause instanceof EnvelopeError)) throw cause;
      throw new GatewayError("RECORD_UNREADABLE", `${kind} of consent ${reference.consentId} does not open`, {
        cause,
      });
    } finally {
      key.fill(0);
    }
  }

  async #dataKey(reference: ConsentReference): Promise<Buffer | undefined> {
    const record = await this.#store.get({ kind: "data-key", id: reference.consentId });
    if (record === undefined) return undefined;
    return this.#keys.unwrap(decodeWrappedKey(record.value), bindings(reference));
  }
}

function sealAndForgetKey(key: Buffer, boundTo: readonly string[], plaintext: Buffer): Buffer {
  try {
    return seal(key, boundTo, plaintext);
  } finally {
    key.fill(0);
    plaintext.fill(0);
  }
}

function bindings({ consentId, dataProviderId, appId, endUserId }: ConsentReference): string[] {
  return [consentId, dataProviderId, appId, endUserId];
}

function context(reference: ConsentReference, kind: SealedKind, version: number): string[] {
  return [kind, ...bindings(reference), String(version)];
}

function encodeWrappedKey({ keyId, wrapped }: WrappedKey): Buffer {
  return Buffer.from(JSON.stringify({ keyId, wrapped: Buffer.from(wrapped).toString("base64") }));
}

function decodeWrappedKey(bytes: Uint8Array): WrappedKey {
  const stored = JSON.parse(Buffer.from(bytes).toString()) as { keyId: string; wrapped: string };
  return { keyId: stored.keyId, wrapped: Buffer.from(stored.wrapped, "base64") };
}
