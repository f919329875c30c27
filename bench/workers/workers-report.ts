import type { BenchOptions } from "../arguments.js";
import { machineText, workersConditionsText } from "../report/conditions.js";
import type { GoalResult } from "../report/goals.js";
import { shortNumber } from "../report/table.js";
import type { MeasuredWorkers } from "./workers.js";
import { type WorkersRow, workersRowsOf } from "./workers-rows.js";

/** By how much an answer may become dearer, and the speed-up stay below what the cores could give. */
const CPU_TOLERANCE = 1.15;
const LEAST_OF_MOST = 0.85;
const MOST_UNEVEN = 2;

/** Everything there is to say about a run with more and more workers. */
export interface WorkersReport extends MeasuredWorkers {
  readonly machine: string;
  readonly conditions: string;
  readonly rows: readonly WorkersRow[];
  readonly goals: readonly GoalResult[];
}

/** @param args of the command line, to be quoted. */
export function workersReport(
  measured: MeasuredWorkers,
  options: BenchOptions,
  args: readonly string[],
): WorkersReport {
  const shares = measured.samples.map(({ othersShare }) => othersShare);
  const rows = workersRowsOf(measured);
  return {
    ...{ ...measured, rows },
    machine: machineText(args),
    conditions: workersConditionsText(options, shares),
    goals: rows.filter(({ workers }) => workers > 1).flatMap((row) => goalsOf(row, measured.cores)),
  };
}

/** Where bank and load need one of the workers' cores, requests per second tell of them too. */
export function isSpeedUpJudged(workers: number, cores: number): boolean {
  return cores > workers;
}

function goalsOf(row: WorkersRow, cores: number): readonly GoalResult[] {
  const what = (figure: string): string => `${row.operation}, ${row.workers} workers: ${figure}`;
  const least = LEAST_OF_MOST * row.speedUpAtMost;
  const isFast = held(least, row.speedUp);
  return [
    {
      ...{ what: what("CPU / one worker"), goal: `≤ ${CPU_TOLERANCE}` },
      ...{ measured: row.cpuToOne, held: held(row.cpuToOne, CPU_TOLERANCE) },
    },
    {
      ...{ what: what("speed-up"), goal: `≥ ${shortNumber(least)}` },
      ...{ measured: row.speedUp, held: isSpeedUpJudged(row.workers, cores) ? isFast : undefined },
    },
    {
      ...{ what: what("a worker's CPU from the mean"), goal: `≤ ${MOST_UNEVEN}` },
      ...{ measured: row.unevenness, held: held(row.unevenness, MOST_UNEVEN) },
    },
  ];
}

/** @returns whether `lesser` is not above `greater`; nothing where one of them was not measured. */
function held(lesser: number, greater: number): boolean | undefined {
  return Number.isNaN(lesser) || Number.isNaN(greater) ? undefined : lesser <= greater;
}
