import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import type { RecordStore } from "../stores/record-store.js";
import { ConsentCipher, type SealedRecordKind } from "./consent-cipher.js";
import type { ConsentReference } from "./consent-reference.js";
import type { KeyManagement } from "./key-ring.js";

export interface OpenedRecord {
  readonly value: Buffer;
  /** Which the next write must name. */
  readonly version: number;
}

/** A change of one sealed record. */
export interface SealedWrite {
  readonly kind: SealedRecordKind;
  /** Overwritten once it is sealed. `null` deletes the record. */
  readonly value: Buffer | null;
  /** The version that was read; 0 for a record that must not exist. */
  readonly ifVersion: number;
  /** Wall-clock milliseconds after which the record counts as absent. */
  readonly expiresAt?: number | undefined;
}

/**
 * What a provider must keep of one consent beside its tokens, encrypted as they are: under the consent's data key, bound
 * to its place and version. When the consent ends, the key is destroyed and nothing of it opens again.
 */
export class SealedRecords {
  readonly #store: RecordStore;
  readonly #cipher: ConsentCipher;

  constructor(store: RecordStore, keys: KeyManagement) {
    this.#store = store;
    this.#cipher = new ConsentCipher(store, keys);
  }

  /**
   * Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE.
   * @returns `undefined` if there is none, or the consent has ended.
   */
  async read(reference: ConsentReference, kind: SealedRecordKind): Promise<OpenedRecord | undefined> {
    const record = await this.#store.get({ kind, id: reference.consentId });
    if (record === undefined) return undefined;
    const { version } = record;
    const value = await this.#cipher.open({ reference, kind, version }, record.value);
    return value === undefined ? undefined : { value, version };
  }

  /**
   * Makes all changes of one consent's records, or none.
   *
   * Rejects with CONSENT_NOT_ACTIVE if the consent's key is destroyed, STORE_UNAVAILABLE.
   * @returns `false` if a record was not at its expected version.
   */
  async write(reference: ConsentReference, writes: readonly SealedWrite[]): Promise<boolean> {
    const sealed = await Promise.all(
      writes.map(async ({ kind, value, ifVersion, expiresAt }) => ({
        ...{ kind, ifVersion, ...(expiresAt === undefined ? {} : { expiresAt }) },
        value: value === null ? null : await this.#seal(reference, kind, value, ifVersion + 1),
      })),
    );
    return this.#store.commit(reference.consentId, sealed);
  }

  /**
   * Goes through the consents that have a record of this kind; one that is written meanwhile may be left out. A record
   * that cannot be read is passed over.
   */
  async *references(kind: SealedRecordKind): AsyncIterable<ConsentReference> {
    for await (const id of this.#store.ids(kind)) {
      const reference = await this.#cipher.referenceOf(ConsentId(id)).catch(unlessUnreadable);
      if (reference !== undefined) yield reference;
    }
  }

  async #seal(
    reference: ConsentReference,
    kind: SealedRecordKind,
    value: Buffer,
    version: number,
  ): Promise<Buffer> {
    const sealed = await this.#cipher.seal({ reference, kind, version }, value);
    if (sealed !== undefined) return sealed;
    throw new GatewayError("CONSENT_NOT_ACTIVE", `consent ${reference.consentId} has ended`);
  }
}

function unlessUnreadable(failure: unknown): undefined {
  if (failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE") return undefined;
  throw failure;
}
