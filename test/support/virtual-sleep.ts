import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FakeClock } from "./fake-clock.js";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

const QUIET_TURNS = 4;
/** libuv's default. */
const THREADS = 4;

/** Long enough for whatever was begun before in the event loop and, where snapshots are packed, in the thread pool. */
async function aTurn(): Promise<void> {
  const pack = (): Promise<Buffer> => promisify<Buffer, Buffer>(gzip)(Buffer.alloc(4096));
  await Promise.all(Array.from({ length: THREADS }, pack));
  await new Promise((resolve) => setTimeout(resolve, 2));
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
    while (quiet < QUIET_TURNS) {
      await aTurn();
      const now = this.#state();
      quiet = now === before ? quiet + 1 : 0;
      before = now;
    }
  }

  #state(): string {
    return JSON.stringify([this.#isBusy(), this.#sleepers.size]);
  }
}
