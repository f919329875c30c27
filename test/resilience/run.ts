import type { Measurement, Part, Size } from "./part.js";
import { oneCall } from "./parts/one-call.js";
import { canary } from "./parts/canary.js";
import { durableRate } from "./parts/durable-rate.js";
import { failOvers } from "./parts/fail-overs.js";
import { keyRotation } from "./parts/key-rotation.js";
import { killSweep } from "./parts/kill-sweep.js";
import { stoppedHolder } from "./parts/stopped-holder.js";
import { storeFaults } from "./parts/store-faults.js";
import { strictRounds } from "./parts/strict-rounds.js";
import { tampering } from "./parts/tampering.js";
import { wrongClocks } from "./parts/wrong-clocks.js";
import { writeReport } from "./report.js";
import { buildWorker } from "./worker-process.js";

const PARTS: Readonly<Record<string, Part>> = {
  "one-call": oneCall,
  "strict-rounds": strictRounds,
  "kill-sweep": killSweep,
  "fail-overs": failOvers,
  "store-faults": storeFaults,
  "stopped-holder": stoppedHolder,
  "wrong-clocks": wrongClocks,
  tampering,
  canary,
  "durable-rate": durableRate,
  "key-rotation": keyRotation,
};

/** Speed is no matter of a test run: other work on the machine would decide. */
const OF_SPEED: readonly string[] = ["durable-rate"];

const size: Size = process.argv.includes("--small") ? "small" : "whole";
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);

await buildWorker();
const startedAt = performance.now();
const secondsSince = (start: number): number => (performance.now() - start) / 1000;
const all: Measurement[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : size === "small" && OF_SPEED.includes(name)) continue;
  const partStartedAt = performance.now();
  const measured = await part(size);
  for (const { what, asked, measured: found, passed } of measured) {
    console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       asked: ${asked}\n       found: ${found}`);
  }
  console.log(`       ${name}: ${secondsSince(partStartedAt).toFixed(0)} s`);
  all.push(...measured);
}
const failed = all.filter(({ passed }) => !passed).length;
console.log(`resilience: ${all.length - failed} passed, ${failed} failed`);
console.log(`       ${secondsSince(startedAt).toFixed(0)} s`);
if (process.argv.includes("--write")) writeReport("tokens", all, secondsSince(startedAt));
process.exitCode = failed === 0 ? 0 : 1;
