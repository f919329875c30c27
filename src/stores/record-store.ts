/** What a record is. Records of one consent share its id and can be changed together. */
export type RecordKind =
  | "authorization-session"
  | "consent"
  | "data-key"
  | "token-set"
  | "revocation-token"
  | "refresh"
  /** What Flinks Connect gave of one consent's accounts. */
  | "connect-snapshot"
  /** Where the reading of the next snapshot stands. */
  | "connect-session"
  /** Which consent a session at Flinks Connect is of, for its webhook. */
  | "connect-request"
  /** The last good copy of a provider list. */
  | "provider-list"
  /** Which calls of a budget were made lately. */
  | "call-budget"
  /** What a provider has said of being asked too often. */
  | "call-limit";

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
  /**
   * The version the record gets, not smaller than `ifVersion`; one more than it if left out. Larger for putting back what a
   * store that failed over has forgotten, under the version it had; the same for the same contents under another key.
   */
  readonly version?: number;
  /** Wall-clock milliseconds after which the record counts as absent. Kept for ever if left out. */
  readonly expiresAt?: number;
}

/**
 * Records with versions and expiry; no query language. Every acknowledged write is durable before the promise resolves,
 * and on a replica too where the store has some. Implementations must pass `test/contract/record-store.ts`.
 *
 * Rejects with `STORE_UNAVAILABLE` when the store cannot be reached or does not confirm; a write that was rejected so may
 * have happened all the same. Rejects with `RECORD_UNREADABLE` for a record that is not what was written.
 */
export interface RecordStore {
  get(key: RecordKey): Promise<StoredRecord | undefined>;

  /**
   * Changes records of one id, all or none.
   * @returns `false` if a record was not at its expected version; then nothing was changed.
   */
  commit(id: string, writes: readonly Write[]): Promise<boolean>;

  /**
   * Says whether a record is at this version (0: absent) for good. What was read may come from a write that was rejected
   * as STORE_UNAVAILABLE and can still be lost in a fail-over; what was confirmed cannot.
   */
  confirm(key: RecordKey, version: number): Promise<boolean>;

  /** Reads and deletes in one step: of several takers exactly one gets the record. */
  take(key: RecordKey): Promise<StoredRecord | undefined>;

  /** Named sets of short texts, for look-ups the keys cannot answer. Adding twice is adding once. */
  addMember(set: string, member: string): Promise<void>;
  removeMember(set: string, member: string): Promise<void>;
  /** @returns the members in ascending text order. */
  members(set: string): Promise<readonly string[]>;

  /** Goes through the ids of all records of one kind, in any order; one that is written meanwhile may be left out. */
  ids(kind: RecordKind): AsyncIterable<string>;

  /** Rejects with `STORE_UNAVAILABLE` unless the store takes durable writes at this moment. */
  check(): Promise<void>;

  close(): Promise<void>;
}
