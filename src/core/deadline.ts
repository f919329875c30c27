import { type Clock, systemClock } from "./clock.js";

/** When an answer must be there. By the monotonic clock, so that a jump of the wall clock moves nothing. */
export class Deadline {
  readonly #clock: Pick<Clock, "monotonic">;

  private constructor(
    /** Of `Clock.monotonic`, milliseconds. */
    readonly at: number,
    clock: Pick<Clock, "monotonic">,
  ) {
    this.#clock = clock;
  }

  static after(milliseconds: number, clock: Pick<Clock, "monotonic"> = systemClock): Deadline {
    return new Deadline(clock.monotonic() + milliseconds, clock);
  }

  /** Milliseconds; negative once it has passed. */
  get remainingMs(): number {
    return this.at - this.#clock.monotonic();
  }
}
