import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RedisServer } from "../../support/redis-servers.js";
import { killAt, killPoints, type KillPoint } from "../killer.js";
import type { Measurement, Part, Size } from "../part.js";
import { type Given, ResilienceWorld, type Rotation } from "../resilience-world.js";
import type { WorkerProcess } from "../worker-process.js";

/** Files are then written by one thread, always the same. */
const VICTIM = { UV_THREADPOOL_SIZE: "1" };
/** Each victim refreshes over new connections, and then over those it has. */
const READS = 2;
/** After so long the next process starts and finishes what was begun: the bank's grace is 30 s. */
const CHUNK_MS = 10_000;
const CHUNK = 32;
/** With so many processes on two cores a call may well take a second. */
const TOKEN_TIMEOUT_MS = 3000;
const STORES = ["lmdb", "redis"] as const;
const SMALL_STEP = 25;

interface Death {
  readonly point: KillPoint;
  readonly given: Given;
  /** Its new tokens were on our disk when it died. */
  readonly spooled: boolean;
}

interface Tally {
  kills: number;
  lost: number;
  reuses: number;
  /** Lost as a strict bank makes it unavoidable, and told so at the first call. */
  unavoidable: number;
  readonly faults: string[];
}

/** kill -9 at every store and socket system call of a refresh. */
export const killSweep: Part = async (size) => {
  const redis = await RedisServer.start();
  try {
    const [none, grace, strict, courier] = await Promise.all([
      sweepStores(size, redis, { rotation: "none" }),
      sweepStores(size, redis, { rotation: { graceSeconds: 30 } }),
      sweepStores(size, redis, { rotation: "strict" }),
      sweepStores(size, redis, { rotation: "strict", courier: true }),
    ]);
    return [
      measurement("no rotation", none, "0 lost"),
      measurement("rotation with 30 s of grace", grace, "0 lost"),
      measurement(
        "strict rotation",
        strict,
        "lost only between the bank's commit and our disk; REAUTH_REQUIRED, with its reason, on the first call",
      ),
      measurement("strict rotation, with a courier process", courier, "0 lost"),
    ];
  } finally {
    await redis.remove();
  }
};

function measurement(bank: string, tally: Tally, asked: string): Measurement {
  const { kills, lost, unavoidable, reuses, faults } = tally;
  const strict =
    unavoidable === 0 ? "" : ` (${unavoidable} between the bank's commit and our disk, all told so)`;
  return {
    what: `kill -9 at every store and socket call of a refresh, ${bank}`,
    asked,
    measured: `${kills} kills, ${lost} lost${strict}${faults.length === 0 ? "" : `; ${faults.slice(0, 5).join("; ")}`}, ${reuses} unexplained reuse`,
    passed: faults.length === 0 && lost === unavoidable && reuses === 0 && kills > 0,
  };
}

interface Setting {
  readonly rotation: Rotation;
  readonly courier?: boolean;
}

async function sweepStores(size: Size, redis: RedisServer, setting: Setting): Promise<Tally> {
  const tally: Tally = { kills: 0, lost: 0, reuses: 0, unavoidable: 0, faults: [] };
  for (const store of STORES) {
    const prefix = `sweep-${JSON.stringify(setting.rotation).replace(/\W/g, "")}${setting.courier === true ? "-courier" : ""}`;
    const redisStore = { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on", REDIS_PREFIX: prefix };
    const world = await ResilienceWorld.start({
      ...{ rotation: setting.rotation, courier: setting.courier === true, tokenTimeoutMs: TOKEN_TIMEOUT_MS },
      environment: store === "redis" ? redisStore : {},
    });
    try {
      await new Sweep(world, setting.rotation === "strict" && setting.courier !== true, tally).run(size);
    } finally {
      await world.close();
    }
  }
  return tally;
}

class Sweep {
  readonly #world: ResilienceWorld;
  /** Whether a strict bank may make a loss unavoidable here. */
  readonly #mayLose: boolean;
  readonly #tally: Tally;
  #starting: Promise<WorkerProcess> | undefined;

  constructor(world: ResilienceWorld, mayLose: boolean, tally: Tally) {
    this.#world = world;
    this.#mayLose = mayLose;
    this.#tally = tally;
  }

  async run(size: Size): Promise<void> {
    const all = await this.#points();
    const points = size === "whole" ? all : all.filter((_, index) => index % SMALL_STEP === 0);
    const left = [...points];
    while (left.length > 0) await this.#judge(await this.#killSome(left));
    await this.#starting;
  }

  /** The one after it is started at the same time. */
  async #nextVictim(): Promise<WorkerProcess> {
    const victim = await (this.#starting ?? this.#world.worker(VICTIM));
    this.#starting = this.#world.worker(VICTIM);
    // Whoever takes it hears of it; if the sweep has failed before, nobody does, and its failure is the one to show.
    this.#starting.catch(() => undefined);
    return victim;
  }

  async #points(): Promise<readonly KillPoint[]> {
    const given = await this.#world.give(READS, { expired: true });
    const worker = await this.#world.worker(VICTIM);
    const points = await killPoints(worker, () => readAll(worker, given));
    await worker.kill();
    return points;
  }

  /** @param left the points it comes to are taken from it. */
  async #killSome(left: KillPoint[]): Promise<readonly Death[]> {
    const given = [...(await this.#world.give(CHUNK * READS, { expired: true }))];
    const deaths: Death[] = [];
    const until = Date.now() + CHUNK_MS;
    while (given.length > 0 && Date.now() < until) {
      const point = left.shift();
      if (point === undefined) break;
      const victim = await this.#nextVictim();
      const its = given.splice(0, READS);
      await killAt(victim, point);
      await readAll(victim, its).catch(() => undefined);
      // Calls are made in no fixed order: some points are not come by every time.
      if (!victim.alive) this.#tally.kills += 1;
      await victim.kill();
      const spool = this.#spooled();
      deaths.push(
        ...its.map((each) => ({ point, given: each, spooled: spool.includes(each.reference.consentId) })),
      );
    }
    return deaths;
  }

  /** Another process starts, as after every crash, and everything must work at the first call. */
  async #judge(deaths: readonly Death[]): Promise<void> {
    const checker = await this.#world.worker();
    const answers = await Promise.all(deaths.map(({ given }) => checker.read([given.reference])));
    const { reauth } = await checker.status();
    const newerThan = Date.now() + 60_000;
    // Whether what the store holds now is what the bank wants next.
    const renewals = await Promise.all(
      deaths.map(({ given }) => checker.renew([given.reference], newerThan, 1)),
    );
    const reports = await this.#world.reports();
    for (const [index, death] of deaths.entries()) {
      const report = reports.get(death.given.grantId);
      const asked = [answers[index], renewals[index]].filter((answer) => answer !== undefined);
      const works = asked.every((answer) => answer.given === 1) && report?.alive === true;
      if (works) this.#tally.reuses += report.reuses;
      else {
        const errors = asked.flatMap((answer) => Object.keys(answer.errors));
        this.#lose(death, errors, reauth, report !== undefined && report.refreshes > 0);
      }
    }
    await checker.kill();
  }

  #lose(death: Death, errors: readonly string[], reauth: readonly string[], committed: boolean): void {
    this.#tally.lost += 1;
    const { consentId } = death.given.reference;
    const told =
      errors.includes("CONSENT_REAUTH_REQUIRED") && reauth.includes(`${consentId} refresh_answer_lost`);
    if (this.#mayLose && told && committed && !death.spooled) this.#tally.unavoidable += 1;
    else {
      const { threads, call, nth } = death.point;
      this.#tally.faults.push(
        `lost at ${threads} ${call} ${nth} (${errors.join()}${death.spooled ? ", in the spool" : ""})`,
      );
    }
  }

  #spooled(): string {
    const folder = join(this.#world.folder, "data", "spool");
    try {
      const files = readdirSync(folder).filter((name) => name.endsWith(".letters"));
      return files.map((name) => readFileSync(join(folder, name), "utf8")).join("");
    } catch {
      // A courier that runs may take a file away at this moment; it has delivered it.
      return "";
    }
  }
}

async function readAll(worker: WorkerProcess, given: readonly Given[]): Promise<void> {
  for (const { reference } of given) await worker.read([reference]);
}
