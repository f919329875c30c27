import { setTimeout as delay } from "node:timers/promises";
import { Agent } from "undici";
import { Balancer } from "../../support/balancer.js";
import { eventually } from "../../support/eventually.js";
import { GatewayProcess } from "../../support/gateway-process.js";
import { ask } from "../ask.js";
import { FaultsWorld } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";
import { steadyLoad } from "../steady-load.js";

const QUERY = "{ accounts { nodes { id nickname } problems { code } } }";
const GATEWAYS = 3;
const PER_SECOND = 200;
/** A balancer that looks ten times a second has seen it by then. */
const DRAIN_DELAY_MS = "500";
const SETTLED_MS = 1500;
const LISTENING = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/;

interface Replica {
  readonly url: string;
  readonly process: GatewayProcess;
}

/** Gateways behind a balancer are replaced one after the other, under load. */
export const rollingRestarts: Part = async (size) => {
  // Processes that have just started, on as few cores as this machine has: refusals under overload are measured elsewhere.
  const environment = { DRAIN_DELAY_MS, LOOP_DELAY_LIMIT_MS: "100000" };
  const world = await FaultsWorld.start({ banks: 1, environment });
  const balancer = await Balancer.start();
  const dispatcher = new Agent({ connections: 256 });
  const replicas: Replica[] = [];
  const started: GatewayProcess[] = [];
  const start = (): Promise<Replica> => {
    const starting = begun(world, started);
    // Told where it is waited for, which may be seconds later.
    starting.catch(() => undefined);
    return starting;
  };
  try {
    await world.give(["alex"]);
    await world.behave(world.bankNames, { latencyMs: 50 });
    for (let index = 0; index < GATEWAYS; index += 1) replicas.push(await joined(balancer, start()));
    const token = await world.token("alex");
    const restarts = size === "whole" ? 50 : 3;
    let isOver = false;
    const failures: string[] = [];
    const send = (): ReturnType<typeof ask> => ask(balancer, { token, query: QUERY, dispatcher });
    // Three that have just started are no service that is being restarted.
    await steadyLoad({ perSecond: PER_SECOND / 4, seconds: 6 }, send);
    const load = steadyLoad({ perSecond: PER_SECOND, until: () => isOver }, async () => {
      const answer = await send();
      if (answer.status !== 200 || answer.data?.accounts.nodes.length !== 3)
        failures.push(`${answer.status} ${JSON.stringify(answer.errors ?? answer.data)}`);
    });
    const ends: Ended[] = [];
    for (let index = 0, next = start(); index < restarts; index += 1) {
      replicas.push(await joined(balancer, next));
      ends.push(await ended(balancer, replicas.shift()));
      if (index + 1 < restarts) next = start();
      // As deployments do: one that has just started is slow, and the next may go when it has served for a while.
      await delay(SETTLED_MS);
    }
    isOver = true;
    const { answers, failures: broken } = await load;
    for (const failure of broken) failures.push(String(failure));
    return [verdict({ restarts, requests: answers.length + broken.length, failures, ends })];
  } finally {
    await Promise.all(started.map((process) => process.kill("SIGKILL")));
    balancer.close();
    await dispatcher.destroy();
    await world.close();
  }
};

async function begun(world: FaultsWorld, started: GatewayProcess[]): Promise<Replica> {
  const process = GatewayProcess.spawn("serve", world.environment);
  started.push(process);
  await process.printed("listening");
  return { url: LISTENING.exec(process.stdout)?.[1] ?? "", process };
}

/** It gets requests from now on. */
async function joined(balancer: Balancer, starting: Promise<Replica>): Promise<Replica> {
  const replica = await starting;
  balancer.add(replica.url);
  await eventually(() => balancer.isHealthy(replica.url));
  return replica;
}

interface Ended {
  readonly code: number | null;
  readonly ms: number;
}

async function ended(balancer: Balancer, oldest: Replica | undefined): Promise<Ended> {
  if (oldest === undefined) throw new Error("there is no gateway");
  const startedAt = performance.now();
  const code = await oldest.process.kill("SIGTERM");
  const ms = performance.now() - startedAt;
  balancer.remove(oldest.url);
  return { code, ms };
}

interface Seen {
  readonly restarts: number;
  readonly requests: number;
  readonly failures: readonly string[];
  readonly ends: readonly Ended[];
}

function verdict({ restarts, requests, failures, ends }: Seen): Measurement {
  const slowest = Math.max(...ends.map(({ ms }) => ms));
  const areClean = ends.every(({ code }) => code === 0);
  return {
    what: `${restarts} rolling restarts of ${GATEWAYS} gateways behind a balancer at ${PER_SECOND} requests/s`,
    asked: "0 failed requests, each process gone within 10 s",
    measured: `${failures.length} of ${requests} failed${failures.length > 0 ? ` (${failures[0] ?? ""})` : ""}; slowest end ${(slowest / 1000).toFixed(1)} s, exit codes ${areClean ? "all 0" : ends.map(({ code }) => String(code)).join(" ")}`,
    passed: failures.length === 0 && areClean && slowest <= 10_000,
  };
}
