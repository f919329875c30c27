import type { RedisReply } from "./redis-connection.js";
import type { RedisMaster } from "./redis-master.js";

/** Settings under which Redis keeps what it has confirmed, and what to say where they are different. */
const NEEDED: readonly (readonly [name: string, value: string])[] = [
  ["appendonly", "yes"],
  ["appendfsync", "always"],
  ["no-appendfsync-on-rewrite", "no"],
  ["maxmemory-policy", "noeviction"],
];

/**
 * @returns every setting of this master under which a write that was confirmed may be lost, each with what to change.
 * Rejects with STORE_UNAVAILABLE if the server cannot be asked.
 */
export async function durabilityFaults(master: RedisMaster, singleNode: boolean): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [name, needed] of NEEDED) {
    const found = await settingOf(master, name);
    if (found === undefined)
      faults.push(`${name} cannot be read (CONFIG GET is not allowed); it must be ${needed}`);
    else if (found !== needed) faults.push(`${name} is ${found}; set it to ${needed}`);
  }
  return singleNode ? faults : [...faults, ...(await replicationFaults(master))];
}

async function replicationFaults(master: RedisMaster): Promise<readonly string[]> {
  const faults: string[] = [];
  const minReplicas = await settingOf(master, "min-replicas-to-write");
  if (minReplicas === undefined || Number(minReplicas) < 1) {
    faults.push(`min-replicas-to-write is ${minReplicas ?? "unknown"}; set it to 1 or more`);
  }
  if ((await settingOf(master, "min-replicas-max-lag")) === "0") {
    faults.push("min-replicas-max-lag is 0, which allows any; set it to 10");
  }
  const info = textOf(await master.read(["INFO", "replication"]));
  if (Number(/^connected_slaves:(\d+)/m.exec(info)?.[1] ?? 0) < 1) faults.push("no replica is connected");
  return faults;
}

/** @returns `undefined` where the server does not tell, as managed ones may. */
async function settingOf(master: RedisMaster, name: string): Promise<string | undefined> {
  const reply = await master.read(["CONFIG", "GET", name]).catch((failure: unknown) => {
    // Not allowed, or not there: told as a fault. A server that is away is no answer at all.
    if (failure instanceof Error && /: (ERR|NOPERM)$/.test(failure.message)) return undefined;
    throw failure;
  });
  if (reply === undefined || reply === null || typeof reply !== "object") return undefined;
  const entries = Array.isArray(reply) ? [reply] : Object.entries(reply);
  const [, value] = (entries[0] ?? []) as readonly RedisReply[];
  return value === undefined ? undefined : textOf(value);
}

function textOf(reply: RedisReply): string {
  return Buffer.isBuffer(reply) || typeof reply === "string" ? reply.toString() : "";
}
