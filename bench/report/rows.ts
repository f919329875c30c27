import { groupBy } from "../../src/core/group-by.js";
import type { ContenderName } from "../contenders/contender.js";
import type { SteadySample } from "../measure-steady.js";
import type { Sample } from "../measure.js";
import { median } from "./median.js";

/** One server and one operation in closed loops: medians over the rounds. */
export interface Row {
  readonly operation: string;
  readonly target: ContenderName;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPerRequest: number;
  /** (Largest − smallest) / median of the CPU time per request. */
  readonly cpuSpread: number;
  /** CPU time per request, divided by the proxy's. */
  readonly cpuToProxy: number;
  readonly aloneP50Ms: number;
  /** The largest of all rounds. */
  readonly peakMib: number;
  /** Of the load; a single request is checked before and after it. */
  readonly upstreamCalls: number;
}

/** @returns a row for each server and operation that was measured, in the order of the samples' first round. */
export function rowsOf(samples: readonly Sample[]): readonly Row[] {
  const rows = [...groups(samples)].map(rowOf);
  return rows.map((row) => {
    const proxy = rows.find(({ operation, target }) => operation === row.operation && target === "proxy");
    return { ...row, cpuToProxy: row.cpuMsPerRequest / (proxy?.cpuMsPerRequest ?? Number.NaN) };
  });
}

function rowOf(samples: readonly Sample[]): Row {
  const of = (pick: (sample: Sample) => number): number => median(samples.map(pick));
  const cpu = samples.map(({ serverCpuMs, answers }) => serverCpuMs / answers);
  const [first] = samples;
  if (first === undefined) throw new Error("no samples");
  return {
    ...{ operation: first.operation, target: first.target },
    requestsPerSecond: of(({ answers, seconds }) => answers / seconds),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    cpuMsPerRequest: median(cpu),
    cpuSpread: (Math.max(...cpu) - Math.min(...cpu)) / median(cpu),
    cpuToProxy: Number.NaN,
    aloneP50Ms: first.aloneP50Ms,
    peakMib: Math.max(...samples.map(({ serverPeakMib }) => serverPeakMib)),
    upstreamCalls: of(({ upstreamCallsPerAnswer }) => upstreamCallsPerAnswer),
  };
}

/** One server and one operation in open loops below the capacity: medians over the rounds. */
export interface SteadyRow {
  readonly operation: string;
  readonly target: ContenderName;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** p99 / p50 of a round. */
  readonly tail: number;
}

export function steadyRowsOf(samples: readonly SteadySample[]): readonly SteadyRow[] {
  return [...groups(samples)].map((own) => {
    const [first] = own;
    if (first === undefined) throw new Error("no samples");
    return {
      ...first,
      p50Ms: median(own.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(own.map(({ p99Ms }) => p99Ms)),
      tail: median(own.map(({ p50Ms, p99Ms }) => p99Ms / p50Ms)),
    };
  });
}

function groups<S extends { readonly operation: string; readonly target: string }>(
  samples: readonly S[],
): Iterable<readonly S[]> {
  return groupBy(samples, ({ operation, target }) => `${operation} ${target}`).values();
}
