import { setTimeout as delay } from "node:timers/promises";
import { GatewayError } from "../core/gateway-error.js";

const ANSWER_MS = 1_500;
/** Load balancers ask often, and every check writes to a disk. */
const KEEP_MS = 500;

/** Whether this process can do its work: all its checks pass, and soon. */
export class Readiness {
  readonly #checks: readonly (() => Promise<void>)[];
  #current: Promise<void> | undefined;
  #draining = false;

  constructor(checks: readonly (() => Promise<void>)[]) {
    this.#checks = checks;
  }

  async isReady(): Promise<boolean> {
    return this.check().then(
      () => true,
      () => false,
    );
  }

  /** From now on it is not ready any more. */
  drain(): void {
    this.#draining = true;
  }

  /** Rejects with STORE_UNAVAILABLE. */
  async check(): Promise<void> {
    if (this.#draining) throw new GatewayError("STORE_UNAVAILABLE", "shutting down");
    this.#current ??= this.#run().finally(() => {
      setTimeout(() => (this.#current = undefined), KEEP_MS).unref();
    });
    await this.#current;
  }

  async #run(): Promise<void> {
    const limit = new AbortController();
    const tooLate = delay(ANSWER_MS, undefined, { signal: limit.signal }).then(
      () => {
        throw new GatewayError("STORE_UNAVAILABLE", "the store does not answer");
      },
      () => undefined,
    );
    try {
      await Promise.race([Promise.all(this.#checks.map((check) => check())), tooLate]);
    } finally {
      limit.abort();
    }
  }
}
