import type { Measurement, Part, Size } from "./part.js";
import { oneCall } from "./parts/one-call.js";
import { canary } from "./parts/canary.js";
import { durableRate } from "./parts/durable-rate.js";
import { failOvers } from "./parts/fail-overs.js";
import { killSweep } from "./parts/kill-sweep.js";
import { stoppedHolder } from "./parts/stopped-holder.js";
import { storeFaults } from "./parts/store-faults.js";
import { strictRounds } from "./parts/strict-rounds.js";
import { tampering } from "./parts/tampering.js";
import { wrongClocks } from "./parts/wrong-clocks.js";
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
};

const size: Size = process.argv.includes("--small") ? "small" : "whole";
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
await buildWorker();
const all: Measurement[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = Date.now();
  const measured = await part(size);
  for (const { what, asked, measured: found, passed } of measured) {
    console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       asked: ${asked}\n       found: ${found}`);
  }
  console.log(`       ${name}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  all.push(...measured);
}
process.exitCode = all.every(({ passed }) => passed) ? 0 : 1;
