import type { FakeClock } from "./fake-clock.js";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Waits that end when a test lets time pass. */
export class VirtualSleep {
  readonly #clock: FakeClock;
  readonly #isBusy: () => unknown;
  readonly #sleepers = new Set<Sleeper>();

  /** @param isBusy gives something else whenever anything has happened. */
  constructor(clock: FakeClock, isBusy: () => unknown) {
    this.#clock = clock;
    this.#isBusy = isBusy;
  }

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { at: this.#clock.now() + ms, wake };
      this.#sleepers.add(sleeper);
      if (signal.aborted) wake();
      signal.addEventListener("abort", wake);
    });

  /** Lets time pass, and whatever wakes up meanwhile do its work at its moment. */
  async pass(ms: number): Promise<void> {
    const until = this.#clock.now() + ms;
    for (;;) {
      await this.settle();
      const [next] = [...this.#sleepers].sort((a, b) => a.at - b.at);
      if (next === undefined || next.at > until) break;
      this.#clock.advance(Math.max(0, next.at - this.#clock.now()));
      next.wake();
    }
    this.#clock.advance(until - this.#clock.now());
    await this.settle();
  }

  /** Waits until nothing happens any more by itself. */
  async settle(): Promise<void> {
    let quiet = 0;
    let before = this.#state();
    while (quiet < 3) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      const now = this.#state();
      quiet = now === before ? quiet + 1 : 0;
      before = now;
    }
  }

  #state(): string {
    return JSON.stringify([this.#isBusy(), this.#sleepers.size]);
  }
}
