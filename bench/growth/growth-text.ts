import { shortNumber, tableOf } from "../report/table.js";
import { cpuMsPerKib, type GrowthReport } from "./growth-report.js";

const HEADINGS = ["read", "how many", "pages", "answer KiB", "CPU ms", "CPU ms/KiB", "peak RSS MiB"];

/** @returns the tables and what is needed to read them, as Markdown that is plain text too. */
export function growthText({ machine, series, open, verdicts, kibPerOpenRequest }: GrowthReport): string {
  const steps = series.flatMap(({ what, steps: own }) =>
    own.map((step) => [
      what,
      String(step.size),
      String(step.pages),
      shortNumber(step.answerBytes / 1024),
      shortNumber(step.cpuMs),
      shortNumber(cpuMsPerKib(step)),
      shortNumber(step.serverPeakMib),
    ]),
  );
  const memory = open.map(({ open: count, serverMib }) => [String(count), shortNumber(serverMib)]);
  const judged = verdicts.map(({ what, asked, measured, held }) => {
    return [what, asked, shortNumber(measured), held ? "yes" : "NO"];
  });
  return [
    ...[`${machine}.`, ""],
    ...tableOf([HEADINGS, ...steps], 1),
    "",
    ...tableOf([["growth", "asked", "measured", "held"], ...judged], 2),
    ...["", `An open request takes ${shortNumber(kibPerOpenRequest)} KiB:`, ""],
    ...tableOf([["open requests", "RSS MiB"], ...memory], 0),
    "",
  ].join("\n");
}
