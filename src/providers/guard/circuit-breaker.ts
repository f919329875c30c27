import type { Clock } from "../../core/clock.js";
import type { Verdict } from "./reading.js";

/** A single consent may fail at a bank that is well; so many in a row, with no answer between, mean that the bank is down. */
const FAILURES_IN_A_ROW = 5;
const PROBE_EVERY_MS = 1000;

/** To be told once how the call ended. */
export type Pass = (verdict: Verdict) => void;

/**
 * Stops calling a bank that is down. While it is open one call a second passes, to see whether the bank is back; the first
 * answer closes it. A probe that hangs, or that nobody waits for any more, holds up nothing: the next one goes a second later.
 */
export class CircuitBreaker {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #onClose: () => void;
  #failures = 0;
  /** Of the monotonic clock; `undefined` while it is closed. */
  #nextProbeAt: number | undefined;
  /** Another one each time it opens or closes. */
  #period = {};

  constructor(clock: Pick<Clock, "monotonic">, onClose: () => void) {
    this.#clock = clock;
    this.#onClose = onClose;
  }

  get isOpen(): boolean {
    return this.#nextProbeAt !== undefined;
  }

  /** Whether a call would be refused now. */
  get refuses(): boolean {
    return this.#nextProbeAt !== undefined && this.#clock.monotonic() < this.#nextProbeAt;
  }

  /** @returns `undefined` if the call must not be made. */
  admit(): Pass | undefined {
    if (this.refuses) return undefined;
    if (this.isOpen) this.#nextProbeAt = this.#clock.monotonic() + PROBE_EVERY_MS;
    const period = this.#period;
    return (verdict) => {
      // A call that was sent before the breaker turned says nothing of the bank since.
      if (period === this.#period) this.#learn(verdict);
    };
  }

  #learn(verdict: Verdict): void {
    switch (verdict) {
      case "unknown":
        return;
      case "failed":
        this.#failures += 1;
        if (!this.isOpen && this.#failures >= FAILURES_IN_A_ROW) this.#open();
        return;
      case "answered":
      case "limited":
        this.#failures = 0;
        if (this.isOpen) this.#close();
    }
  }

  #open(): void {
    this.#period = {};
    this.#nextProbeAt = this.#clock.monotonic() + PROBE_EVERY_MS;
  }

  #close(): void {
    this.#period = {};
    this.#nextProbeAt = undefined;
    this.#onClose();
  }
}
