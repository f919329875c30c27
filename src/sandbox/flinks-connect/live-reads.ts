import type { ConnectClock } from "./connect-clock.js";
import type { Login, LoginRegister, StoredRead } from "./login-register.js";

/** What one live read has got at the bank, or will have when it is ready. */
export interface LiveRead extends StoredRead {
  readonly login: Login;
  readonly requestId: string;
  /** Whether its data become what cached reads give. */
  readonly save: boolean;
}

export interface LiveReadParts {
  readonly clock: ConnectClock;
  readonly logins: LoginRegister;
  /** Told once of every read that has finished. */
  readonly finished: (read: LiveRead) => void;
}

/** What a timer can wait at most; more would be no time at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Flinks reading at the banks, which takes a while. */
export class LiveReads {
  /** How long a read takes. */
  processingMs: number;
  /** Reads that were started. */
  started = 0;
  readonly #parts: LiveReadParts;
  readonly #running = new Map<string, LiveRead>();

  constructor(parts: LiveReadParts, processingMs: number) {
    this.#parts = parts;
    this.processingMs = processingMs;
    parts.clock.onMove(() => {
      this.settle();
    });
  }

  /** Reads a login's accounts at its bank. */
  start(login: Login, requestId: string, save: boolean): LiveRead {
    const { clock } = this.#parts;
    const read = { login, requestId, save, day: clock.today(), at: clock.now() + this.processingMs };
    this.started += 1;
    this.#running.set(login.id, read);
    this.#wake(read);
    return read;
  }

  /** Whether a login is being read at its bank. */
  isRunning(loginId: string): boolean {
    this.settle();
    return this.#running.has(loginId);
  }

  /** Forgets a read that is not finished. */
  cancel(loginId: string): void {
    this.#running.delete(loginId);
  }

  /** Forgets them all: what finished after the sandbox was closed would be written over what came after it. */
  close(): void {
    this.#running.clear();
  }

  /** Finishes what is ready. */
  settle(): void {
    const { clock, logins, finished } = this.#parts;
    for (const read of [...this.#running.values()].filter(({ at }) => at <= clock.now())) {
      this.#running.delete(read.login.id);
      if (read.save) read.login.stored = { day: read.day, at: read.at };
      logins.changed();
      finished(read);
    }
  }

  #wake(read: LiveRead): void {
    const leftMs = read.at - this.#parts.clock.now();
    if (leftMs <= 0) {
      this.settle();
      return;
    }
    // A timer may fire a moment early, so it looks again. Unreferenced: it does not keep the process alive.
    setTimeout(
      () => {
        this.#wake(read);
      },
      Math.min(leftMs, LONGEST_TIMER_MS),
    ).unref();
  }
}
