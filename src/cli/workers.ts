import cluster, { type Worker } from "node:cluster";
import type { Logger } from "../telemetry/logger.js";
import { V8_FLAGS } from "./v8-flags.js";

export interface WorkersOptions {
  /** How many processes serve. */
  readonly count: number;
  /** What each is started with, beside the environment of this process. */
  readonly environmentOf: (index: number) => Readonly<Record<string, string>>;
  readonly logger: Logger;
}

/** Before one that died is replaced: what kills each new one must not fill a core with starting. */
const RESTART_MS = 1000;
/** What a worker says once it serves. */
const READY = "ready";

/**
 * Gateways in processes of their own that share a port: this process takes the connections, and hands each to the next
 * worker. They share nothing but the store, like gateways on several machines. One that dies is replaced.
 */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #living = new Set<Worker>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #exitCode = 0;
  #allGone: () => void = () => undefined;
  /** There once all were told to end. */
  #end: Promise<void> | undefined;

  constructor(options: WorkersOptions) {
    this.#options = options;
    cluster.setupPrimary({ args: ["serve"], execArgv: [...process.execArgv, ...V8_FLAGS] });
  }

  /** @returns when all serve, or were told to end. Rejects if one ends by itself before: what keeps it from starting, it has printed. */
  async start(): Promise<void> {
    const { count } = this.#options;
    await Promise.all(Array.from({ length: count }, (_, index) => this.#started(index)));
  }

  /** Tells all to end. @returns the exit code of this process, when they are gone: 0 if each of them ended well. */
  async end(): Promise<number> {
    this.#end ??= this.#endAll();
    await this.#end;
    return this.#exitCode;
  }

  async #endAll(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#living.size === 0) return;
    const gone = new Promise<void>((resolve) => (this.#allGone = resolve));
    for (const worker of this.#living) worker.process.kill("SIGTERM");
    await gone;
  }

  #started(index: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fork(index)
        .once("message", resolve)
        .once("exit", () => {
          if (this.#end === undefined) reject(new Error("A worker did not start."));
          else resolve();
        });
    });
  }

  #fork(index: number): Worker {
    const worker = cluster.fork(this.#options.environmentOf(index));
    this.#living.add(worker);
    worker.once("exit", (code: number | null, signal: string | null) => {
      this.#living.delete(worker);
      if (this.#end !== undefined) this.#leave(code, signal);
      else this.#replace(index, { pid: worker.process.pid, code, signal });
    });
    return worker;
  }

  /** One that dies of SIGTERM did not serve yet: afterwards it heeds it. */
  #leave(code: number | null, signal: string | null): void {
    if (code !== 0 && signal !== "SIGTERM") this.#exitCode = 1;
    if (this.#living.size === 0) this.#allGone();
  }

  #replace(index: number, ended: object): void {
    this.#options.logger.error(ended, "worker ended");
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#fork(index);
    }, RESTART_MS);
    this.#timers.add(timer);
  }
}

/** To be called by a worker once it serves; by any other process for nothing. */
export function tellReady(): void {
  cluster.worker?.send(READY);
}

/** To be called by a worker that is done: the channel to its parent is all that keeps it then. */
export function letWorkerEnd(): void {
  cluster.worker?.disconnect();
}

/** Whether this process was started by `Workers`. */
export function isWorker(): boolean {
  return cluster.isWorker;
}
