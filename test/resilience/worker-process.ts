import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import type { ReadAnswer, StatusAnswer, WorkerOrder } from "./worker-protocol.js";

const FOLDER = "node_modules/.cache/resilience";
const BUNDLE = `${FOLDER}/worker.js`;
const START_LIMIT_MS = 60_000;

type Answer = Record<string, unknown>;

/** Makes the worker one file of JavaScript, so that the hundreds of them that are killed start quickly. */
export async function buildWorker(): Promise<void> {
  await build({
    ...{ entryPoints: ["test/resilience/worker.ts"], outdir: FOLDER, bundle: true, splitting: true },
    ...{ platform: "node", format: "esm", target: "node20", minify: true, logLevel: "error" },
    // What loads files of its own stays outside.
    external: ["lmdb", "pino"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

/** A worker in a process of its own. */
export class WorkerProcess {
  readonly child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (failure: Error) => void }
  >();
  #serial = 0;
  #isStarted!: () => void;
  readonly #started: Promise<void>;
  readonly exited: Promise<void>;
  /** Everything it printed, for tests that look for secrets. */
  output = "";

  private constructor(child: ChildProcess) {
    this.child = child;
    this.#started = new Promise((resolve) => (this.#isStarted = resolve));
    this.exited = once(child, "exit").then(() => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the worker is gone"));
      this.#waiting.clear();
    });
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.#hear(line);
      });
    // A worker that is killed does not read what was written to it.
    child.stdin?.on("error", () => undefined);
    child.stderr?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** @param wrapper a program that runs node for us, for example `faketime -f +31d`. */
  static spawn(
    environment: Readonly<Record<string, string>>,
    wrapper: readonly string[] = [],
  ): WorkerProcess {
    const command = [...wrapper, process.execPath, BUNDLE];
    const env = { PATH: process.env["PATH"] ?? "", ...environment };
    return new WorkerProcess(
      spawn(command[0] ?? "", command.slice(1), { env, stdio: ["pipe", "pipe", "pipe"] }),
    );
  }

  /** Resolves when it takes orders; rejects if it ends before, or takes too long. */
  async whenStarted(): Promise<void> {
    const late = new Promise<never>((_resolve, reject) =>
      setTimeout(() => {
        reject(new Error(`the worker does not start: ${this.output}`));
      }, START_LIMIT_MS).unref(),
    );
    const gone = this.exited.then(() => {
      throw new Error(`the worker did not start: ${this.output}`);
    });
    gone.catch(() => undefined);
    await Promise.race([this.#started, late, gone]);
  }

  read(references: readonly ConsentReference[], times = 1): Promise<ReadAnswer> {
    return this.tell({ do: "read", references, times }) as unknown as Promise<ReadAnswer>;
  }

  renew(references: readonly ConsentReference[], newerThan: number, atOnce: number): Promise<ReadAnswer> {
    return this.tell({ do: "renew", references, newerThan, atOnce }) as unknown as Promise<ReadAnswer>;
  }

  status(): Promise<StatusAnswer> {
    return this.tell({ do: "status" }) as unknown as Promise<StatusAnswer>;
  }

  /** Rejects if the worker ends before it has answered, or answers with an error. */
  tell(command: WorkerOrder): Promise<Answer> {
    if (!this.alive) return Promise.reject(new Error("the worker is gone"));
    this.#serial += 1;
    const id = this.#serial;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.child.stdin?.write(`${JSON.stringify({ ...command, id })}\n`);
    });
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill(): Promise<void> {
    if (this.alive) this.child.kill("SIGKILL");
    await this.exited;
  }

  /** Lets it finish what it does. */
  async end(): Promise<void> {
    this.child.stdin?.end();
    await this.exited;
  }

  #hear(line: string): void {
    this.output += `${line}\n`;
    if (!line.startsWith('{"id"') && !line.startsWith('{"started"')) return;
    const { id, started, ...answer } = JSON.parse(line) as Answer & { id?: number; started?: boolean };
    if (started === true) this.#isStarted();
    const waiting = this.#waiting.get(id ?? -1);
    if (waiting === undefined) return;
    this.#waiting.delete(id ?? -1);
    if (typeof answer["error"] === "string") {
      waiting.reject(new Error(`${answer["error"]}: ${String(answer["detail"])}`));
    } else waiting.resolve(answer);
  }
}
