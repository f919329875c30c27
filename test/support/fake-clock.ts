import type { Clock } from "../../src/core/clock.js";

/** 2026-03-01T12:00:00Z: any fixed instant does, as long as it is not now. */
const START = Date.UTC(2026, 2, 1, 12);

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #wall = START;
  #monotonic = 0;

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Lets time pass on both clocks. */
  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** Lets time pass on the monotonic clock alone, as when somebody sets the wall clock back meanwhile. */
  advanceMonotonic(ms: number): void {
    this.#monotonic += ms;
  }
}
