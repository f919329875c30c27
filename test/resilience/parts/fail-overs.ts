import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { type RedisServer, SentinelSetUp } from "../../support/redis-servers.js";
import type { Measurement, Part } from "../part.js";
import { countLosses, Refreshing } from "../refreshing.js";
import { type Given, ResilienceWorld } from "../resilience-world.js";
import type { WorkerProcess } from "../worker-process.js";

const PROCESSES = 2;
const CONSENTS = 100;
const PARTITION_MS = 6000;
const BACK_WITHIN_MS = 10_000;
const AFTERWARDS_MS = 8000;

interface Scene {
  readonly redis: SentinelSetUp;
  readonly world: ResilienceWorld;
  readonly workers: readonly WorkerProcess[];
  readonly given: readonly Given[];
}

interface Fault {
  readonly name: string;
  readonly begin: (master: RedisServer) => Promise<void> | void;
  readonly end: (master: RedisServer) => Promise<void> | void;
}

const FAULTS: readonly Fault[] = [
  {
    name: "master killed",
    begin: (master) => master.kill(),
    end: (master) => master.run(),
  },
  {
    name: "master stopped for 6 s",
    begin: (master) => {
      master.pause();
    },
    end: (master) => {
      master.resume();
    },
  },
  {
    name: "master cut off from everybody for 6 s",
    begin: ({ port }) => {
      drop(`tcp dport ${port}`, `tcp sport ${port}`);
    },
    end: mend,
  },
  {
    // The gateways are left with a master that has lost its office and does not know it.
    name: "master and gateways cut off from replicas and Sentinels for 6 s",
    begin: ({ port }) => {
      drop(`ip saddr 127.0.0.2 tcp dport ${port}`, `ip daddr 127.0.0.2 tcp sport ${port}`);
    },
    end: mend,
  },
];

/** Refreshes go on while the Sentinels make another server the master. Needs a network namespace of its own. */
export const failOvers: Part = async (size) => {
  const redis = await SentinelSetUp.start();
  const world = await ResilienceWorld.start({
    rotation: "strict",
    // Longer than the partition: a refresh that was begun is not taken over meanwhile.
    tokenTimeoutMs: 4000,
    environment: { STORE: "redis", REDIS_MODE: "sentinel", REDIS_URL: redis.urls, REDIS_WAIT_REPLICAS: "1" },
  });
  try {
    const given = await world.give(CONSENTS);
    const workers = await world.workers(PROCESSES);
    const measured: Measurement[] = [];
    for (const fault of size === "whole" ? FAULTS : FAULTS.slice(0, 1)) {
      measured.push(await failOver({ redis, world, workers, given }, fault));
    }
    return measured;
  } finally {
    mend();
    await world.close();
    await redis.remove();
  }
};

async function failOver(scene: Scene, fault: Fault): Promise<Measurement> {
  const { redis, world, workers, given } = scene;
  const master = redis.master();
  const refreshing = new Refreshing(workers, given);
  await delay(1000);
  await fault.begin(master);
  await delay(PARTITION_MS);
  await fault.end(master);
  await delay(AFTERWARDS_MS);
  const backMs = await refreshing.stop();
  const { lost, dead, reuses } = await countLosses(world, given);
  return {
    what: `Sentinel fail-over during refreshes: ${fault.name}`,
    asked: "0 lost, 0 double use, back within 10 s",
    measured: `${lost} lost, ${dead} dead, ${reuses} double use, back after ${(backMs / 1000).toFixed(1)} s`,
    passed: lost === 0 && dead === 0 && reuses === 0 && backMs <= BACK_WITHIN_MS,
  };
}

function drop(...rules: readonly string[]): void {
  nft("add table inet cut", "add chain inet cut input { type filter hook input priority 0; }");
  nft(...rules.map((rule) => `add rule inet cut input ${rule} drop`));
}

function mend(): void {
  nft("add table inet cut", "delete table inet cut");
}

function nft(...commands: readonly string[]): void {
  execFileSync("nft", ["-f", "-"], { input: `${commands.join("\n")}\n` });
}
