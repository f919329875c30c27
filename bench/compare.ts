import type { Closers } from "../src/core/closers.js";
import type { BenchOptions } from "./arguments.js";
import { checkAnswers } from "./check-answers.js";
import type { ContenderName } from "./contenders/contender.js";
import type { LeftOut } from "./contenders/start-peers.js";
import { measureSteady, type SteadySample } from "./measure-steady.js";
import { measure, type Sample } from "./measure.js";
import { onStage } from "./on-stage.js";
import { warmUp } from "./send-load.js";
import { type Stage, tellBank } from "./stage.js";

/** Connections to the bank of every pool that can be told: the gateway's own default. */
export const BANK_CONNECTIONS = 96;
/**
 * A bank that is not on the same machine, and an app that does not saturate the server. Four requests of forty calls at a
 * time must not wait for connections.
 */
export const DISTANT = {
  ...{ operation: "account-overview", latencyMs: 20, connections: 4, bankConnections: 256 },
} as const;
/** Servers that do not call the bank are none the slower where it is far away. */
const WITHOUT_BANK: readonly ContenderName[] = ["gateway-cached", "constant"];

/** Everything that a run beside other servers measures. */
export interface Comparison {
  /** Closed loop, the bank answers as the options say. */
  readonly busy: readonly Sample[];
  /** Open loop below the capacity. */
  readonly steady: readonly SteadySample[];
  /** `DISTANT`; empty where that operation is not measured. */
  readonly distant: readonly Sample[];
  readonly leftOut: readonly LeftOut[];
}

/** Measures everything that was asked for, one set of processes after the other. */
export async function compare(
  options: BenchOptions,
  closers: Closers,
  progress: (text: string) => void,
): Promise<Comparison> {
  const near = { contenders: options.contenders, bankConnections: BANK_CONNECTIONS, closers, progress };
  const measured = await onStage(options, near, (stage) => measureNear(stage, options, progress));
  const operations = options.operations.filter(({ name }) => name === DISTANT.operation);
  if (operations.length === 0) return { ...measured, distant: [] };
  const contenders = new Set([...options.contenders].filter((name) => !WITHOUT_BANK.includes(name)));
  const far = { ...near, contenders, bankConnections: DISTANT.bankConnections };
  progress(`the bank answers after ${DISTANT.latencyMs} ms`);
  const distant = await onStage(options, far, (stage) => {
    return measureDistant(stage, { ...options, operations }, progress);
  });
  return { ...measured, distant };
}

/** Checks all answers, measures, and checks all answers again. */
async function measureNear(
  stage: Stage,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<Omit<Comparison, "distant">> {
  const { leftOut, targets } = stage;
  for (const { name, reason } of leftOut) progress(`without ${name}: ${reason}`);
  for (const operation of options.operations) await checkAnswers(stage, operation);
  progress("all servers give the same answers after the upstream calls that each needs");
  await tellBank(stage, { latencyMs: options.latencyMs });
  const busy = await measure(stage, { ...options, targets }, progress);
  progress("open loop below the capacity");
  const steady = await measureSteady(stage, options, busy);
  for (const operation of options.operations) await checkAnswers(stage, operation);
  return { busy, steady, leftOut };
}

async function measureDistant(
  stage: Stage,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<readonly Sample[]> {
  const { targets } = stage;
  const { operations, connections, seconds } = options;
  for (const operation of operations) {
    await checkAnswers(stage, operation);
    // While the bank is still near: a server that waits most of the time does not become hot.
    for (const target of targets) {
      await warmUp(stage, target, operation, { connections, seconds: seconds.heat });
    }
  }
  await tellBank(stage, { latencyMs: DISTANT.latencyMs });
  const own = { connections: DISTANT.connections, seconds: { ...seconds, heat: seconds.warm } };
  return measure(stage, { ...options, ...own, targets }, progress);
}
