import type { BenchOptions } from "./arguments.js";
import type { ContenderName } from "./contenders/contender.js";
import type { Sample } from "./measure.js";
import { median } from "./report/median.js";
import { sendLoad, warmUp } from "./send-load.js";
import { type Stage, targetNamed } from "./stage.js";

/** How busy the server is, of what it can do in a closed loop. */
export const STEADY_SHARE = 0.6;
/** The load generator's clock has milliseconds: beyond this, more than five would come at once. */
const MOST_PER_SECOND = 5000;
const NAMES = ["gateway", "proxy"] as const;

/** One server, one operation, one round of an open loop. */
export interface SteadySample {
  readonly target: ContenderName;
  readonly operation: string;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Evenly spaced requests at a share of the capacity that was just measured. Evenly: requests that come by chance queue up
 * at any server that has one core, and the 99th percentile is then that of the queue (four times the median where each
 * takes the same time).
 */
export async function measureSteady(
  stage: Stage,
  { operations, rounds, connections, seconds, fewestSteady }: BenchOptions,
  closed: readonly Sample[],
): Promise<readonly SteadySample[]> {
  const samples: SteadySample[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const operation of operations) {
      for (const name of NAMES) {
        const perSecond = Math.min(STEADY_SHARE * capacityOf(closed, name, operation.name), MOST_PER_SECOND);
        const answers = Math.max(fewestSteady, Math.ceil(perSecond * seconds.steady));
        const target = targetNamed(stage, name);
        await warmUp(stage, target, operation, { connections, seconds: seconds.warm });
        const loop = { kind: "open", perSecond, answers } as const;
        const { p50Ms, p99Ms, ...sent } = await sendLoad(stage, target, operation, loop);
        const reached = (sent.answers - 1) / sent.seconds;
        samples.push({ target: name, operation: operation.name, perSecond: reached, p50Ms, p99Ms });
      }
    }
  }
  return samples;
}

function capacityOf(samples: readonly Sample[], target: ContenderName, operation: string): number {
  const own = samples.filter((sample) => sample.target === target && sample.operation === operation);
  return median(own.map(({ answers, seconds }) => answers / seconds));
}
