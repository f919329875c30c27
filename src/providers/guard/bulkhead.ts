import { LinkedList } from "../../core/linked-list.js";
import type { WorkSignal } from "../../core/work-signal.js";

export interface BulkheadLimits {
  readonly inFlight: number;
  /** For a place. */
  readonly waiting: number;
}

/** Lets so many calls pass at a time; others wait for a place in the order they came. */
export class Bulkhead {
  readonly #limits: BulkheadLimits;
  readonly #waiting = new LinkedList<() => void>();
  #inFlight = 0;

  constructor(limits: BulkheadLimits) {
    this.#limits = limits;
  }

  /** @returns what gives the place back, to be called once; `undefined` if none is free. */
  tryEnter(): (() => void) | undefined {
    if (this.#inFlight >= this.#limits.inFlight) return undefined;
    this.#inFlight += 1;
    return this.#leave;
  }

  /**
   * As `tryEnter`, and waits if none is free.
   * @param signal ends the wait.
   * @returns `undefined` if none came free in time, or too many wait.
   */
  async enter(waitMs: number, signal: WorkSignal): Promise<(() => void) | undefined> {
    const leave = this.tryEnter();
    if (leave !== undefined || this.#waiting.size >= this.#limits.waiting) return leave;
    return (await this.#turn(waitMs, signal)) ? this.#leave : undefined;
  }

  #turn(waitMs: number, signal: WorkSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (hasPlace: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", giveUp);
        this.#waiting.remove(link);
        resolve(hasPlace);
      };
      const takeOver = (): void => {
        end(true);
      };
      const giveUp = (): void => {
        end(false);
      };
      const timer = setTimeout(giveUp, waitMs);
      signal.addEventListener("abort", giveUp);
      const link = this.#waiting.append(takeOver);
    });
  }

  readonly #leave = (): void => {
    const next = this.#waiting.first;
    // The place goes from hand to hand, so that no newcomer takes it in between.
    if (next === undefined) this.#inFlight -= 1;
    else next();
  };
}
