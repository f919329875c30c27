import { GatewayError } from "../../core/gateway-error.js";
import { RedisConnection, type RedisCommand, type RedisReply } from "./redis-connection.js";

export interface RedisMasterOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** How many replicas must have a write before it counts; 0 where there are none, on purpose. */
  readonly waitReplicas: number;
  readonly waitMs: number;
}

interface Waiting {
  readonly command: RedisCommand;
  readonly done: (reply: RedisReply) => void;
  readonly failed: (failure: unknown) => void;
}

/**
 * One master. Writes and reads go over two connections, because WAIT holds its own up. WAIT speaks of the writes of its own
 * connection only, so writes that come while one is waited for go out together behind it, followed by one more WAIT.
 */
export class RedisMaster {
  readonly #options: RedisMasterOptions;
  readonly #reads: RedisConnection;
  readonly #writes: RedisConnection;
  #waiting: Waiting[] = [];
  #flushing = false;
  /** Its replicas do not follow: perhaps they follow another master by now. */
  #isDeserted = false;

  private constructor(options: RedisMasterOptions, reads: RedisConnection, writes: RedisConnection) {
    this.#options = options;
    this.#reads = reads;
    this.#writes = writes;
  }

  /** Rejects with STORE_UNAVAILABLE. */
  static async open(options: RedisMasterOptions): Promise<RedisMaster> {
    const { url, timeoutMs, waitMs } = options;
    const reads = await RedisConnection.open({ url, timeoutMs });
    const writes = await RedisConnection.open({ url, timeoutMs: timeoutMs + waitMs }).catch(
      (failure: unknown) => {
        reads.close();
        throw failure;
      },
    );
    return new RedisMaster(options, reads, writes);
  }

  get isGood(): boolean {
    return !this.#isDeserted && this.#reads.isGood && this.#writes.isGood;
  }

  read(command: RedisCommand): Promise<RedisReply> {
    return this.#reads.send(command);
  }

  /** Resolves when the replicas have it too. Rejects with STORE_UNAVAILABLE; it may have been written all the same. */
  write(command: RedisCommand): Promise<RedisReply> {
    return new Promise((done, failed) => {
      this.#waiting.push({ command, done, failed });
      if (!this.#flushing) void this.#flush();
    });
  }

  close(): void {
    this.#reads.close();
    this.#writes.close();
  }

  async #flush(): Promise<void> {
    this.#flushing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const replies = Promise.allSettled(batch.map(({ command }) => this.#writes.send(command)));
      const replicated = await this.#replicated();
      if (!replicated) this.#isDeserted = true;
      const outcomes = await replies;
      for (const [index, { done, failed }] of batch.entries()) {
        const reply = outcomes[index];
        if (reply?.status !== "fulfilled") failed(reply?.reason);
        else if (replicated) done(reply.value);
        else failed(new GatewayError("STORE_UNAVAILABLE", "too few replicas have confirmed the write"));
      }
    }
    this.#flushing = false;
  }

  async #replicated(): Promise<boolean> {
    const { waitReplicas, waitMs } = this.#options;
    if (waitReplicas === 0) return true;
    const reached = await this.#writes.send(["WAIT", String(waitReplicas), String(waitMs)]).catch(() => 0);
    return Number(reached) >= waitReplicas;
  }
}
