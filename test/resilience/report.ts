import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import type { Measurement } from "./part.js";

const PATH = "docs/resilience.md";

/** Puts measurements where docs/resilience.md keeps them: between `<!-- <of> -->` and `<!-- /<of> -->`. */
export function writeReport(
  of: "tokens" | "faults",
  measured: readonly Measurement[],
  seconds: number,
): void {
  const document = readFileSync(PATH, "utf8");
  const begin = `<!-- ${of} -->`;
  const before = document.slice(0, document.indexOf(begin) + begin.length);
  const after = document.slice(document.indexOf(`<!-- /${of} -->`));
  const day = new Date().toISOString().slice(0, "2026-11-25".length);
  const machine = `${cpus().length} cores, Node ${process.versions.node}, Linux ${release()}`;
  const rows = measured.map(
    ({ what, asked, measured: found, passed }) =>
      `| ${[what, asked, found, passed ? "yes" : "NO"].join(" | ")} |`,
  );
  const table = ["| What | Asked | Measured | Held |", "| --- | --- | --- | --- |", ...rows].join("\n");
  const intro = `Measured on ${day}, ${machine}, in ${seconds.toFixed(0)} s:`;
  writeFileSync(PATH, `${before}\n\n${intro}\n\n${table}\n\n${after}`);
}
