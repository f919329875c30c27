import { type Clock, systemClock } from "../../src/core/clock.js";

/** The real time, and as much later as a test says: for what hangs on days while sockets and timers work as ever. */
export class MovedClock implements Clock {
  #movedMs = 0;

  now(): number {
    return systemClock.now() + this.#movedMs;
  }

  monotonic(): number {
    return systemClock.monotonic() + this.#movedMs;
  }

  advance(ms: number): void {
    this.#movedMs += ms;
  }
}
