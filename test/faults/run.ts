import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
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

/** Their figures are counts, and each keeps few threads busy: side by side they have all cores, and disturb no time. */
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(["totals", "cache-over-refreshes", "call-budget"]);

const size: Size = process.argv.includes("--small") ? "small" : "whole";
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);

const names = Object.keys(PARTS).filter((name) => wanted.length === 0 || wanted.includes(name));
const all: Measurement[] = [];
const startedAt = performance.now();
const secondsSince = (start: number): number => (performance.now() - start) / 1000;
const beside = names.length > 1 ? names.filter((name) => SIDE_BY_SIDE.has(name)) : [];
for (const name of names) if (!beside.includes(name)) all.push(...(await run(name)));
all.push(...(await Promise.all(beside.map(runApart))).flat());
const failed = all.filter(({ passed }) => !passed).length;
const summary = `faults: ${all.length - failed} passed, ${failed} failed, ${secondsSince(startedAt).toFixed(0)} s`;
if (process.send === undefined) console.log(summary);
else process.send(all);
if (process.argv.includes("--write")) writeReport("faults", all, secondsSince(startedAt));
process.exitCode = failed === 0 ? 0 : 1;

async function run(name: string): Promise<readonly Measurement[]> {
  const partStartedAt = performance.now();
  const measured = (await PARTS[name]?.(size)) ?? [];
  for (const { what, asked, measured: found, passed } of measured) {
    console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       asked: ${asked}\n       found: ${found}`);
  }
  console.log(`       ${name}: ${secondsSince(partStartedAt).toFixed(0)} s`);
  return measured;
}

/** The same in a process of its own. */
async function runApart(name: string): Promise<readonly Measurement[]> {
  const child = fork(fileURLToPath(import.meta.url), [name, `--${size}`]);
  return new Promise((resolve, reject) => {
    child.once("message", (measured) => {
      resolve(measured as readonly Measurement[]);
    });
    child.once("exit", () => {
      reject(new Error(`${name} ended without its figures`));
    });
  });
}
