import type { Clock } from "../../core/clock.js";
import type { RedisMaster } from "./redis-master.js";

/** Redis refuses all writes when it is full, and a refused write of tokens is a lost consent: the rest is theirs. */
const SHARE = 0.7;
const LOOK_EVERY_MS = 2000;

interface Look {
  readonly at: number;
  readonly isThere: Promise<boolean>;
}

/** Whether a server's memory has room for what may be lost. */
export class MemoryRoom {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #looks = new WeakMap<object, Look>();

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** Rejects with STORE_UNAVAILABLE. */
  isThere(master: Pick<RedisMaster, "read">): Promise<boolean> {
    const now = this.#clock.monotonic();
    const last = this.#looks.get(master);
    if (last !== undefined && now - last.at < LOOK_EVERY_MS) return last.isThere;
    const isThere = hasRoom(master);
    this.#looks.set(master, { at: now, isThere });
    return isThere;
  }
}

/** By `maxmemory`, or where there is none by the machine's memory. A server that does not tell is thought to have room. */
async function hasRoom(master: Pick<RedisMaster, "read">): Promise<boolean> {
  const reply = await master.read(["INFO", "memory"]);
  const told = Buffer.isBuffer(reply) ? reply.toString() : "";
  const numberOf = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(told)?.[1] ?? 0);
  const limit = numberOf("maxmemory") || numberOf("total_system_memory");
  return limit === 0 || numberOf("used_memory") < SHARE * limit;
}
