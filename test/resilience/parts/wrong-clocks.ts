import { RedisServer } from "../../support/redis-servers.js";
import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";

const CONSENTS = 50;
const OFFSETS = ["+0", "+1h", "-1h", "+31d"];

/** Replicas whose clocks are wrong agree on the store's time. */
export const wrongClocks: Part = async () => {
  const redis = await RedisServer.start();
  const world = await ResilienceWorld.start({
    ...{ rotation: "strict", tokenTimeoutMs: 5000 },
    environment: { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on" },
  });
  try {
    const workers = await Promise.all(
      OFFSETS.map((offset) =>
        world.worker({ FAKETIME_DONT_FAKE_MONOTONIC: "1" }, ["faketime", "-f", offset]),
      ),
    );
    const living = (await world.give(CONSENTS)).map(({ reference }) => reference);
    const early = await Promise.all(workers.map((worker) => worker.read(living)));
    const earlyCalls = await world.tokenCalls();
    const expired = (await world.give(CONSENTS, { expired: true })).map(({ reference }) => reference);
    const answers = await Promise.all(workers.map((worker) => worker.read(expired)));
    const calls = (await world.tokenCalls()) - earlyCalls;
    // Whoever gave out an expired token, or another one than the others, would show here.
    const distinct = new Set(answers.flatMap(({ tokens }) => tokens)).size;
    const served = [...early, ...answers].reduce((sum, answer) => sum + answer.given, 0);
    const reuses = [...(await world.reports()).values()].reduce((sum, report) => sum + report.reuses, 0);
    return [
      {
        what: `replicas with clocks ${OFFSETS.join(", ")} over Redis; ${CONSENTS} living and ${CONSENTS} expired tokens`,
        asked: "0 double refresh, 0 early or late use",
        measured: `${calls - CONSENTS} double refresh, ${earlyCalls} early, ${distinct - CONSENTS} late, ${reuses} reuse, ${served} reads served`,
        passed:
          calls === CONSENTS &&
          earlyCalls === 0 &&
          distinct === CONSENTS &&
          reuses === 0 &&
          served === 2 * CONSENTS * OFFSETS.length,
      },
    ];
  } finally {
    await world.close();
    await redis.remove();
  }
};
