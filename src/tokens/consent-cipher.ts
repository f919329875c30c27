import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";
import type { RecordStore, Write } from "../stores/record-store.js";
import { open, seal } from "./envelope.js";
import { EnvelopeError } from "./sealed-text.js";
import type { ConsentReference } from "./consent-reference.js";
import { bindings, decodeDataKey, encodeDataKey } from "./data-key.js";
import type { KeyManagement } from "./key-ring.js";

export type SealedKind = "token-set" | "revocation-token" | SealedRecordKind;

/** What providers keep of a consent beside its tokens. */
export type SealedRecordKind = "connect-snapshot" | "connect-session";

/** What a sealed text is and where it stands. All of it is bound into the ciphertext: moved elsewhere it does not open. */
export interface SealedPlace {
  readonly reference: ConsentReference;
  readonly kind: SealedKind;
  /** Of the record. */
  readonly version: number;
}

/** Seals under a data key per consent. Once that key is destroyed, no copy of a ciphertext opens again. */
export class ConsentCipher {
  readonly #store: RecordStore;
  readonly #keys: KeyManagement;

  constructor(store: RecordStore, keys: KeyManagement) {
    this.#store = store;
    this.#keys = keys;
  }

  /** @returns a new data key for a consent, and the write that keeps it. */
  async createKey(reference: ConsentReference): Promise<{ readonly key: Buffer; readonly keyWrite: Write }> {
    const { plain, wrapped } = await this.#keys.generateDataKey(bindings(reference));
    const value = encodeDataKey({ reference, wrapped });
    return { key: plain, keyWrite: { kind: "data-key", value, ifVersion: 0 } };
  }

  /** @returns `undefined` if the consent's key is destroyed. The plain text is overwritten afterwards. */
  async seal(place: SealedPlace, plaintext: Buffer): Promise<Buffer | undefined> {
    const key = await this.key(place.reference);
    if (key === undefined) return undefined;
    try {
      return sealWith(key, place, plaintext);
    } finally {
      key.fill(0);
    }
  }

  /** Rejects with RECORD_UNREADABLE. @returns `undefined` if the consent's key is destroyed. */
  async open(place: SealedPlace, sealed: Uint8Array): Promise<Buffer | undefined> {
    const key = await this.key(place.reference);
    if (key === undefined) return undefined;
    try {
      return open(key, context(place), sealed);
    } catch (cause) {
      if (!(cause instanceof EnvelopeError)) throw cause;
      const { consentId } = place.reference;
      throw new GatewayError("RECORD_UNREADABLE", `${place.kind} of consent ${consentId} does not open`, {
        cause,
      });
    } finally {
      key.fill(0);
    }
  }

  /** @returns whose key a consent's is; `undefined` if it is destroyed. Rejects with RECORD_UNREADABLE. */
  async referenceOf(consentId: ConsentId): Promise<ConsentReference | undefined> {
    const record = await this.#store.get({ kind: "data-key", id: consentId });
    return record && decodeDataKey(consentId, record).reference;
  }

  /** @returns the consent's data key, for the caller to overwrite; `undefined` if it is destroyed. */
  async key(reference: ConsentReference): Promise<Buffer | undefined> {
    const record = await this.#store.get({ kind: "data-key", id: reference.consentId });
    if (record === undefined) return undefined;
    const { wrapped } = decodeDataKey(reference.consentId, record);
    return this.#keys.unwrap(wrapped, bindings(reference));
  }
}

/** The plain text is overwritten afterwards. */
export function sealWith(key: Buffer, place: SealedPlace, plaintext: Buffer): Buffer {
  try {
    return seal(key, context(place), plaintext);
  } finally {
    plaintext.fill(0);
  }
}

function context({ reference, kind, version }: SealedPlace): string[] {
  return [kind, ...bindings(reference), String(version)];
}
