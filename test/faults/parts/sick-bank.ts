import { setTimeout as delay } from "node:timers/promises";
import { ask } from "../ask.js";
import { FaultsWorld } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";
import { steadyLoad } from "../steady-load.js";

const BANK = "bank-1";
const QUERY = "{ accounts { nodes { id nickname } problems { code retryable retryAfter } } }";
const PER_SECOND = 40;
const RECOVERED_MS = 3000;

/** A bank that says 503 to everything, for a while, and is well again. */
export const sickBank: Part = async (size) => {
  const world = await FaultsWorld.start({ banks: 1 });
  try {
    await world.give(["alex"]);
    const gateway = await world.gateway();
    const token = await world.token("alex");
    const send = async (): Promise<boolean> =>
      (await ask(gateway, { token, query: QUERY })).data.accounts.problems.length === 0;
    for (let index = 0; index < 20; index += 1) await send();
    await world.take();
    await world.behave([BANK], { status: 503 });
    const seconds = size === "small" ? 4 : 15;
    const { answers } = await steadyLoad({ perSecond: PER_SECOND, seconds }, send);
    const { calls, times } = (await world.take())[BANK] ?? { calls: 0, times: [] };
    await world.behave([BANK], {});
    const wellAt = performance.now();
    let isWell = await send();
    while (!isWell && performance.now() - wellAt < 2 * RECOVERED_MS) {
      await delay(50);
      isWell = await send();
    }
    return verdicts({ asked: answers.length, calls, times, recoveredMs: performance.now() - wellAt });
  } finally {
    await world.close();
  }
};

interface Seen {
  readonly asked: number;
  readonly calls: number;
  /** Of the wall clock, milliseconds. */
  readonly times: readonly number[];
  readonly recoveredMs: number;
}

function verdicts({ asked, calls, times, recoveredMs }: Seen): readonly Measurement[] {
  // The breaker is open once the bank is left alone for the first time.
  const opened = times.findIndex((time, index) => (times[index + 1] ?? time) - time > 500);
  const probes = times.slice(opened + 1);
  const openSeconds = ((times.at(-1) ?? 0) - (times[opened] ?? 0)) / 1000;
  const perSecond = probes.length / Math.max(1, openSeconds);
  return [
    {
      what: `bank 100 % 503, ${PER_SECOND} requests/s`,
      asked: "upstream calls ≤ 1.1 × client calls; breaker open: ≤ 1 probe/s; recovered ≤ 3 s after health",
      measured: `${calls} upstream calls for ${asked} (${(calls / asked).toFixed(2)}), ${probes.length} probes in ${openSeconds.toFixed(1)} s of open breaker, well after ${(recoveredMs / 1000).toFixed(1)} s`,
      passed: calls <= 1.1 * asked && opened >= 0 && perSecond <= 1 && recoveredMs <= RECOVERED_MS,
    },
  ];
}
