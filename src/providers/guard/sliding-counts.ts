import type { Clock } from "../../core/clock.js";

const SLOTS = 10;
const SLOT_MS = 1000;

/** Of the last ten seconds. */
export interface Counts {
  readonly requests: number;
  readonly accepts: number;
}

/** Counts requests, and those of them that were accepted, over the last ten seconds, to the second. */
export class SlidingCounts {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #slots = new Map<number, { requests: number; accepts: number }>();

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  count(isAccepted: boolean): void {
    const slot = this.#slot();
    slot.requests += 1;
    if (isAccepted) slot.accepts += 1;
  }

  sum(): Counts {
    let [requests, accepts] = [0, 0];
    const oldest = this.#now() - SLOTS;
    for (const [second, slot] of this.#slots) {
      if (second <= oldest) this.#slots.delete(second);
      else {
        requests += slot.requests;
        accepts += slot.accepts;
      }
    }
    return { requests, accepts };
  }

  forget(): void {
    this.#slots.clear();
  }

  #slot(): { requests: number; accepts: number } {
    const second = this.#now();
    const known = this.#slots.get(second);
    if (known !== undefined) return known;
    const slot = { requests: 0, accepts: 0 };
    this.#slots.set(second, slot);
    return slot;
  }

  #now(): number {
    return Math.floor(this.#clock.monotonic() / SLOT_MS);
  }
}
