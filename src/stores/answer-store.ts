/** Where an answer is kept. */
export interface AnswerKey {
  readonly consentId: string;
  /** Among the answers of one consent. Letters, digits, `-` and `_`, at most 64. */
  readonly name: string;
}

/**
 * Answers of banks, for all processes over one store, and for a while: the opposite of a `RecordStore` in all but that.
 * Nothing is promised to be there; what is there is what was put. Implementations must pass `test/contract/answer-store.ts`.
 *
 * Rejects with `STORE_UNAVAILABLE`.
 */
export interface AnswerStore {
  get(key: AnswerKey): Promise<Uint8Array | undefined>;

  /**
   * Keeps a value in place of the one before, or keeps nothing, where there is no room.
   * @param expiresAt wall-clock milliseconds from which on it counts as absent.
   */
  put(key: AnswerKey, value: Uint8Array, expiresAt: number): Promise<void>;

  delete(key: AnswerKey): Promise<void>;

  /** Deletes all answers of a consent. */
  deleteAll(consentId: string): Promise<void>;

  /** Gives back the space of what has expired. */
  sweep(): Promise<void>;

  close(): Promise<void>;
}
