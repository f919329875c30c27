import type { Clock } from "../../core/clock.js";
import type { RedisTopology } from "./redis-topology.js";

const SAMPLE_EVERY_MS = 10_000;
/** An answer that took this long says too little of when it was given. */
const MAX_ROUND_TRIP_MS = 500;

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
    await this.#sample();
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

  async #sample(): Promise<void> {
    const [master] = await this.#topology.masters();
    const before = this.#local.monotonic();
    const [seconds, microseconds] = (await master?.read(["TIME"])) as unknown as [Buffer, Buffer];
    const after = this.#local.monotonic();
    if (after - before > MAX_ROUND_TRIP_MS) return;
    const serverTime = Number(String(seconds)) * 1000 + Number(String(microseconds)) / 1000;
    this.#offset = serverTime - (before + after) / 2;
  }
}
