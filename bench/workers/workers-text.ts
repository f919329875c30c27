import type { GoalResult } from "../report/goals.js";
import { shortNumber, tableOf } from "../report/table.js";
import { isSpeedUpJudged, type WorkersReport } from "./workers-report.js";
import type { WorkersRow } from "./workers-rows.js";

const HEADINGS = [
  ...["operation", "workers", "req/s", "speed-up", "at most", "CPU ms/req", "spread", "CPU / one"],
  ...["bank and load ms/req", "from the mean", "calls"],
];

/** @returns the tables and what is needed to read them, as Markdown that is plain text too. */
export function workersText(report: WorkersReport): string {
  return [
    ...[`${report.machine}.`, "", `${report.conditions}.`, ""],
    ...tableOf([HEADINGS, ...report.rows.map(rowCells)], 1),
    "",
    ...tableOf([["goal", "asked", "measured", "held"], ...report.goals.map(goalCells)], 2),
    ...notJudgedLines(report),
    "",
  ].join("\n");
}

function notJudgedLines({ rows, cores }: WorkersReport): readonly string[] {
  const isWithout = rows.some(({ workers }) => workers > 1 && !isSpeedUpJudged(workers, cores));
  if (!isWithout) return [];
  return [
    "",
    `The speed-up of ${cores} workers is not judged: bank and load need one of the ${cores} cores. Their CPU time is.`,
  ];
}

function rowCells(row: WorkersRow): readonly string[] {
  return [
    row.operation,
    String(row.workers),
    shortNumber(row.requestsPerSecond),
    shortNumber(row.speedUp),
    shortNumber(row.speedUpAtMost),
    shortNumber(row.cpuMsPerRequest),
    Number.isNaN(row.cpuSpread) ? "–" : `${Math.round(row.cpuSpread * 100)} %`,
    shortNumber(row.cpuToOne),
    shortNumber(row.sceneCpuMsPerRequest),
    shortNumber(row.unevenness),
    row.upstreamCalls.toFixed(2),
  ];
}

function goalCells({ what, goal, measured, held }: GoalResult): readonly string[] {
  return [what, goal, shortNumber(measured), held === undefined ? "–" : held ? "yes" : "NO"];
}
