/** What the event loop has been like since it was looked at last. */
export interface LoopLoad {
  /** How long work that was due had to wait at most, in milliseconds: for the loop, or for its turn. */
  readonly delayMs: number;
  /** Which part of the time the loop did not wait for anything, 0 to 1. */
  readonly busy: number;
}

export interface LimitOptions {
  /** Never more requests in flight than this. */
  readonly most: number;
  /** A busy loop that lets work wait for longer than this has too much of it, in milliseconds. */
  readonly delayLimitMs: number;
}

/** Below this a late loop had one long piece of work, not too many requests. */
const BUSY = 0.95;
/** So many that come at once are a burst, which is worked off; a loop that stays late for longer than a burst has too many. */
const BURST = 128;
const LOOKS_OF_A_BURST = 5;
/** With fewer a bank's latency would leave the process idle, and one that has just started is late by itself. */
const LEAST = 32;
/** Where hundreds are refused each second, each of them waits for what is let in: then as few as keep the loop busy. */
const LEAST_IN_A_FLOOD = 8;
/** Refusals between two looks. */
const FLOOD = 16;
const SMALLEST_CUT = 0.9;
const LARGEST_CUT = 0.5;
const GROWTH = 0.05;
/** A loop that waits for a fifth of its time has room: what made it late before is over, or was somebody else's work. */
const ROOMY = 0.8;
const ROOMY_GROWTH = 1;

/**
 * How many requests may be in flight. What one costs differs by a factor of a hundred, and so do machines, so the number
 * is found and not configured: it falls by the rate at which a busy event loop is too late, grows by 5 % a look while it is not,
 * and doubles while the loop has time to spare (as TCP finds a path's capacity). Requests that wait for slow
 * banks cost no time of the loop, and do not make it fall.
 */
export class AdaptiveLimit {
  readonly #options: LimitOptions;
  #value: number;
  /** One after the other, up to now. */
  #lateLooks = 0;

  constructor(options: LimitOptions) {
    this.#options = options;
    this.#value = options.most;
  }

  get value(): number {
    return this.#value;
  }

  /** Whether it is the loop that sets the limit. */
  get isLowered(): boolean {
    return this.#value < this.#options.most;
  }

  /** @param refused how many requests were refused since the last look. */
  observe(load: LoopLoad, inFlight: number, refused: number): void {
    const { most, delayLimitMs } = this.#options;
    if (load.busy < BUSY || load.delayMs <= delayLimitMs) {
      this.#lateLooks = 0;
      const growth = load.busy < ROOMY ? ROOMY_GROWTH : GROWTH;
      this.#value = Math.min(most, this.#value + Math.max(1, this.#value * growth));
      return;
    }
    this.#lateLooks += 1;
    // A limit that nobody reached has not caused this: what is there has.
    const base = refused > 0 ? this.#value : Math.min(this.#value, inFlight);
    const largestCut = refused >= FLOOD ? 0 : LARGEST_CUT;
    const cut = Math.min(SMALLEST_CUT, Math.max(largestCut, delayLimitMs / load.delayMs));
    this.#value = Math.min(this.#value, Math.max(this.#floorAt(refused), base * cut));
  }

  #floorAt(refused: number): number {
    if (refused >= FLOOD) return LEAST_IN_A_FLOOD;
    return this.#lateLooks < LOOKS_OF_A_BURST && this.#value >= BURST ? BURST : LEAST;
  }
}
