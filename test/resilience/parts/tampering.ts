import { createClient, RESP_TYPES } from "redis";
import { openFoundations } from "../../../src/app/foundations.js";
import { createVault } from "../../../src/app/token-parts.js";
import { readConfig } from "../../../src/config/read-config.js";
import { Closers } from "../../../src/core/closers.js";
import type { RecordKind, RecordStore } from "../../../src/stores/record-store.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import type { TokenVault } from "../../../src/tokens/token-vault.js";
import { RedisServer } from "../../support/redis-servers.js";
import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";

const KINDS: readonly RecordKind[] = ["consent", "token-set", "refresh", "data-key"];
const PREFIX = "tamper";

/** Somebody who can write to the store but has no key changes what stands there. */
export const tampering: Part = async (size) => {
  const redis = await RedisServer.start("--appendfsync", "no");
  const world = await ResilienceWorld.start({
    rotation: "strict",
    environment: {
      ...{ STORE: "redis", REDIS_URL: redis.url, REDIS_PREFIX: PREFIX },
      ...{ SINGLE_NODE: "on", ALLOW_VOLATILE_STORE: "on", LOG_LEVEL: "silent" },
    },
  });
  const tamperer = await Tamperer.start(world, redis.url);
  try {
    const [one, two] = (await world.give(2)).map(({ reference }) => reference);
    if (one === undefined || two === undefined) throw new Error("no consents");
    await tamperer.writeConsents(one, two);
    await tamperer.flipBits(one, size === "whole" ? 1 : 37);
    await tamperer.swapRows(one, two);
    await tamperer.rollBack(one, () => refresh(world, one));
    const { refused, accepted, codes } = tamperer;
    return [
      {
        what: "every bit flip, row swap and roll-back of a stored record",
        asked: "refused, one error",
        measured: `${refused.toLocaleString("en")} changes refused with ${[...codes].join(", ")}; accepted: ${accepted.length === 0 ? "none" : accepted.slice(0, 5).join("; ")}`,
        passed: accepted.length === 0 && refused > 0 && codes.size === 1,
      },
    ];
  } finally {
    await tamperer.close();
    await world.close();
    await redis.remove();
  }
};

async function refresh(world: ResilienceWorld, reference: ConsentReference): Promise<void> {
  const worker = await world.worker();
  const { given } = await worker.renew([reference], Date.now() + 60_000, 1);
  await worker.kill();
  if (given !== 1) throw new Error("no refresh");
}

type Raw = ReturnType<typeof rawClient>;

function rawClient(url: string) {
  return createClient({ url }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}

class Tamperer {
  refused = 0;
  readonly accepted: string[] = [];
  readonly codes = new Set<string>();
  readonly #raw: Raw;
  readonly #store: RecordStore;
  readonly #newVault: () => TokenVault;
  readonly #closers: Closers;

  private constructor(raw: Raw, store: RecordStore, newVault: () => TokenVault, closers: Closers) {
    this.#raw = raw;
    this.#store = store;
    this.#newVault = newVault;
    this.#closers = closers;
  }

  static async start(world: ResilienceWorld, url: string): Promise<Tamperer> {
    const closers = new Closers();
    const outside = { logger: createLogger("silent"), audit: () => undefined };
    const ground = await openFoundations(readConfig(world.environment), outside, closers);
    const raw = rawClient(url);
    await raw.connect();
    return new Tamperer(raw, ground.store, () => createVault(ground), closers);
  }

  async writeConsents(...references: readonly ConsentReference[]): Promise<void> {
    for (const { consentId } of references) {
      const value = Buffer.from(JSON.stringify({ consentId, phase: "ACTIVE" }));
      await this.#store.commit(consentId, [{ kind: "consent", value, ifVersion: 0 }]);
    }
  }

  async flipBits(reference: ConsentReference, step: number): Promise<void> {
    for (const kind of KINDS) {
      const stored = await this.#row(reference, kind);
      for (let bit = 0; bit < stored.length * 8; bit += step) {
        const changed = Buffer.from(stored);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await this.#expectRefusal(reference, { [kind]: changed }, `${kind} bit ${bit}`);
      }
    }
  }

  /** The same kind of another consent, and another kind of the same. */
  async swapRows(one: ConsentReference, two: ConsentReference): Promise<void> {
    for (const kind of KINDS) {
      await this.#expectRefusal(one, { [kind]: await this.#row(two, kind) }, `${kind} of another consent`);
      for (const other of KINDS.filter((each) => each !== kind)) {
        await this.#expectRefusal(
          one,
          { [kind]: await this.#row(one, other) },
          `${other} in place of ${kind}`,
        );
      }
    }
  }

  async rollBack(reference: ConsentReference, change: () => Promise<void>): Promise<void> {
    const old = await this.#row(reference, "token-set");
    const oldRefresh = await this.#row(reference, "refresh");
    await change();
    await this.#expectRefusal(reference, { "token-set": old }, "token-set rolled back");
    await this.#expectRefusal(reference, { refresh: oldRefresh }, "refresh rolled back");
  }

  async close(): Promise<void> {
    await this.#raw.close();
    await this.#closers.close();
  }

  /** Writes past the gateway, reads as a gateway that has just started, and puts everything back. */
  async #expectRefusal(
    reference: ConsentReference,
    rows: Readonly<Record<string, Buffer>>,
    what: string,
  ): Promise<void> {
    const key = keyOf(reference);
    const before = await Promise.all(
      Object.keys(rows).map(async (kind) => [kind, await this.#raw.hGet(key, kind)] as const),
    );
    for (const [kind, value] of Object.entries(rows)) await this.#raw.hSet(key, kind, value);
    try {
      await this.#read(reference, Object.keys(rows));
      this.accepted.push(what);
    } catch (failure) {
      this.refused += 1;
      this.codes.add(failure instanceof Error && "code" in failure ? String(failure.code) : "UNKNOWN");
    }
    for (const [kind, value] of before) await this.#raw.hSet(key, kind, value ?? "");
  }

  #read(reference: ConsentReference, kinds: readonly string[]): Promise<unknown> {
    if (kinds.includes("consent")) return this.#store.get({ kind: "consent", id: reference.consentId });
    return this.#newVault().read(reference);
  }

  async #row(reference: ConsentReference, kind: RecordKind): Promise<Buffer> {
    const row = await this.#raw.hGet(keyOf(reference), kind);
    if (!Buffer.isBuffer(row)) throw new Error(`no ${kind}`);
    return row;
  }
}

function keyOf({ consentId }: ConsentReference): string {
  return `${PREFIX}:r:{${consentId}}`;
}
