import { type Clock, systemClock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RecordStore } from "../record-store.js";
import { RedisClock } from "./redis-clock.js";
import { durabilityFaults } from "./redis-durability.js";
import { RedisStore } from "./redis-store.js";
import { openTopology, type RedisTopology } from "./redis-topology.js";

export interface RedisStoreOptions {
  readonly mode: "standalone" | "sentinel" | "cluster";
  /** Of the server, of the Sentinels, or of some nodes of the cluster. */
  readonly urls: readonly string[];
  /** What the Sentinels call the master. */
  readonly sentinelName: string;
  /** Of every key, so that several gateways may share a server. */
  readonly prefix: string;
  /** How many replicas must have a write before it counts. */
  readonly waitReplicas: number;
  readonly waitMs: number;
  /** There are no replicas, on purpose: what the machine loses is lost. */
  readonly singleNode: boolean;
  /** Settings that lose data are told of, and no more. */
  readonly allowVolatile: boolean;
}

export interface OpenedRedisStore {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly faults: readonly string[];
  readonly sweep: () => Promise<void>;
}

const COMMAND_TIMEOUT_MS = 2000;

/**
 * Opens a store in Redis. Rejects with STORE_UNAVAILABLE if the server cannot be reached, or if its settings would lose
 * what it has confirmed; the message names every one of them.
 * @param clock in place of the server's time.
 */
export async function openRedisStore(options: RedisStoreOptions, clock?: Clock): Promise<OpenedRedisStore> {
  const waitReplicas = options.singleNode ? 0 : options.waitReplicas;
  const topology = await openTopology({ ...options, waitReplicas, timeoutMs: COMMAND_TIMEOUT_MS });
  try {
    const faults = await faultsOf(topology, options.singleNode);
    if (faults.length > 0 && !options.allowVolatile) throw tooVolatile(faults);
    const time = new RedisClock(topology, systemClock);
    await time.start();
    const store = new StoreWithClock(topology, options.prefix, clock ?? time, time);
    // Redis itself gives back the space of what has expired.
    return { store, clock: clock ?? time, faults, sweep: async () => undefined };
  } catch (failure) {
    await topology.close();
    throw failure;
  }
}

/** Closes the clock together with the store. */
class StoreWithClock extends RedisStore {
  readonly #time: RedisClock;

  constructor(topology: RedisTopology, prefix: string, clock: Clock, time: RedisClock) {
    super(topology, prefix, clock);
    this.#time = time;
  }

  override async close(): Promise<void> {
    this.#time.stop();
    await super.close();
  }
}

async function faultsOf(topology: RedisTopology, singleNode: boolean): Promise<readonly string[]> {
  const masters = await topology.masters();
  const faults = await Promise.all(masters.map((master) => durabilityFaults(master, singleNode)));
  return [...new Set(faults.flat())];
}

function tooVolatile(faults: readonly string[]): GatewayError {
  const lines = faults.map((fault) => `\n  - ${fault}`).join("");
  return new GatewayError(
    "STORE_UNAVAILABLE",
    `Redis may lose what it has confirmed:${lines}\nSet SINGLE_NODE=on where there are no replicas on purpose, and ` +
      "ALLOW_VOLATILE_STORE=on to run all the same.",
  );
}
