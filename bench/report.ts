import { cpus, totalmem } from "node:os";
import type { BenchOptions } from "./arguments.js";
import type { Sample } from "./measure.js";
import { isPinned } from "./pinning.js";
import type { Target } from "./target.js";

/** Medians over the rounds. */
export interface Row {
  readonly operation: string;
  readonly target: Target["name"];
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPerRequest: number;
  /** (Largest − smallest) / median of the CPU time per request. */
  readonly cpuSpread: number;
  readonly aloneP50Ms: number;
  /** Of a single request, checked before and after the load. */
  readonly upstreamCalls: number;
  readonly upstreamCallsUnderLoad: number;
}

/** Gateway divided by proxy. */
interface Ratio {
  readonly operation: string;
  readonly cpu: number;
  readonly requestsPerSecond: number;
}

/** Everything there is to say about a run. */
export interface Report {
  readonly machine: string;
  readonly conditions: string;
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
  readonly samples: readonly Sample[];
}

export function reportOf(samples: readonly Sample[], options: BenchOptions): Report {
  const rows = options.operations.flatMap(({ name, upstreamCalls }) =>
    (["gateway", "proxy"] as const).map((target) => {
      const own = samples.filter((sample) => sample.operation === name && sample.target === target);
      return { ...rowOf(own), operation: name, target, upstreamCalls };
    }),
  );
  return {
    machine: `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${gibibytes()} GiB, Node ${process.version}`,
    conditions: conditionsOf(samples, options),
    rows,
    ratios: options.operations.map(({ name }) => ratioOf(name, rows)),
    samples,
  };
}

function gibibytes(): number {
  return Math.round(totalmem() / 2 ** 30);
}

function conditionsOf(samples: readonly Sample[], options: BenchOptions): string {
  const others = samples.map(({ othersShare }) => Math.round(othersShare * 100));
  return [
    `${options.rounds} round(s), interleaved; medians; ${options.connections} connections, closed loop`,
    `bank answers after ${options.latencyMs} ms`,
    isPinned ? "server on core 0, bank and load on core 1" : "processes not pinned to cores",
    `other programs used ${median(others)} % of the machine (at most ${Math.max(...others)} %)`,
  ].join("; ");
}

function rowOf(samples: readonly Sample[]): Omit<Row, "operation" | "target" | "upstreamCalls"> {
  const of = (pick: (sample: Sample) => number): number => median(samples.map(pick));
  const cpu = samples.map(({ serverCpuMs, answers }) => serverCpuMs / answers);
  return {
    requestsPerSecond: of(({ answers, seconds }) => answers / seconds),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    cpuMsPerRequest: median(cpu),
    cpuSpread: (Math.max(...cpu) - Math.min(...cpu)) / median(cpu),
    aloneP50Ms: samples.find(({ round }) => round === 1)?.aloneP50Ms ?? Number.NaN,
    upstreamCallsUnderLoad: of(({ upstreamCallsPerAnswer }) => upstreamCallsPerAnswer),
  };
}

function ratioOf(operation: string, rows: readonly Row[]): Ratio {
  const row = (target: Target["name"]): Row | undefined =>
    rows.find((candidate) => candidate.operation === operation && candidate.target === target);
  const ratio = (pick: (row: Row) => number): number =>
    [row("gateway"), row("proxy")].map((found) => (found ? pick(found) : Number.NaN)).reduce((a, b) => a / b);
  return {
    operation,
    cpu: ratio(({ cpuMsPerRequest }) => cpuMsPerRequest),
    requestsPerSecond: ratio(({ requestsPerSecond }) => requestsPerSecond),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
