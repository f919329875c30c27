import { performance } from "node:perf_hooks";
import { afterAnswers } from "../core/after-arrivals.js";
import { LinkedList } from "../core/linked-list.js";

/** Of what is under way: at it nothing is begun beside it. In banks' answers, see `KnownDocument.lastAnswers`. */
const MOST_LOAD = 32;
/** From one look at the loop to the next while operations wait, in milliseconds. */
const LOOK_MS = 1;
/** A loop that waited for so much of the time since the last look could have done more. */
const IDLE = 0.5;
/** Nobody waits for longer than this while nothing is begun, however busy the loop is with something else; milliseconds. */
const STUCK_MS = 20;

interface Waiting {
  readonly since: number;
  readonly load: number;
  readonly begin: () => void;
}

/**
 * Begins operations in their order, and few at a time. One thread ends no more of them by doing all at once, but all that they make lives
 * until their ends, and is copied again and again by the collector (docs/adr/0043-operations-take-turns.md).
 *
 * What is under way stops counting as soon as it is a bank that it waits for, and not the thread: once the loop is idle, or has begun
 * nothing for a while.
 */
export class OperationTurns {
  readonly #stuckMs: number;
  readonly #waiting = new LinkedList<Waiting>();
  #load = 0;
  /** What was begun in an earlier round counts no more. */
  #round = 0;
  #beganAt = 0;
  /** Of those begun since it was asked for. */
  #longestWaitMs = 0;
  #isLooking = false;

  constructor(stuckMs = STUCK_MS) {
    this.#stuckMs = stuckMs;
  }

  /**
   * Ends with the operation, which is begun when it is its turn, and rejects as it does. It gives nothing: what waits becomes old,
   * and whatever an old promise is given stays in memory until the collector's next long run.
   * @param operation calls `giveWay` once others may begin, if that is before its end.
   */
  async take(load: number, operation: (giveWay: () => void) => Promise<void>): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.append({ since: performance.now(), load, begin });
      this.#beginSome();
    });
    const giveWay = this.#turnOf(load);
    try {
      await operation(giveWay);
    } finally {
      giveWay();
    }
  }

  /** @returns for how long one waited at most since this was asked last, or waits by now; milliseconds. */
  longestWaitMs(): number {
    const { since } = this.#waiting.first ?? {};
    const longest = Math.max(this.#longestWaitMs, since === undefined ? 0 : performance.now() - since);
    this.#longestWaitMs = 0;
    return longest;
  }

  #beginSome(): void {
    for (let next = this.#nextInTurn(); next !== undefined; next = this.#nextInTurn()) {
      this.#load += next.load;
      this.#beganAt = performance.now();
      this.#longestWaitMs = Math.max(this.#longestWaitMs, this.#beganAt - next.since);
      afterAnswers(next.begin);
    }
    if (this.#waiting.size > 0 && !this.#isLooking) this.#lookSoon();
  }

  #nextInTurn(): Waiting | undefined {
    return this.#load < MOST_LOAD ? this.#waiting.shift() : undefined;
  }

  /** @returns what ends it, once. */
  #turnOf(load: number): () => void {
    let round: number | undefined = this.#round;
    return () => {
      if (round === undefined) return;
      if (round === this.#round) this.#load -= load;
      round = undefined;
      this.#beginSome();
    };
  }

  #lookSoon(): void {
    this.#isLooking = true;
    const at = performance.now();
    const { idle } = performance.eventLoopUtilization();
    setTimeout(() => {
      this.#isLooking = false;
      const now = performance.now();
      const isIdle = performance.eventLoopUtilization().idle - idle >= IDLE * (now - at);
      if (isIdle || now - this.#beganAt >= this.#stuckMs) this.#countAnew();
      this.#beginSome();
    }, LOOK_MS);
  }

  #countAnew(): void {
    this.#round += 1;
    this.#load = 0;
  }
}
