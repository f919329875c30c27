import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { LinkedList } from "../core/linked-list.js";
import { sleep } from "../core/sleep.js";

/** For running requests once no new ones are taken: with the usual delay before, all are answered 7 s after the signal. */
const WORK_MS = 5_000;
/** What is not answered so long after its time has nobody who reads, or nothing that is read. */
const ANSWER_MS = 1_000;
/** For a request whose first bytes were under way when the listener closed. */
const LATE_MS = 250;
/** What a drain takes beyond its delay, unless a callback or a mutation waits for a token call. */
export const DRAIN_MS = WORK_MS + ANSWER_MS + LATE_MS;

/**
 * The end of a listener without a lost request. First, for `delayMs`, requests are served as before, so that a balancer has
 * the time to see that the gateway is not ready any more; but every answer says `connection: close`, so that no client is
 * left with a connection that it believes in. Then nothing new is accepted and idle connections are closed: by now nobody
 * uses them. What runs has `workMs` more, then it is answered with what is there.
 */
export class Drain {
  readonly #delayMs: number;
  readonly #workMs: number;
  readonly #running = new LinkedList<ServerResponse>();
  readonly #cutOff = new AbortController();
  #cutOffAt = Number.POSITIVE_INFINITY;
  #held = 0;
  #onQuiet: () => void = () => undefined;

  constructor(delayMs: number, workMs = WORK_MS) {
    this.#delayMs = delayMs;
    this.#workMs = workMs;
  }

  /** Ends with the time of running requests. */
  get cutOff(): AbortSignal {
    return this.#cutOff.signal;
  }

  /** For one that begins now, in milliseconds. */
  get timeLeftMs(): number {
    return Math.max(0, this.#cutOffAt - performance.now());
  }

  /** Called for every request, when it comes. */
  track(response: ServerResponse): void {
    if (this.#isDraining) response.shouldKeepAlive = false;
    const link = this.#running.append(response);
    response.on("close", () => {
      this.#running.remove(link);
      if (this.#isQuiet) this.#onQuiet();
    });
  }

  /** Has the end of this work waited for, also when the client is gone: it may be a token call's. */
  async hold<Result>(work: Result | Promise<Result>): Promise<Result> {
    this.#held += 1;
    try {
      return await work;
    } finally {
      this.#held -= 1;
      if (this.#isQuiet) this.#onQuiet();
    }
  }

  /** Closes the server; nobody works for a request afterwards. */
  async close(server: FastifyInstance): Promise<void> {
    const workMs = this.#delayMs + this.#workMs;
    this.#cutOffAt = performance.now() + workMs;
    for (const response of this.#running.toArray()) response.shouldKeepAlive = false;
    const timers = [
      setTimeout(() => {
        this.#cutOff.abort();
      }, workMs),
      setTimeout(() => {
        this.#abandon();
      }, workMs + ANSWER_MS),
    ];
    await sleep(this.#delayMs);
    const closed = server.close();
    await this.#quiet();
    await Promise.race([closed, sleep(LATE_MS)]);
    await this.#quiet();
    server.server.closeAllConnections();
    await closed;
    for (const timer of timers) clearTimeout(timer);
  }

  get #isDraining(): boolean {
    return this.#cutOffAt < Number.POSITIVE_INFINITY;
  }

  get #isQuiet(): boolean {
    return this.#running.size === 0 && this.#held === 0;
  }

  async #quiet(): Promise<void> {
    if (this.#isQuiet) return;
    await new Promise<void>((resolve) => (this.#onQuiet = resolve));
  }

  /** Node's own timeouts end with the listener. Work that still runs, such as a callback's token call, is waited for. */
  #abandon(): void {
    for (const { req, writableEnded } of this.#running.toArray()) {
      if (!req.complete || writableEnded) req.socket.destroy();
    }
  }
}
