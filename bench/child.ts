import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ready } from "./messages.js";
import { pinned } from "./pinning.js";

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** Enough for a line of each of 64 workers. */
const LAST_WORDS = 10_000;

/** What to start, its environment, and the cores it is kept on. */
export interface ChildProgram {
  readonly name: string;
  /** This Node if left out. */
  readonly executable?: string;
  readonly nodeArguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly core: number;
  /** How many, from `core` on; one if left out. */
  readonly cores?: number;
}

// Whatever happens to this process, its children do not outlive it.
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** @returns the arguments that run a TypeScript file of this folder. */
export function benchFile(file: string): readonly string[] {
  return ["--import", "tsx", fileURLToPath(new URL(file, import.meta.url))];
}

/** Something that answers questions: a `Child`, or what stands in for one. */
export type Asked = Pick<Child, "ask">;

/** A process that this benchmark started and stops again. */
export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;
  #lastWords = "";

  private constructor(program: ChildProgram) {
    const [command = "", ...args] = pinned(
      [program.executable ?? process.execPath, ...program.nodeArguments],
      program.core,
      program.cores,
    );
    this.#name = program.name;
    this.#process = spawn(command, args, {
      env: { PATH: process.env["PATH"], ...program.environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(this.#process);
    this.#process.once("exit", () => running.delete(this.#process));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#lastWords = (this.#lastWords + chunk.toString()).slice(-LAST_WORDS);
      });
    }
  }

  /** Starts a program of this folder and waits until it says where it listens. */
  static async start(program: ChildProgram): Promise<{ readonly child: Child; readonly url: string }> {
    const child = new Child(program);
    try {
      const ready = (await child.#next(START_LIMIT_MS)) as Ready;
      return { child, url: ready.url };
    } catch (failure) {
      await child.stop();
      throw failure;
    }
  }

  /**
   * Starts a program that knows nothing of this benchmark.
   * @param urlIn finds the address in what the program has printed so far, or by trying.
   */
  static async startForeign(
    program: ChildProgram,
    urlIn: (printed: string) => string | undefined | Promise<string | undefined>,
  ): Promise<{ readonly child: Child; readonly url: string }> {
    const child = new Child(program);
    const giveUpAt = performance.now() + START_LIMIT_MS;
    while (performance.now() < giveUpAt && child.#process.exitCode === null) {
      const url = await urlIn(child.#lastWords);
      if (url !== undefined) return { child, url };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await child.stop();
    throw new Error(`${program.name} did not start:\n${child.#lastWords}`);
  }

  /** The end of what it has printed. */
  get lastWords(): string {
    return this.#lastWords;
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error(`${this.#name} could not be started`);
    return this.#process.pid;
  }

  /** One question at a time. Rejects when the process ends without an answer. */
  async ask<Answer>(question: unknown, limitMs: number): Promise<Answer> {
    const answer = this.#next(limitMs);
    this.#process.send(question as object);
    return (await answer) as Answer;
  }

  /** Asks it to end, and ends it when it does not. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  #hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.#process;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  async #next(limitMs: number): Promise<unknown> {
    const given = new AbortController();
    const timer = setTimeout(() => {
      given.abort();
    }, limitMs);
    try {
      const { signal } = given;
      const message = once(this.#process, "message", { signal }).then(([value]) => value as unknown);
      const end = once(this.#process, "exit", { signal }).then(() => {
        throw new Error("ended");
      });
      return await Promise.race([message, end]);
    } catch (cause) {
      throw new Error(`${this.#name} gave no answer:\n${this.#lastWords}`, { cause });
    } finally {
      clearTimeout(timer);
      given.abort();
    }
  }
}
