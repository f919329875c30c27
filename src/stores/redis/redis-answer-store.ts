import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { AnswerKey, AnswerStore } from "../answer-store.js";
import { liveValue, withExpiry } from "../expiring-value.js";
import { MemoryRoom } from "./memory-room.js";
import type { RedisMaster } from "./redis-master.js";
import type { RedisTopology } from "./redis-topology.js";
import { DELETE_ALL_ANSWERS, PUT_ANSWER } from "./scripts.js";

/**
 * Answers in Redis, beside the records, for which they leave room. Each is a key of its own that Redis deletes when it has
 * expired; a sorted set by end knows those of a consent, in the same slot of a cluster.
 */
export class RedisAnswerStore implements AnswerStore {
  readonly #topology: RedisTopology;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly #room: MemoryRoom;
  #closed = false;

  constructor(topology: RedisTopology, prefix: string, clock: Clock) {
    this.#topology = topology;
    this.#prefix = prefix;
    this.#clock = clock;
    this.#room = new MemoryRoom(clock);
  }

  async get(key: AnswerKey): Promise<Uint8Array | undefined> {
    const path = this.#pathOf(key);
    const stored = await (await this.#master(path)).read(["GET", path]);
    return Buffer.isBuffer(stored) ? liveValue(stored, this.#clock.now()) : undefined;
  }

  async put(key: AnswerKey, value: Uint8Array, expiresAt: number): Promise<void> {
    const path = this.#pathOf(key);
    const now = this.#clock.now();
    const master = await this.#master(path);
    if (expiresAt <= now || !(await this.#room.isThere(master))) return;
    const times = [expiresAt - now, expiresAt, now].map((time) => String(Math.floor(time)));
    const keys = [path, this.#listOf(key.consentId)];
    const command = ["EVAL", PUT_ANSWER, "2", ...keys, withExpiry(value, expiresAt), ...times];
    await master.write(command).catch(unlessFull);
  }

  async delete(key: AnswerKey): Promise<void> {
    const path = this.#pathOf(key);
    await (await this.#master(path)).write(["UNLINK", path]);
  }

  async deleteAll(consentId: string): Promise<void> {
    const list = this.#listOf(consentId);
    await (await this.#master(list)).write(["EVAL", DELETE_ALL_ANSWERS, "1", list]);
  }

  /** Redis does it. */
  async sweep(): Promise<void> {
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#topology.close();
  }

  async #master(key: string): Promise<RedisMaster> {
    if (this.#closed) throw new GatewayError("STORE_UNAVAILABLE", "the store is closed");
    return this.#topology.masterOf(key);
  }

  /** The braces make a cluster keep all answers of one consent in one slot. */
  #pathOf({ consentId, name }: AnswerKey): string {
    return `${this.#prefix}:a:{${consentId}}:${name}`;
  }

  #listOf(consentId: string): string {
    return `${this.#prefix}:al:{${consentId}}`;
  }
}

/** Somebody else may have taken the room in the meantime. */
function unlessFull(failure: unknown): void {
  if (!(failure instanceof Error && failure.message.endsWith(": OOM"))) throw failure;
}
