/** What the event loop has been like since it was looked at last. */
export interface LoopLoad {
  /** How long work that was due had to wait at most, in milliseconds. */
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
/** With fewer a bank's latency would leave the process idle. */
const LEAST = 8;
const SMALLEST_CUT = 0.9;
const LARGEST_CUT = 0.5;
const GROWTH = 0.05;

/**
 * How many requests may be in flight. What one costs differs by a factor of a hundred, and so do machines, so the number
 * is found and not configured: it falls by the rate at which a busy event loop is too late, and grows by 5 % a look while it
 * is not (additive increase and multiplicative decrease, as TCP finds a path's capacity). Requests that wait for slow
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

  /** @param wasReached whether a request was refused since the last look. */
  observe(load: LoopLoad, inFlight: number, wasReached: boolean): void {
    const { most, delayLimitMs } = this.#options;
    if (load.busy < BUSY || load.delayMs <= delayLimitMs) {
      this.#lateLooks = 0;
      this.#value = Math.min(most, this.#value + Math.max(1, this.#value * GROWTH));
      return;
    }
    this.#lateLooks += 1;
    // A limit that nobody reached has not caused this: what is there has.
    const base = wasReached ? this.#value : Math.min(this.#value, inFlight);
    const cut = Math.min(SMALLEST_CUT, Math.max(LARGEST_CUT, delayLimitMs / load.delayMs));
    this.#value = Math.min(this.#value, Math.max(this.#floor, base * cut));
  }

  get #floor(): number {
    return this.#lateLooks >= LOOKS_OF_A_BURST || this.#value < BURST ? LEAST : BURST;
  }
}
