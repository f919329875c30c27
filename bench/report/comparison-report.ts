import type { BenchOptions } from "../arguments.js";
import type { Comparison } from "../compare.js";
import { conditionsText, machineText } from "./conditions.js";
import { type GoalResult, goalResults, type Rows } from "./goals.js";
import { rowsOf, steadyRowsOf } from "./rows.js";

/** Everything there is to say about a run beside other servers. */
export interface ComparisonReport extends Rows {
  readonly machine: string;
  readonly conditions: string;
  readonly goals: readonly GoalResult[];
  readonly measured: Comparison;
}

/** @param args of the command line, to be quoted. */
export function comparisonReport(
  measured: Comparison,
  options: BenchOptions,
  args: readonly string[],
): ComparisonReport {
  const rows: Rows = {
    busy: rowsOf(measured.busy),
    steady: steadyRowsOf(measured.steady),
    distant: rowsOf(measured.distant),
  };
  const shares = measured.busy.map(({ othersShare }) => othersShare);
  return {
    ...rows,
    machine: machineText(args),
    conditions: conditionsText(options, shares),
    goals: goalResults(rows),
    measured,
  };
}
