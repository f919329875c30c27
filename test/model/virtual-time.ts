interface Timer {
  readonly dueAt: number;
  readonly work: () => void;
}

/** Timers are late by up to this much, as on a busy machine; so a long wait is few looks. */
export const LATENESS_MS = 250;

/** The time of a whole model run: it stands still until it is moved, and timers of the code under test follow it. */
export class VirtualTime {
  #now = 0;
  #timers: Timer[] = [];

  /** Milliseconds since the run began. */
  get now(): number {
    return this.#now;
  }

  /** @returns when the next timer is due. */
  get nextDue(): number | undefined {
    return this.#timers[0]?.dueAt;
  }

  after(ms: number, work: () => void): Timer {
    const dueAt = Math.ceil((this.#now + Math.max(1, ms)) / LATENESS_MS) * LATENESS_MS;
    const timer = { dueAt, work };
    const later = this.#timers.findIndex((each) => each.dueAt > dueAt);
    this.#timers.splice(later === -1 ? this.#timers.length : later, 0, timer);
    return timer;
  }

  cancel(timer: unknown): void {
    this.#timers = this.#timers.filter((each) => each !== timer);
  }

  /** Moves to an instant without letting anything happen on the way: what is due meanwhile is late. */
  moveTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }

  /** Moves to the next timer and fires it. */
  fireNext(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) return;
    this.moveTo(timer.dueAt);
    timer.work();
  }

  /** Takes the place of the real timers. @returns what puts them back. */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    const fake = (work: () => void, ms = 0): object => {
      const timer = this.after(ms, work);
      return Object.assign(timer, { unref: () => timer });
    };
    globalThis.setTimeout = fake as unknown as typeof setTimeout;
    globalThis.clearTimeout = (timer) => {
      this.cancel(timer);
    };
    return () => Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}
