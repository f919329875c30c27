import type { Clock } from "../../core/clock.js";
import type { AnswerKey, AnswerStore } from "../../stores/answer-store.js";

/** So long after a failure the store is left alone: a read that has to wait for it is worse than none. */
const REST_MS = 1000;

export interface SharedLayerParts {
  readonly store: AnswerStore;
  readonly clock: Pick<Clock, "monotonic">;
  /** Told of the first of several failures in a row. */
  readonly onFailure: (failure: unknown) => void;
}

/** The answers that all processes share. A store that fails is one that has nothing. */
export class SharedLayer {
  readonly #parts: SharedLayerParts;
  #restsUntil = -Infinity;
  #isFailing = false;

  constructor(parts: SharedLayerParts) {
    this.#parts = parts;
  }

  async get(key: AnswerKey): Promise<Uint8Array | undefined> {
    if (this.#isResting) return undefined;
    return this.#attempt((store) => store.get(key));
  }

  async put(key: AnswerKey, value: Uint8Array, expiresAt: number): Promise<void> {
    if (this.#isResting) return;
    await this.#attempt((store) => store.put(key, value, expiresAt));
  }

  async delete(key: AnswerKey): Promise<void> {
    await this.#attempt((store) => store.delete(key));
  }

  /** @returns `false` if they may still be there. */
  async deleteAll(consentId: string): Promise<boolean> {
    const done = await this.#attempt(async (store) => {
      await store.deleteAll(consentId);
      return true;
    });
    return done ?? false;
  }

  async sweep(): Promise<void> {
    await this.#attempt((store) => store.sweep());
  }

  /** Rejects if the store does not close. */
  async close(): Promise<void> {
    await this.#parts.store.close();
  }

  get #isResting(): boolean {
    return this.#parts.clock.monotonic() < this.#restsUntil;
  }

  async #attempt<Result>(work: (store: AnswerStore) => Promise<Result>): Promise<Result | undefined> {
    const { store, clock, onFailure } = this.#parts;
    try {
      const result = await work(store);
      this.#isFailing = false;
      return result;
    } catch (failure) {
      this.#restsUntil = clock.monotonic() + REST_MS;
      if (!this.#isFailing) onFailure(failure);
      this.#isFailing = true;
      return undefined;
    }
  }
}
