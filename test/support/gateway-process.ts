import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = "dist/main.js";
const START_LIMIT_MS = 20_000;

/** The built `fdx-gateway` program in a process of its own. */
export class GatewayProcess {
  readonly #child: ChildProcess;
  /** When the process has ended and all that it printed was read. */
  readonly #closed: Promise<void>;
  stdout = "";
  stderr = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#closed = new Promise((resolve) => {
      child.once("close", () => {
        resolve();
      });
    });
    child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** @param environment the whole of it, beside PATH: nothing of the test's own leaks in. */
  static spawn(command: string, environment: Readonly<Record<string, string>>): GatewayProcess {
    if (!existsSync(MAIN)) throw new Error("Build first: npm run build");
    const env = { PATH: process.env["PATH"] ?? "", ...environment };
    return new GatewayProcess(spawn(process.execPath, [MAIN, ...command.split(" ")], { env }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until the program has printed `text`. */
  async printed(text: string): Promise<void> {
    const giveUpAt = Date.now() + START_LIMIT_MS;
    while (!this.stdout.includes(text)) {
      if (this.#child.exitCode !== null || Date.now() > giveUpAt) {
        throw new Error(`${text} was not printed.\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Ends the process and waits until it is gone. SIGKILL leaves it no time for anything. */
  async kill(signal: "SIGINT" | "SIGKILL" | "SIGTERM"): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    this.#child.kill(signal);
    await this.#closed;
    return this.#child.exitCode;
  }

  async exited(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }
}

/** @returns a folder of this test's own. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "fdx-gateway-"));
}

/** Writes a file as JSON, readable by the owner only. */
export function writeJson(folder: string, name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
  return path;
}
