import type { BenchOptions } from "./arguments.js";
import { checkAnswers } from "./check-answers.js";
import { measureSteady, type SteadySample } from "./measure-steady.js";
import { measure, type Sample } from "./measure.js";
import { type Stage, tellBank } from "./stage.js";

/** A bank that is not on the same machine, and an app that does not saturate the server. */
export const DISTANT = { operation: "account-overview", latencyMs: 20, connections: 4 } as const;

/** Everything that a run beside other servers measures. */
export interface Comparison {
  /** Closed loop, the bank answers as the options say. */
  readonly busy: readonly Sample[];
  /** Open loop below the capacity. */
  readonly steady: readonly SteadySample[];
  /** `DISTANT`; empty where that operation is not measured. */
  readonly distant: readonly Sample[];
}

/** Checks all answers, measures, and checks all answers again. */
export async function compare(
  stage: Stage,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<Comparison> {
  const { operations, latencyMs } = options;
  for (const operation of operations) await checkAnswers(stage, operation);
  progress("all servers give the same answers after the upstream calls that each needs");
  await tellBank(stage, { latencyMs });
  const busy = await measure(stage, { ...options, targets: stage.targets }, progress);
  progress("open loop below the capacity");
  const steady = await measureSteady(stage, options, busy);
  const distant = await measureDistant(stage, options, progress);
  await tellBank(stage, { latencyMs: 0 });
  for (const operation of operations) await checkAnswers(stage, operation);
  return { busy, steady, distant };
}

/** Servers that do not call the bank are none the slower for it. */
async function measureDistant(
  stage: Stage,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<readonly Sample[]> {
  const operations = options.operations.filter(({ name }) => name === DISTANT.operation);
  const targets = stage.targets.filter((target) =>
    operations.some((operation) => target.upstreamCalls(operation) > 0),
  );
  progress(`the bank answers after ${DISTANT.latencyMs} ms`);
  await tellBank(stage, { latencyMs: DISTANT.latencyMs });
  const seconds = { ...options.seconds, heat: options.seconds.warm };
  const { connections } = DISTANT;
  return measure(stage, { ...options, operations, targets, connections, seconds }, progress);
}
