import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

const MAIN = "dist/main.js";
const PROBE = "./test/memory/probe.js";
const READY_WITHIN_MS = 30_000;

/** Bytes in use after a forced garbage collection. */
export interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
}

/** The built `fdx-gateway serve` in a process of its own, which can be asked for its memory. */
export class MeasuredGateway {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param environment the whole of it, beside PATH. Rejects where the gateway does not come up. */
  static async start(environment: Readonly<Record<string, string>>, url: string): Promise<MeasuredGateway> {
    const child = fork(MAIN, ["serve"], {
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      execArgv: ["--expose-gc", "--import", PROBE],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const gateway = new MeasuredGateway(child);
    await gateway.#ready(url);
    return gateway;
  }

  async memory(): Promise<Memory> {
    const answer = once(this.#child, "message");
    this.#child.send("memory");
    const [memory] = (await answer) as [Memory];
    return memory;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  async #ready(url: string): Promise<void> {
    const giveUpAt = performance.now() + READY_WITHIN_MS;
    while (!(await isReady(url))) {
      if (this.#child.exitCode !== null || performance.now() > giveUpAt) {
        await this.stop();
        throw new Error("the gateway did not come up; is it built?");
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}
