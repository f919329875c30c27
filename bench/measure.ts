import type { BenchOptions } from "./arguments.js";
import { checkAnswers, upstreamCalls } from "./check-answers.js";
import type { LoadJob, LoadResult } from "./messages.js";
import type { Operation } from "./operations.js";
import type { Stage } from "./stage.js";
import type { Target } from "./target.js";

/** One server, one operation, one round. */
export interface Sample extends LoadResult {
  readonly target: Target["name"];
  readonly operation: string;
  readonly round: number;
  readonly upstreamCallsPerAnswer: number;
  /** Half of the answers on a single connection came faster; measured in the first round only. */
  readonly aloneP50Ms: number;
}

const LOAD_LIMIT_MS = 120_000;
/** The gateway closes a connection after a thousand requests, which the load generator would take for a fault. */
const MOST_PER_CONNECTION = 900;

/** Checks all answers, measures in rounds (gateway, proxy; then proxy, gateway; …), and checks all answers again. */
export async function measure(
  stage: Stage,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<readonly Sample[]> {
  const { operations, rounds, connections, heatSeconds } = options;
  for (const operation of operations) await checkAnswers(stage, operation);
  progress("both servers give the same answers after the same upstream calls");
  for (const operation of operations) {
    for (const target of stage.targets) {
      await warmUp(stage, target, operation, { connections, seconds: heatSeconds });
    }
  }
  const samples: Sample[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    samples.push(...(await measureRound(stage, options, round)));
  }
  for (const operation of operations) await checkAnswers(stage, operation);
  return samples;
}

async function measureRound(stage: Stage, options: BenchOptions, round: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const order = round % 2 === 1 ? stage.targets : stage.targets.toReversed();
  for (const operation of options.operations) {
    for (const target of order) samples.push(await sampleOf(stage, target, operation, { round, options }));
  }
  return samples;
}

/** Warms up, which also tells how many requests fit into the time, then sends just so many and waits for each. */
async function sampleOf(
  stage: Stage,
  target: Target,
  operation: Operation,
  { round, options }: { readonly round: number; readonly options: BenchOptions },
): Promise<Sample> {
  const { connections, warmSeconds, measureSeconds, aloneSeconds } = options;
  const alone = { connections: 1, seconds: aloneSeconds };
  const aloneP50Ms = round === 1 ? (await warmUp(stage, target, operation, alone)).p50Ms : Number.NaN;
  const warm = await warmUp(stage, target, operation, { connections, seconds: warmSeconds });
  const each = Math.ceil((warm.answers / warm.seconds) * (measureSeconds / connections));
  const answers = connections * Math.min(each, MOST_PER_CONNECTION);
  await upstreamCalls(stage);
  const result = await send(stage, target, operation, { connections, answers });
  const upstreamCallsPerAnswer = (await upstreamCalls(stage)).count / answers;
  return {
    ...result,
    ...{ target: target.name, operation: operation.name, round, upstreamCallsPerAnswer, aloneP50Ms },
  };
}

/**
 * Load that doubles until the time is over. No request is given up half-way: a server would still be busy with it, and
 * with its upstream calls, when the next measurement begins.
 * @returns what the last and largest batch saw.
 */
async function warmUp(
  stage: Stage,
  target: Target,
  operation: Operation,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<LoadResult> {
  const endAt = performance.now() + seconds * 1000;
  for (let each = 1; ; each = Math.min(2 * each, MOST_PER_CONNECTION)) {
    const result = await send(stage, target, operation, { connections, answers: connections * each });
    if (performance.now() >= endAt) return result;
  }
}

async function send(
  { load, ownPids }: Stage,
  target: Target,
  operation: Operation,
  how: Pick<LoadJob, "connections" | "answers">,
): Promise<LoadResult> {
  const job: LoadJob = { ...how, request: target.request(operation), serverPid: target.pid, ownPids };
  const result = await load.ask<LoadResult>(job, LOAD_LIMIT_MS);
  const missing = how.answers - result.answers;
  if (result.faults === 0 && missing === 0) return result;
  throw new Error(
    `${target.name}, ${operation.name}: ${result.faults} faults, ${missing} answers missing under load`,
  );
}
