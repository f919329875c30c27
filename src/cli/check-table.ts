import type { CheckReport } from "../app/check.js";
import { columns } from "./columns.js";

type Line = CheckReport["lines"][number];

const NOTHING = "–";

/** @returns a check's report for a terminal. */
export function checkTable(report: CheckReport): string {
  const parts = [
    heading(report),
    columns(["RESOURCE", "ANSWER", "ROWS", "NEXT PAGE BY", "SHAPE"], report.lines.map(lineCells)),
    section("Fields filled", columns(["TYPE", "FILLED", "OF", "RECORDS"], report.types.map(typeCells))),
    section("Refused or failed", report.lines.flatMap(failureText)),
    section("Findings", report.lines.flatMap(findingTexts)),
    section("Fields that no table has", [...new Set(report.lines.flatMap((line) => line.unknownFields))]),
    report.usable ? ["Usable."] : ["NOT USABLE."],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}

function heading({
  dataProviderId,
  fdxVersion,
  consentId,
  calls,
  accountIdsHonoured,
}: CheckReport): string[] {
  const ids = accountIdsHonoured === undefined ? "not known" : accountIdsHonoured ? "honoured" : "IGNORED";
  return [
    `${dataProviderId}, asked as FDX ${fdxVersion} under consent ${consentId}: ${calls} calls.`,
    `accountIds: ${ids}.`,
  ];
}

function lineCells(line: Line): string[] {
  const { answer, rows = NOTHING, paging = NOTHING, shape = NOTHING } = line;
  return [nameOf(line), answer, String(rows), paging, shape];
}

function typeCells({ name, filled, of, sampled }: CheckReport["types"][number]): string[] {
  return [name, String(filled.length), String(of), String(sampled)];
}

function failureText(line: Line): string[] {
  return line.detail === undefined ? [] : [`${nameOf(line)}: ${line.answer}, ${line.detail}`];
}

function findingTexts(line: Line): string[] {
  return line.findings.map(({ what, count }) => `${nameOf(line)}: ${what} (${count})`);
}

function nameOf({ resource, way }: Line): string {
  return way === undefined ? resource : `${resource} ${way}`;
}

function section(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${title}:`, ...texts.map((text) => `  ${text}`)];
}
