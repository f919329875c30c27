import { readFileSync } from "node:fs";
import { Agent } from "undici";
import { ask, percentile } from "../ask.js";
import { FaultsWorld, type RunningGateway } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";
import { steadyLoad } from "../steady-load.js";

const BANKS = 5;
const SLOW = "bank-5";
/** Of a usual bank: without it the noise of a shared machine would be most of what is measured. */
const LATENCY_MS = 50;
const PER_SECOND = 100;
/** So fast, before anything is measured: the slowest hundredth of cold code is that of its compiling. */
const WARM_PER_SECOND = 300;
const DEADLINE = { "x-request-timeout-ms": "2000" };
const QUERY = "{ accounts { nodes { id nickname } problems { code } } }";
const MEMORY_GROWTH = 1.15;
const SLOW_MS = 10_000;
const ROUNDS = { small: { warm: 1, pairs: 1 }, whole: { warm: 2, pairs: 3 } };

interface Round {
  /** Of the four other banks, milliseconds. */
  readonly p99: number;
  readonly failures: number;
  readonly rssKb: number;
}

/** A person at each bank; one of the banks takes ten seconds, or it does not, turn about. */
export const slowBank: Part = async (size) => {
  const world = await FaultsWorld.start({ banks: BANKS });
  const dispatcher = new Agent({ connections: 512 });
  try {
    for (const bank of world.bankNames) await world.give([`person of ${bank}`], [bank]);
    const gateway = await world.gateway();
    const tokens = await Promise.all(world.bankNames.map((bank) => world.token(`person of ${bank}`)));
    const seconds = size === "small" ? 3 : 10;
    const round = async (slowMs: number, perSecond = PER_SECOND): Promise<Round> => {
      await world.behave(world.bankNames, { latencyMs: LATENCY_MS });
      await world.behave([SLOW], { latencyMs: slowMs });
      const { answers, failures } = await steadyLoad({ perSecond, seconds }, async (serial) => {
        const token = tokens[serial % BANKS] ?? "";
        const { ms, data } = await ask(gateway, { token, query: QUERY, headers: DEADLINE, dispatcher });
        return { isSlow: serial % BANKS === BANKS - 1, ms, isWhole: data?.accounts.problems.length === 0 };
      });
      const others = answers.filter(({ isSlow }) => !isSlow);
      const failed = others.filter(({ isWhole }) => !isWhole).length + failures.length;
      return {
        p99: percentile(
          others.map(({ ms }) => ms),
          0.99,
        ),
        failures: failed,
        rssKb: residentKb(gateway),
      };
    };
    const { warm, pairs } = ROUNDS[size];
    for (let index = 0; index < warm; index += 1) await round(LATENCY_MS, WARM_PER_SECOND);
    const rounds: { readonly without: Round; readonly slow: Round }[] = [];
    for (let index = 0; index < pairs; index += 1) rounds.push(await pairOf(round, index));
    return verdicts(rounds, size === "small");
  } finally {
    await dispatcher.destroy();
    await world.close();
  }
};

/** Turn about which one is first: a process gets faster, and a machine slower, as time passes. */
async function pairOf(
  round: (slowMs: number) => Promise<Round>,
  index: number,
): Promise<{ readonly without: Round; readonly slow: Round }> {
  if (index % 2 === 0) return { without: await round(LATENCY_MS), slow: await round(SLOW_MS) };
  const slow = await round(SLOW_MS);
  return { without: await round(LATENCY_MS), slow };
}

/** A small run is too short for a percentile, and the machine too busy: it shows that none fails. */
function verdicts(
  rounds: readonly { readonly without: Round; readonly slow: Round }[],
  isSmall: boolean,
): readonly Measurement[] {
  const without = percentile(
    rounds.map((each) => each.without.p99),
    0.5,
  );
  const slow = percentile(
    rounds.map((each) => each.slow.p99),
    0.5,
  );
  const failures = rounds.reduce((sum, each) => sum + each.without.failures + each.slow.failures, 0);
  const [first, last] = [rounds[0]?.slow.rssKb ?? 0, rounds.at(-1)?.slow.rssKb ?? 0];
  const isFlat = last <= first * MEMORY_GROWTH;
  return [
    {
      what: `1 of 5 banks at 10 s, ${PER_SECOND} requests/s, the others at ${LATENCY_MS} ms`,
      asked: "p99 of the other four within 10 % of the run without it, memory flat",
      measured: `p99 ${slow.toFixed(1)} ms beside ${without.toFixed(1)} ms (medians of ${rounds.length}), ${failures} failed, resident ${(first / 1024).toFixed(0)} → ${(last / 1024).toFixed(0)} MB`,
      passed: failures === 0 && (isSmall || (slow <= without * 1.1 && isFlat)),
    },
  ];
}

function residentKb({ child }: RunningGateway): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]);
}
