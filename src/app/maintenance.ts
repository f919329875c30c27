import { failureFields } from "../core/failure-fields.js";
import type { Logger } from "../telemetry/logger.js";

/** One thing that must happen now and again. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  /** Begins nothing more when the signal is aborted: the process is ending. */
  readonly work: (signal: AbortSignal) => Promise<unknown>;
}

/** Does every chore at once and then at its interval; one that takes longer than that is not joined by another. */
export class Maintenance {
  readonly #logger: Logger;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  start(chores: readonly Chore[]): void {
    for (const chore of chores) {
      this.#begin(chore);
      this.#timers.push(
        setInterval(() => {
          this.#begin(chore);
        }, chore.everyMs).unref(),
      );
    }
  }

  /** Begins nothing more. */
  end(): void {
    this.#ending.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Waits for what chores have begun. */
  async stop(): Promise<void> {
    this.end();
    await Promise.all(this.#running.values());
  }

  #begin({ name, work }: Chore): void {
    if (this.#running.has(name)) return;
    const running = work(this.#ending.signal)
      .catch((failure: unknown) => {
        this.#logger.warn({ chore: name, ...failureFields(failure) }, "maintenance failed");
      })
      .then(() => {
        this.#running.delete(name);
      });
    this.#running.set(name, running);
  }
}
