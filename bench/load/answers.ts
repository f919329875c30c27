import { type Dispatcher, request } from "undici";
import type { BenchRequest } from "../messages.js";

/** Sends one request again and again, and counts what came back. */
export class Answers {
  readonly latenciesMs: number[] = [];
  readonly #request: BenchRequest;
  readonly #dispatcher: Dispatcher;
  readonly #sizes = new Set<number>();
  #failures = 0;

  constructor(request: BenchRequest, dispatcher: Dispatcher) {
    this.#request = request;
    this.#dispatcher = dispatcher;
  }

  /** Broken connections, answers other than 200, bodies of another size. */
  get faults(): number {
    return this.#failures + Math.max(0, this.#sizes.size - 1);
  }

  /** Never rejects: a request that fails is counted. */
  async send(): Promise<void> {
    const { url, method, headers, body = null } = this.#request;
    const sentAt = performance.now();
    try {
      const answer = await request(url, { method, headers, body, dispatcher: this.#dispatcher });
      const { byteLength } = await answer.body.arrayBuffer();
      this.latenciesMs.push(performance.now() - sentAt);
      this.#sizes.add(byteLength);
      if (answer.statusCode !== 200) this.#failures += 1;
    } catch {
      this.#failures += 1;
    }
  }
}
