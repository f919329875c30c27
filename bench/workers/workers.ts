import { availableParallelism } from "node:os";
import type { Closers } from "../../src/core/closers.js";
import type { BenchOptions } from "../arguments.js";
import { checkAnswers } from "../check-answers.js";
import { BANK_CONNECTIONS } from "../compare.js";
import { startGateway } from "../contenders/start-gateway.js";
import type { Target } from "../contenders/target.js";
import { measure, type Sample } from "../measure.js";
import { setUpScene, type Stage, tellBank } from "../stage.js";
import { mustHaveWorked } from "./must-have-worked.js";
import { workerCounts } from "./worker-counts.js";

/** Everything that a run with more and more workers measures. */
export interface MeasuredWorkers {
  readonly cores: number;
  readonly samples: readonly Sample[];
}

/** The gateway alone: one with a single worker, one with two, and so on. They take turns. */
export async function workers(
  options: BenchOptions,
  closers: Closers,
  progress: (text: string) => void,
): Promise<MeasuredWorkers> {
  const cores = availableParallelism();
  const stage = await setUpWorkers(options, workerCounts(cores, options.mostWorkers), closers);
  await checkAll(stage, options);
  progress("every worker gives the answers of a single one, after the same upstream calls");
  await tellBank(stage, { latencyMs: options.latencyMs });
  // How long a server that is not busy takes does not depend on its workers.
  const seconds = { ...options.seconds, alone: 0 };
  const samples = await measure(stage, { ...options, seconds, targets: stage.targets }, progress);
  for (const sample of samples) mustHaveWorked(sample);
  await checkAll(stage, options);
  return { cores, samples };
}

async function setUpWorkers(
  options: BenchOptions,
  counts: readonly number[],
  closers: Closers,
): Promise<Stage> {
  const { upstream, load, surroundings } = await setUpScene(options, BANK_CONNECTIONS, closers);
  const targets: Target[] = [];
  for (const count of counts) {
    targets.push((await startGateway(surroundings, { name: "gateway", workers: count })).target);
  }
  return {
    ...{ upstream, load, targets, leftOut: [], gatewayLog: () => "" },
    ownPids: [process.pid, upstream.pid, load.pid, ...targets.map(({ pid }) => pid)],
  };
}

async function checkAll(stage: Stage, { operations }: BenchOptions): Promise<void> {
  const [single] = stage.targets;
  for (const operation of operations) await checkAnswers(stage, operation, single);
}
