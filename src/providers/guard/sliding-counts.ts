import type { Clock } from "../../core/clock.js";

const SLOTS = 10;
const SLOT_MS = 1000;

/** Of the last ten seconds. */
export interface Counts {
  readonly requests: number;
  readonly accepts: number;
}

interface Slot {
  readonly second: number;
  requests: number;
  accepts: number;
}

/** Counts requests, and those of them that were accepted, over the last ten seconds, to the second. */
export class SlidingCounts {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #slots: Slot[] = [];

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
    for (const slot of this.#slots) {
      if (slot.second <= oldest) continue;
      requests += slot.requests;
      accepts += slot.accepts;
    }
    return { requests, accepts };
  }

  forget(): void {
    this.#slots.length = 0;
  }

  #slot(): Slot {
    const second = this.#now();
    const latest = this.#slots.at(-1);
    if (latest?.second === second) return latest;
    const slot = { second, requests: 0, accepts: 0 };
    this.#slots.push(slot);
    if (this.#slots.length > SLOTS) this.#slots.shift();
    return slot;
  }

  #now(): number {
    return Math.floor(this.#clock.monotonic() / SLOT_MS);
  }
}
