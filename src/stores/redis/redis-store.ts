import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RecordKey, RecordKind, RecordStore, StoredRecord, Write } from "../record-store.js";
import type { RedisReply } from "./redis-connection.js";
import type { RedisMaster } from "./redis-master.js";
import type { RedisTopology } from "./redis-topology.js";
import { ADD_MEMBER, CHECK, COMMIT, CONFIRM, REMOVE_MEMBER, TAKE } from "./scripts.js";

const SCAN_COUNT = "500";

/**
 * Records in Redis: standalone, behind Sentinels, or a Cluster. All records of one id are fields of one hash, so that one
 * script on one slot changes them together.
 */
export class RedisStore implements RecordStore {
  readonly #topology: RedisTopology;
  readonly #prefix: string;
  readonly #clock: Clock;
  #closed = false;

  constructor(topology: RedisTopology, prefix: string, clock: Clock) {
    this.#topology = topology;
    this.#prefix = prefix;
    this.#clock = clock;
  }

  async get({ kind, id }: RecordKey): Promise<StoredRecord | undefined> {
    const key = this.#recordKey(id);
    const master = await this.#master(key);
    return this.#live({ kind, id }, await master.read(["HGET", key, kind]));
  }

  async commit(id: string, writes: readonly Write[]): Promise<boolean> {
    const key = this.#recordKey(id);
    const values = writes.flatMap(({ kind, value, ifVersion, version = ifVersion + 1, expiresAt }) => [
      ...[kind, String(ifVersion), String(version), expiresAt === undefined ? "-" : String(expiresAt)],
      ...(value === null ? ["0", ""] : ["1", Buffer.from(value)]),
    ]);
    const master = await this.#master(key);
    const reply = await told(id, master.write(["EVAL", COMMIT, "1", key, this.#now(), ...values]));
    return reply === 1;
  }

  async confirm({ kind, id }: RecordKey, version: number): Promise<boolean> {
    const key = this.#recordKey(id);
    const master = await this.#master(key);
    const keys = [key, `${this.#prefix}:c:{${id}}`];
    const command = ["EVAL", CONFIRM, "2", ...keys, this.#now(), kind, String(version)];
    return (await told(id, master.write(command))) === 1;
  }

  async take({ kind, id }: RecordKey): Promise<StoredRecord | undefined> {
    const key = this.#recordKey(id);
    const master = await this.#master(key);
    return this.#live({ kind, id }, await master.write(["EVAL", TAKE, "1", key, kind]));
  }

  async addMember(set: string, member: string): Promise<void> {
    const key = this.#setKey(set);
    await (await this.#master(key)).write(["EVAL", ADD_MEMBER, "1", key, member]);
  }

  async removeMember(set: string, member: string): Promise<void> {
    const key = this.#setKey(set);
    await (await this.#master(key)).write(["EVAL", REMOVE_MEMBER, "1", key, member]);
  }

  async members(set: string): Promise<readonly string[]> {
    const key = this.#setKey(set);
    const members = (await (await this.#master(key)).read(["SMEMBERS", key])) as Iterable<RedisReply>;
    return [...members].map(String).sort();
  }

  async *ids(kind: RecordKind): AsyncIterable<string> {
    if (this.#closed) throw closed();
    // SCAN may tell a key twice.
    const told = new Set<string>();
    for (const master of await this.#topology.masters()) {
      let cursor = "0";
      do {
        const match = `${this.#prefix}:r:{*`;
        const [next, keys] = (await master.read([
          ...["SCAN", cursor, "MATCH", match, "COUNT", SCAN_COUNT],
        ])) as unknown as [Buffer, Buffer[]];
        cursor = String(next);
        for (const id of await this.#holding(master, kind, keys.map(String))) {
          if (!told.has(id)) yield id;
          told.add(id);
        }
      } while (cursor !== "0");
    }
  }

  async check(): Promise<void> {
    if (this.#closed) throw closed();
    const key = `${this.#prefix}:check`;
    const masters = await this.#topology.masters();
    // A cluster's other masters are asked by what they hold; any key is as good as another for being alive.
    const master = masters.length === 1 ? masters[0] : await this.#topology.masterOf(key);
    await master?.write(["EVAL", CHECK, "1", key]);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#topology.close();
  }

  async #holding(master: RedisMaster, kind: RecordKind, keys: readonly string[]): Promise<readonly string[]> {
    const start = `${this.#prefix}:r:{`.length;
    const found = await Promise.all(
      keys.map(async (key) => {
        const id = key.slice(start, -1);
        return this.#isThere({ kind, id }, await master.read(["HGET", key, kind])) ? [id] : [];
      }),
    );
    return found.flat();
  }

  async #master(key: string): Promise<RedisMaster> {
    if (this.#closed) throw closed();
    return this.#topology.masterOf(key);
  }

  /** A damaged record is there: whoever reads it is told so. */
  #isThere(key: RecordKey, stored: RedisReply): boolean {
    try {
      return this.#live(key, stored) !== undefined;
    } catch {
      return true;
    }
  }

  #live(key: RecordKey, stored: RedisReply): StoredRecord | undefined {
    if (stored === null) return undefined;
    const { version, expiresAt, value } = decode(key, stored);
    return expiresAt !== undefined && expiresAt <= this.#clock.now() ? undefined : { value, version };
  }

  #now(): string {
    return String(Math.floor(this.#clock.now()));
  }

  /** The braces make a cluster keep all records of one id in one slot. */
  #recordKey(id: string): string {
    return `${this.#prefix}:r:{${id}}`;
  }

  #setKey(set: string): string {
    return `${this.#prefix}:s:${set}`;
  }
}

function decode(
  { kind, id }: RecordKey,
  stored: RedisReply,
): { version: number; expiresAt: number | undefined; value: Buffer } {
  if (Buffer.isBuffer(stored)) {
    const end = stored.indexOf("\n");
    const [, version, expiry] = /^(\d{1,16}) (-|\d{1,16})$/.exec(stored.toString("latin1", 0, end)) ?? [];
    if (version !== undefined && expiry !== undefined) {
      const expiresAt = expiry === "-" ? undefined : Number(expiry);
      return { version: Number(version), expiresAt, value: stored.subarray(end + 1) };
    }
  }
  throw unreadable(kind, id);
}

/** A script that met a damaged record says so in its first word. */
async function told(id: string, reply: Promise<RedisReply>): Promise<RedisReply> {
  return reply.catch((failure: unknown) => {
    if (failure instanceof Error && failure.message.endsWith(": UNREADABLE"))
      throw unreadable("a record of", id);
    throw failure;
  });
}

function unreadable(kind: string, id: string): GatewayError {
  return new GatewayError("RECORD_UNREADABLE", `${kind} ${id} is not what the gateway wrote`);
}

function closed(): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", "the store is closed");
}
