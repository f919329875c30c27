import { setTimeout as delay } from "node:timers/promises";
import type { Given, ResilienceWorld } from "./resilience-world.js";
import type { WorkerProcess } from "./worker-process.js";

const LOOPS = 12;
const PAUSE_MS = 20;

/** Processes that refresh consents one after another, whatever happens meanwhile. */
export class Refreshing {
  readonly #given: readonly Given[];
  readonly #loops: Promise<void>[] = [];
  readonly #lastSuccess = new Map<WorkerProcess, number>();
  #longestGapMs = 0;
  #running = true;
  #next = 0;

  constructor(workers: readonly WorkerProcess[], given: readonly Given[]) {
    this.#given = given;
    for (const worker of workers) {
      this.#lastSuccess.set(worker, Date.now());
      for (let loop = 0; loop < LOOPS; loop += 1) this.#loops.push(this.#refresh(worker));
    }
  }

  /** @returns the longest time that a process went without a success, in milliseconds. */
  async stop(): Promise<number> {
    this.#running = false;
    await Promise.all(this.#loops);
    for (const since of this.#lastSuccess.values()) this.#note(Date.now() - since);
    return this.#longestGapMs;
  }

  async #refresh(worker: WorkerProcess): Promise<void> {
    while (this.#running) {
      this.#next += 1;
      const each = this.#given[this.#next % this.#given.length];
      if (each === undefined) return;
      const { given } = await worker.renew([each.reference], Date.now(), 1);
      if (given === 1) {
        this.#note(Date.now() - (this.#lastSuccess.get(worker) ?? 0));
        this.#lastSuccess.set(worker, Date.now());
      }
      await delay(PAUSE_MS);
    }
  }

  #note(gapMs: number): void {
    this.#longestGapMs = Math.max(this.#longestGapMs, gapMs);
  }
}

export interface Losses {
  /** Consents that cannot be refreshed by a process that starts now. */
  readonly lost: number;
  /** Grants that the bank has ended. */
  readonly dead: number;
  readonly reuses: number;
}

/** Asks a new process, and the bank, what is left. */
export async function countLosses(world: ResilienceWorld, given: readonly Given[]): Promise<Losses> {
  const checker = await world.worker();
  const references = given.map(({ reference }) => reference);
  const renewed = await checker.renew(references, Date.now(), 16);
  await checker.kill();
  const all = await world.reports();
  const reports = given.flatMap(({ grantId }) => all.get(grantId) ?? []);
  return {
    lost: given.length - renewed.given,
    dead: reports.filter(({ alive }) => !alive).length,
    reuses: reports.reduce((sum, report) => sum + report.reuses, 0),
  };
}
