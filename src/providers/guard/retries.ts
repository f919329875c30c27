import type { Reading } from "./reading.js";
import { LEAST_TIME_MS } from "./time-left.js";

/** Calls that pay for one retry. */
const PRICE = 10;
/** Three retries: what was saved on a good day must not be spent at once on a bad one. */
const MOST_SAVED = 30;
const JITTER_MS = 200;
const LONGEST_RETRY_AFTER_S = 2;

/** Decides whether a failed call is sent once more. Of ten calls one is, at most, from the first on. */
export class Retries {
  readonly #random: () => number;
  #saved = 0;

  /** @param random from 0 to below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Told of each call that was sent. */
  save(): void {
    this.#saved = Math.min(this.#saved + 1, MOST_SAVED);
  }

  /**
   * Pays for a retry, if there is to be one.
   * @param leftMs of the request
   * @returns milliseconds to wait before it; `undefined` for none.
   */
  delayFor({ isTransient = false, retryAfter = 0 }: Reading, leftMs: number): number | undefined {
    if (!isTransient || retryAfter > LONGEST_RETRY_AFTER_S || this.#saved < PRICE) return undefined;
    // All of it, so that those who failed together do not come back together.
    const delayMs = retryAfter * 1000 + this.#random() * JITTER_MS;
    if (leftMs - delayMs < LEAST_TIME_MS) return undefined;
    this.#saved -= PRICE;
    return delayMs;
  }
}
