import { writeReport } from "../resilience/report.js";
import type { Measurement, Part, Size } from "./part.js";
import { cachedReads } from "./parts/cached-reads.js";
import { cacheOverRefreshes } from "./parts/cache-over-refreshes.js";
import { callBudget } from "./parts/call-budget.js";
import { disconnects } from "./parts/disconnects.js";
import { manyBanks } from "./parts/many-banks.js";
import { rollingRestarts } from "./parts/rolling-restarts.js";
import { sickBank } from "./parts/sick-bank.js";
import { slowBank } from "./parts/slow-bank.js";
import { totals } from "./parts/totals.js";
import { tooMany } from "./parts/too-many.js";

// `npm run test:faults`: see docs/resilience.md.
const PARTS: Readonly<Record<string, Part>> = {
  "many-banks": manyBanks,
  "slow-bank": slowBank,
  "sick-bank": sickBank,
  "call-budget": callBudget,
  disconnects,
  "too-many": tooMany,
  "rolling-restarts": rollingRestarts,
  totals,
  "cache-over-refreshes": cacheOverRefreshes,
  "cached-reads": cachedReads,
};

const size: Size = process.argv.includes("--small") ? "small" : "whole";
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);

const all: Measurement[] = [];
const startedAt = performance.now();
const secondsSince = (start: number): number => (performance.now() - start) / 1000;
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const partStartedAt = performance.now();
  const measured = await part(size);
  for (const { what, asked, measured: found, passed } of measured) {
    console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       asked: ${asked}\n       found: ${found}`);
  }
  console.log(`       ${name}: ${secondsSince(partStartedAt).toFixed(0)} s`);
  all.push(...measured);
}
const failed = all.filter(({ passed }) => !passed).length;
console.log(
  `faults: ${all.length - failed} passed, ${failed} failed, ${secondsSince(startedAt).toFixed(0)} s`,
);
if (process.argv.includes("--write")) writeReport("faults", all, secondsSince(startedAt));
process.exitCode = failed === 0 ? 0 : 1;
