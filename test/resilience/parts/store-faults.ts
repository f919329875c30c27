import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { RedisServer } from "../../support/redis-servers.js";
import { failCalls } from "../killer.js";
import type { Measurement, Part, Size } from "../part.js";
import { countLosses, Refreshing } from "../refreshing.js";
import { ResilienceWorld } from "../resilience-world.js";
import type { WorkerProcess } from "../worker-process.js";

const CONSENTS = 50;
const PROCESSES = 2;
const FALSE_WITHIN_MS = 2000;
const HEALED_WITHIN_MS = 5000;
const LIMIT_MS = 20_000;
const DISK_CALLS = "pwrite64,pwritev,fdatasync,fsync,msync";

interface Fault {
  readonly name: string;
  readonly store: "lmdb" | "redis";
  readonly holdMs: (size: Size) => number;
  /** @returns what ends it. */
  readonly begin: (scene: Scene) => Promise<() => Promise<void>>;
}

interface Scene {
  readonly world: ResilienceWorld;
  readonly workers: readonly WorkerProcess[];
  readonly redis: RedisServer;
}

const briefly = (): number => 4000;

const FAULTS: readonly Fault[] = [
  {
    name: "disk says EIO",
    store: "lmdb",
    holdMs: briefly,
    begin: async ({ workers }) => {
      const ends = await Promise.all(workers.map((worker) => failCalls(worker, DISK_CALLS, "EIO")));
      return async () => {
        for (const end of ends) await end();
      };
    },
  },
  {
    name: "disk full (ENOSPC)",
    store: "lmdb",
    holdMs: briefly,
    begin: async ({ world }) => {
      const filler = join(world.folder, "data", "filler");
      execFileSync("sh", ["-c", `cat /dev/zero > '${filler}' 2>/dev/null || true`]);
      return async () => {
        rmSync(filler);
      };
    },
  },
  {
    name: "Redis down",
    store: "redis",
    holdMs: (size) => (size === "whole" ? 60_000 : 4000),
    begin: async ({ redis }) => {
      await redis.kill();
      return () => redis.run();
    },
  },
  {
    name: "Redis says READONLY",
    store: "redis",
    holdMs: briefly,
    begin: async ({ redis }) => {
      redis.ask("REPLICAOF", "127.0.0.1", "1");
      return async () => {
        redis.ask("REPLICAOF", "NO", "ONE");
      };
    },
  },
  {
    name: "Redis says OOM",
    store: "redis",
    holdMs: briefly,
    begin: async ({ redis }) => {
      redis.ask("CONFIG", "SET", "maxmemory", "1");
      return async () => {
        redis.ask("CONFIG", "SET", "maxmemory", "0");
      };
    },
  },
];

/** A store that fails while tokens are refreshed. Needs a mount namespace of its own. */
export const storeFaults: Part = async (size) => {
  const measured: Measurement[] = [];
  for (const fault of FAULTS) measured.push(await hold(fault, size));
  return measured;
};

async function hold(fault: Fault, size: Size): Promise<Measurement> {
  const redis = await RedisServer.start();
  const redisStore = { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on" };
  const world = await ResilienceWorld.start({
    ...{ rotation: "strict", tokenTimeoutMs: 4000 },
    environment: fault.store === "redis" ? redisStore : {},
  });
  mountSmallDisk(join(world.folder, "data"));
  try {
    const given = await world.give(CONSENTS);
    const workers = await world.workers(PROCESSES);
    const refreshing = new Refreshing(workers, given);
    await delay(500);
    const end = await fault.begin({ world, workers, redis });
    const falseMs = await untilAll(workers, false);
    await delay(fault.holdMs(size));
    await end();
    const healedMs = await untilAll(workers, true);
    await refreshing.stop();
    const up = workers.every(({ alive }) => alive);
    const { lost, dead, reuses } = await countLosses(world, given);
    return {
      what: `${fault.name}${fault.holdMs(size) > LIMIT_MS ? ` for ${fault.holdMs(size) / 1000} s` : ""} during refreshes`,
      asked: "0 lost, process up, readiness false within 2 s, healed within 5 s",
      measured: `${lost} lost, ${dead} dead, ${reuses} reuse, ${up ? "up" : "DOWN"}, not ready after ${seconds(falseMs)}, healed after ${seconds(healedMs)}`,
      passed:
        [lost, dead, reuses].every((count) => count === 0) &&
        up &&
        falseMs <= FALSE_WITHIN_MS &&
        healedMs <= HEALED_WITHIN_MS,
    };
  } finally {
    for (const worker of world.running) await worker.kill();
    execFileSync("umount", [join(world.folder, "data")]);
    await world.close();
    await redis.remove();
  }
}

/** @returns after how many milliseconds every process says that it is (not) ready. */
async function untilAll(workers: readonly WorkerProcess[], ready: boolean): Promise<number> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < LIMIT_MS) {
    const said = await Promise.all(workers.map((worker) => worker.status()));
    if (said.every((status) => status.ready === ready)) return Date.now() - startedAt;
    await delay(50);
  }
  return Infinity;
}

function mountSmallDisk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m,mode=700", "none", folder]);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
