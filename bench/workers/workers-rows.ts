import { groupBy } from "../../src/core/group-by.js";
import type { Sample } from "../measure.js";
import { median } from "../report/median.js";
import { type Row, rowsOf } from "../report/rows.js";
import type { MeasuredWorkers } from "./workers.js";

/** One operation and one number of workers: medians over the rounds. */
export interface WorkersRow extends Pick<
  Row,
  "operation" | "requestsPerSecond" | "cpuSpread" | "upstreamCalls"
> {
  readonly workers: number;
  /** Of the workers and the process that hands connections to them. */
  readonly cpuMsPerRequest: number;
  /** Of the bank, the load and the benchmark itself. */
  readonly sceneCpuMsPerRequest: number;
  /** CPU time per request, divided by that of one worker. */
  readonly cpuToOne: number;
  /** Requests per second, divided by those of one worker. */
  readonly speedUp: number;
  /** What `speedUp` would be if workers shared nothing but the cores. */
  readonly speedUpAtMost: number;
  /** How many times a worker's CPU time is above or below the mean of all, the worst of all rounds. */
  readonly unevenness: number;
}

type Own = Omit<WorkersRow, "cpuToOne" | "speedUp" | "speedUpAtMost">;

/** @returns a row for each operation and number of workers, in the order of the samples' first round. */
export function workersRowsOf({ cores, samples }: MeasuredWorkers): readonly WorkersRow[] {
  const groups = groupBy(samples, ({ operation, workers }) => `${operation} ${workers}`);
  const rows = [...groups.values()].flatMap(ownRow);
  return rows.map((row) => {
    const one = rows.find(({ operation, workers }) => operation === row.operation && workers === 1);
    if (one === undefined) throw new Error(`${row.operation} was not measured with one worker`);
    return {
      ...row,
      cpuToOne: row.cpuMsPerRequest / one.cpuMsPerRequest,
      speedUp: row.requestsPerSecond / one.requestsPerSecond,
      speedUpAtMost: mostPerSecond(one, row.workers, cores) / one.requestsPerSecond,
    };
  });
}

/** What so many times one worker could do, unless bank and load need more than their core, or all more than there is. */
function mostPerSecond(one: Own, workers: number, cores: number): number {
  const { requestsPerSecond, cpuMsPerRequest, sceneCpuMsPerRequest } = one;
  const ofScene = 1000 / sceneCpuMsPerRequest;
  const ofCores = (cores * 1000) / (cpuMsPerRequest + sceneCpuMsPerRequest);
  return Math.min(workers * requestsPerSecond, ofScene, ofCores);
}

function ownRow(samples: readonly Sample[]): readonly Own[] {
  const sceneCpuMsPerRequest = median(samples.map(({ sceneCpuMs, answers }) => sceneCpuMs / answers));
  const unevenness = Math.max(...samples.map(({ workerCpuMs }) => unevennessOf(workerCpuMs)));
  return rowsOf(samples).map((row) => ({
    ...{ operation: row.operation, workers: samples[0]?.workers ?? Number.NaN },
    ...{ requestsPerSecond: row.requestsPerSecond, cpuMsPerRequest: row.cpuMsPerRequest },
    ...{ cpuSpread: row.cpuSpread, upstreamCalls: row.upstreamCalls, sceneCpuMsPerRequest, unevenness },
  }));
}

/** NaN for no values. */
function unevennessOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.max(Math.max(...values) / mean, mean / Math.min(...values));
}
