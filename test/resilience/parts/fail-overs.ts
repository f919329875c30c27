import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type RedisServer, SentinelSetUp } from "../../support/redis-servers.js";
import type { Measurement, Part } from "../part.js";
import { type Given, ResilienceWorld } from "../resilience-world.js";
import type { WorkerProcess } from "../worker-process.js";

const PROCESSES = 2;
const CONSENTS = 100;
const LOOPS = 12;
const PARTITION_MS = 6000;
const BACK_WITHIN_MS = 10_000;
const WATCH_MS = { small: 12_000, whole: 16_000 } as const;

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
    for (const fault of FAULTS) {
      const outages = await refreshDuring(fault, { redis, workers, given, watchMs: WATCH_MS[size] });
      measured.push(await judge(world, fault, given, outages));
    }
    return measured;
  } finally {
    mend();
    await world.close();
    await redis.remove();
  }
};

interface Scene {
  readonly redis: SentinelSetUp;
  readonly workers: readonly WorkerProcess[];
  readonly given: readonly Given[];
  readonly watchMs: number;
}

/** @returns the longest time without a success, by process. */
async function refreshDuring(
  fault: Fault,
  { redis, workers, given, watchMs }: Scene,
): Promise<readonly number[]> {
  const until = Date.now() + watchMs;
  const master = redis.master();
  const busy = workers.map((worker) => refreshUntil(worker, given, until));
  await delay(1000);
  await fault.begin(master);
  await delay(PARTITION_MS);
  await fault.end(master);
  return Promise.all(busy);
}

async function refreshUntil(worker: WorkerProcess, given: readonly Given[], until: number): Promise<number> {
  let lastSuccess = Date.now();
  let longest = 0;
  let next = 0;
  const loop = async (): Promise<void> => {
    while (Date.now() < until) {
      const each = given[(next += 1) % given.length];
      if (each === undefined) return;
      const { given: served } = await worker.renew([each.reference], Date.now(), 1);
      if (served === 1) {
        longest = Math.max(longest, Date.now() - lastSuccess);
        lastSuccess = Date.now();
      }
      await delay(20);
    }
  };
  await Promise.all(Array.from({ length: LOOPS }, loop));
  return Math.max(longest, until - lastSuccess);
}

async function judge(
  world: ResilienceWorld,
  fault: Fault,
  given: readonly Given[],
  outages: readonly number[],
): Promise<Measurement> {
  const checker = await world.worker();
  const references = given.map(({ reference }) => reference);
  const renewed = await checker.renew(references, Date.now(), 16);
  await checker.kill();
  const reports = [...(await world.reports()).values()];
  const dead = reports.filter(({ alive }) => !alive).length;
  const reuses = reports.reduce((sum, report) => sum + report.reuses, 0);
  const lost = given.length - renewed.given;
  const outage = Math.max(...outages);
  return {
    what: `Sentinel fail-over during refreshes: ${fault.name}`,
    asked: "0 lost, 0 double use, back within 10 s",
    measured: `${lost} lost, ${dead} dead, ${reuses} double use, back after ${(outage / 1000).toFixed(1)} s`,
    passed: lost === 0 && dead === 0 && reuses === 0 && outage <= BACK_WITHIN_MS,
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

/** Runs a part in a network namespace of its own, where packets can be dropped without harm to anybody. */
export async function inOwnNetwork(args: readonly string[]): Promise<number> {
  const command = `ip link set lo up && exec "$0" "$@"`;
  const child = spawn(
    "unshare",
    ["-n", "sh", "-c", command, process.execPath, ...process.execArgv, ...args],
    {
      stdio: "inherit",
    },
  );
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
