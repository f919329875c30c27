/** What a record is. Records of one consent share its id and can be changed together. */
type RecordKind = "authorization-session" | "consent" | "data-key" | "token-set" | "revocation-token";

export interface RecordKey {
  readonly kind: RecordKind;
  readonly id: string;
}

export interface StoredRecord {
  readonly value: Uint8Array;
  /** Starts at 1 and grows by one with every write of this record. */
  readonly version: number;
}

/** One conditional change. The whole commit fails when any record is not at the version it was read at. */
export interface Write {
  readonly kind: RecordKind;
  /** `null` deletes the record. */
  readonly value: Uint8Array | null;
  /** The version that was read; 0 for a record that must not exist. */
  readonly ifVersion: number;
  /** Wall-clock milliseconds after which the record counts as absent. Kept for ever if left out. */
  readonly expiresAt?: number;
}

/** The right to do one thing alone for a while. A later holder always has a larger fence. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
}

/**
 * Records with versions, leases and expiry; no query language. Every acknowledged write is durable before the promise
 * resolves. Implementations must pass `test/contract/record-store.ts`.
 *
 * Rejects with `STORE_UNAVAILABLE` when the store cannot be reached.
 */
export interface RecordStore {
  get(key: RecordKey): Promise<StoredRecord | undefined>;

  /**
   * Changes records of one id, all or none.
   * @returns `false` if a record was not at its expected version; then nothing was changed.
   */
  commit(id: string, writes: readonly Write[]): Promise<boolean>;

  /** Reads and deletes in one step: of several takers exactly one gets the record. */
  take(key: RecordKey): Promise<StoredRecord | undefined>;

  /** Named sets of short texts, for look-ups the keys cannot answer. Adding twice is adding once. */
  addMember(set: string, member: string): Promise<void>;
  removeMember(set: string, member: string): Promise<void>;
  /** @returns the members in ascending text order. */
  members(set: string): Promise<readonly string[]>;

  /**
   * @param ttlMs how long the lease lasts; everybody asks for the same time under one name.
   * @returns `undefined` while somebody else holds the lease.
   */
  acquireLease(name: string, ttlMs: number): Promise<Lease | undefined>;
  /** Frees the lease only if `lease` still holds it: a late holder cannot free the next holder's. */
  releaseLease(lease: Lease): Promise<void>;

  close(): Promise<void>;
}
