import type { Clock } from "../../core/clock.js";
import type { Verdict } from "./reading.js";
import { SlidingCounts } from "./sliding-counts.js";

/** Calls for each one that the bank accepts. */
const K = 2;
/** With fewer the share says nothing: by the formula alone, one failure would refuse every second call after it. */
const LEAST_REQUESTS = 10;

export interface ThrottleParts {
  readonly clock: Pick<Clock, "monotonic">;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/**
 * Sends a bank that turns many calls away no more than about twice what it accepts (Google, Site Reliability Engineering,
 * chapter 21). A call that is refused here counts as a request at once; one that is sent when it is known how it ended, so that a
 * slow bank is not taken for one that refuses.
 */
export class AdaptiveThrottle {
  readonly #counts: SlidingCounts;
  readonly #random: () => number;

  constructor({ clock, random }: ThrottleParts) {
    this.#counts = new SlidingCounts(clock);
    this.#random = random;
  }

  /** @returns whether this call must not be made. */
  refuses(): boolean {
    const { requests, accepts } = this.#counts.sum();
    if (requests < LEAST_REQUESTS) return false;
    const isRefused = this.#random() < (requests - K * accepts) / (requests + 1);
    if (isRefused) this.#counts.count(false);
    return isRefused;
  }

  /** How a call that was sent has ended. */
  learn(verdict: Verdict): void {
    if (verdict !== "unknown") this.#counts.count(verdict === "answered");
  }

  /** What a bank did while it was down says nothing of it since. */
  forget(): void {
    this.#counts.forget();
  }
}
