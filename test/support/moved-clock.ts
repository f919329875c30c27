import { type Clock, systemClock } from "../../src/core/clock.js";

/** The real time, moved or quickened as a test says: for what hangs on minutes or days while sockets and timers work as ever. */
export class MovedClock implements Clock {
  #movedMs = 0;
  #speed = 1;
  /** Of the real monotonic clock. */
  #fasterSince = 0;

  now(): number {
    return systemClock.now() + this.#movedMs + this.#quickenedMs;
  }

  monotonic(): number {
    return systemClock.monotonic() + this.#movedMs;
  }

  advance(ms: number): void {
    this.#movedMs += ms;
  }

  /** From now on the wall clock goes so many times as fast as the real one. Time limits hang on the other, and stay as long. */
  runAt(speed: number): void {
    this.#speed = speed;
    this.#fasterSince = systemClock.monotonic();
  }

  get #quickenedMs(): number {
    // Instants are whole milliseconds, wherever they are written down.
    return Math.round((systemClock.monotonic() - this.#fasterSince) * (this.#speed - 1));
  }
}
