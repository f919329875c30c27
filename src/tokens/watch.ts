import type { Clock } from "../core/clock.js";

/**
 * For how long one who waits has seen a record at the same version, by its own monotonic clock. That somebody has stopped
 * working is told by this alone: no process trusts a time that another one wrote down, whose clock may be wrong.
 *
 * It lasts for one wait without gaps. While the store is away nobody can finish, so a look before that says nothing.
 */
export class Watch {
  readonly #clock: Clock;
  #seen: { readonly version: number; readonly since: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns milliseconds; 0 at the first sight of a version. */
  unchangedMs(version: number): number {
    const now = this.#clock.monotonic();
    if (this.#seen?.version !== version) this.#seen = { version, since: now };
    return now - this.#seen.since;
  }
}
