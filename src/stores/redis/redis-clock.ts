import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RedisTopology } from "./redis-topology.js";

const SAMPLE_EVERY_MS = 10_000;
/** An answer that took this long says too little of when it was given. */
const MAX_ROUND_TRIP_MS = 500;
/** Beyond the first, at a start. */
const MAX_TRIES = 5;

/**
 * The Redis server's time, carried on by this machine's monotonic clock between samples. All replicas of the gateway agree
 * on it, so that a wrong clock of one of them changes nothing.
 */
export class RedisClock implements Clock {
  readonly #topology: RedisTopology;
  readonly #local: Clock;
  /** What is to be added to the monotonic clock. */
  #offset: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(topology: RedisTopology, local: Clock) {
    this.#topology = topology;
    this.#local = local;
    this.#offset = local.now() - local.monotonic();
  }

  /** Rejects with STORE_UNAVAILABLE if the server's time cannot be read. */
  async start(): Promise<void> {
    for (let tries = 0; !(await this.#sample()); tries += 1) {
      // With the local time until a quick answer comes, this replica would not agree with the others.
      if (tries === MAX_TRIES) throw new GatewayError("STORE_UNAVAILABLE", "Redis tells its time too slowly");
    }
    // While Redis is away the last offset stays in use.
    this.#timer = setInterval(() => void this.#sample().catch(() => undefined), SAMPLE_EVERY_MS).unref();
  }

  now(): number {
    return Math.floor(this.#local.monotonic() + this.#offset);
  }

  monotonic(): number {
    return this.#local.monotonic();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** @returns whether the answer came soon enough to tell anything. */
  async #sample(): Promise<boolean> {
    const [master] = await this.#topology.masters();
    const before = this.#local.monotonic();
    const [seconds, microseconds] = (await master?.read(["TIME"])) as unknown as [Buffer, Buffer];
    const after = this.#local.monotonic();
    if (after - before > MAX_ROUND_TRIP_MS) return false;
    const serverTime = Number(String(seconds)) * 1000 + Number(String(microseconds)) / 1000;
    this.#offset = serverTime - (before + after) / 2;
    return true;
  }
}
