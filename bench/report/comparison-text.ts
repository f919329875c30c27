import { DISTANT } from "../compare.js";
import { STEADY_SHARE } from "../measure-steady.js";
import type { ComparisonReport } from "./comparison-report.js";
import type { GoalResult } from "./goals.js";
import type { Row, SteadyRow } from "./rows.js";
import { shortNumber, tableOf } from "./table.js";

const ROW_HEADINGS = [
  ...["operation", "server", "req/s", "p50 ms", "p99 ms", "CPU ms/req", "spread", "CPU / proxy"],
  ...["1 conn. p50 ms", "peak RSS MiB", "calls"],
];
const STEADY_HEADINGS = ["operation", "server", "req/s", "p50 ms", "p99 ms", "p99 / p50"];

/** @returns the tables and what is needed to read them, as Markdown that is plain text too. */
export function comparisonText(report: ComparisonReport): string {
  const { measured, steady, distant } = report;
  return [
    ...[`${report.machine}.`, "", `${report.conditions}.`, ""],
    ...tableOf([ROW_HEADINGS, ...report.busy.map(rowCells)], 2),
    ...measured.leftOut.flatMap(({ name, reason }) => ["", `Without ${name}: ${reason}.`]),
    ...["", `Open loop at ${STEADY_SHARE * 100} % of that, evenly spaced:`, ""],
    ...tableOf([STEADY_HEADINGS, ...steady.map(steadyCells)], 2),
    ...(distant.length === 0 ? [] : distantLines(distant)),
    "",
    ...tableOf([["goal", "asked", "measured", "held"], ...report.goals.map(goalCells)], 2),
    "",
  ].join("\n");
}

function distantLines(rows: readonly Row[]): readonly string[] {
  const { latencyMs, connections } = DISTANT;
  return [
    ...["", `Bank answers after ${latencyMs} ms, ${connections} connections, closed loop:`, ""],
    ...tableOf([ROW_HEADINGS, ...rows.map(rowCells)], 2),
  ];
}

function rowCells(row: Row): readonly string[] {
  return [
    row.operation,
    row.target,
    shortNumber(row.requestsPerSecond),
    shortNumber(row.p50Ms),
    shortNumber(row.p99Ms),
    shortNumber(row.cpuMsPerRequest),
    Number.isNaN(row.cpuSpread) ? "–" : `${Math.round(row.cpuSpread * 100)} %`,
    shortNumber(row.cpuToProxy),
    shortNumber(row.aloneP50Ms),
    shortNumber(row.peakMib),
    row.upstreamCalls.toFixed(2),
  ];
}

function steadyCells({ operation, target, perSecond, p50Ms, p99Ms, tail }: SteadyRow): readonly string[] {
  return [operation, target, ...[perSecond, p50Ms, p99Ms, tail].map(shortNumber)];
}

function goalCells({ what, goal, measured, held }: GoalResult): readonly string[] {
  const verdict = held === undefined ? "not measured" : held ? "yes" : "NO";
  return [what, goal, shortNumber(measured), verdict];
}
