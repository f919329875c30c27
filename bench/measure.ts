import type { BenchSeconds } from "./arguments.js";
import type { ContenderName } from "./contenders/contender.js";
import { labelOf, type Target } from "./contenders/target.js";
import type { LoadResult } from "./messages.js";
import type { Operation } from "./operations.js";
import { MOST_PER_CONNECTION, sendLoad, warmUp } from "./send-load.js";
import { type Stage, tellBank } from "./stage.js";

/** One server, one operation, one round of a closed loop. */
export interface Sample extends LoadResult {
  readonly target: ContenderName;
  readonly workers: number;
  readonly operation: string;
  readonly round: number;
  readonly upstreamCallsPerAnswer: number;
  /** Half of the answers on a single connection came faster; measured in the first round only. */
  readonly aloneP50Ms: number;
}

/** Under which a number of servers is measured. */
export interface Conditions {
  readonly targets: readonly Target[];
  readonly operations: readonly Operation[];
  readonly rounds: number;
  /** Of each process that serves. */
  readonly connections: number;
  readonly seconds: BenchSeconds;
}

/** Measures in rounds: all servers forwards, then backwards, and so on. */
export async function measure(
  stage: Stage,
  conditions: Conditions,
  progress: (text: string) => void,
): Promise<readonly Sample[]> {
  const { operations, targets, rounds, connections, seconds } = conditions;
  for (const operation of operations) {
    for (const target of targets) {
      const heat = { connections: connectionsTo(target, connections), seconds: seconds.heat };
      await warmUp(stage, target, operation, heat);
    }
  }
  const samples: Sample[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    samples.push(...(await measureRound(stage, conditions, round)));
  }
  return samples;
}

async function measureRound(stage: Stage, conditions: Conditions, round: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const order = round % 2 === 1 ? conditions.targets : conditions.targets.toReversed();
  for (const operation of conditions.operations) {
    for (const target of order) {
      samples.push(await sampleOf(stage, target, operation, { round, conditions }));
    }
  }
  return samples;
}

/** Warms up, which also tells how many requests fit into the time, then sends just so many and waits for each. */
async function sampleOf(
  stage: Stage,
  target: Target,
  operation: Operation,
  { round, conditions }: { readonly round: number; readonly conditions: Conditions },
): Promise<Sample> {
  const { seconds } = conditions;
  const connections = connectionsTo(target, conditions.connections);
  const warm = await warmUp(stage, target, operation, { connections, seconds: seconds.warm });
  const alone = { connections: 1, seconds: seconds.alone };
  const aloneP50Ms = round === 1 ? (await warmUp(stage, target, operation, alone)).p50Ms : Number.NaN;
  const each = Math.ceil((warm.answers / warm.seconds) * (seconds.measure / connections));
  const answers = connections * Math.min(each, MOST_PER_CONNECTION);
  await tellBank(stage);
  const result = await sendLoad(stage, target, operation, { kind: "closed", connections, answers });
  const upstreamCallsPerAnswer = (await tellBank(stage)).count / answers;
  mustMakeCalls(target, operation, upstreamCallsPerAnswer);
  return {
    ...result,
    ...{ target: target.name, workers: target.workers ?? 1, operation: operation.name, round },
    ...{ upstreamCallsPerAnswer, aloneP50Ms },
  };
}

function connectionsTo({ workers = 1 }: Target, each: number): number {
  return each * workers;
}

/** A peer may join the calls of several requests under load, which the table shows; the gateway and the proxy must not. */
function mustMakeCalls(target: Target, operation: Operation, made: number): void {
  const needed = target.upstreamCalls(operation);
  if (!target.sameMembers || made === needed) return;
  throw new Error(
    `${labelOf(target)}, ${operation.name}: ${made} upstream calls per answer under load, not ${needed}`,
  );
}
