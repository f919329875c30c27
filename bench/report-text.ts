import type { Report, Row } from "./report.js";

const HEADINGS = [
  ...["operation", "server", "req/s", "p50 ms", "p99 ms", "CPU ms/req", "spread", "1 conn. p50 ms"],
  ...["calls, one query", "calls, load"],
];
/** The columns that hold words. */
const WORD_COLUMNS = 2;

/** @returns the table and what is needed to read it, as plain text (the table is Markdown too). */
export function reportText(report: Report): string {
  const ratios = report.ratios.map(
    ({ operation, cpu, requestsPerSecond }) =>
      `  ${operation}: ${shortNumber(cpu)} times the CPU time, ${shortNumber(requestsPerSecond)} times the requests per second`,
  );
  return [
    report.machine,
    report.conditions,
    "",
    ...tableOf([HEADINGS, ...report.rows.map(cellsOf)]),
    "",
    "gateway / proxy:",
    ...ratios,
    "",
  ].join("\n");
}

function cellsOf(row: Row): readonly string[] {
  return [
    row.operation,
    row.target,
    shortNumber(row.requestsPerSecond),
    shortNumber(row.p50Ms),
    shortNumber(row.p99Ms),
    shortNumber(row.cpuMsPerRequest),
    Number.isNaN(row.cpuSpread) ? "–" : `${Math.round(row.cpuSpread * 100)} %`,
    shortNumber(row.aloneP50Ms),
    String(row.upstreamCalls),
    row.upstreamCallsUnderLoad.toFixed(2),
  ];
}

function tableOf(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) => {
    const cells = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < WORD_COLUMNS ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${cells.join(" | ")} |`;
  });
  const rule = widths.map((width, column) =>
    column < WORD_COLUMNS ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [text[0] ?? "", `| ${rule.join(" | ")} |`, ...text.slice(1)];
}

/** Three digits that count. */
function shortNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (value >= 100) return String(Math.round(value));
  return value.toPrecision(3);
}
