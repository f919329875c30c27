import { writeFileSync } from "node:fs";
import { Closers } from "../src/core/closers.js";
import { type BenchOptions, readArguments, USAGE } from "./arguments.js";
import { compare } from "./compare.js";
import { growth } from "./growth/growth.js";
import { growthReport } from "./growth/growth-report.js";
import { growthText } from "./growth/growth-text.js";
import { comparisonReport } from "./report/comparison-report.js";
import { comparisonText } from "./report/comparison-text.js";
import { type SectionName, writeSection } from "./report/write-section.js";
import { workers } from "./workers/workers.js";
import { workersReport } from "./workers/workers-report.js";
import { workersText } from "./workers/workers-text.js";

/** What a run has to show. */
interface Outcome {
  readonly section: SectionName;
  readonly text: string;
  /** Everything that was measured. */
  readonly report: object;
}

const ARGUMENTS = process.argv.slice(2);

const RUNS: Record<BenchOptions["command"], (options: BenchOptions, closers: Closers) => Promise<Outcome>> = {
  ...{ compare: runComparison, growth: runGrowth, workers: runWorkers },
};

/** `npm run bench`: see docs/performance.md. */
async function bench(options: BenchOptions): Promise<void> {
  const closers = new Closers();
  const stopped = new Promise<never>((_resolve, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.once(signal, () => {
        reject(new Error(`stopped by ${signal}`));
      });
    }
  });
  try {
    const { section, text, report } = await Promise.race([RUNS[options.command](options, closers), stopped]);
    console.log(text);
    if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, JSON.stringify(report, null, 2));
    if (options.isWritten) writeSection(section, text);
  } finally {
    await closers.close();
  }
}

async function runComparison(options: BenchOptions, closers: Closers): Promise<Outcome> {
  const report = comparisonReport(await compare(options, closers, console.error), options, ARGUMENTS);
  return { section: "bench", text: comparisonText(report), report };
}

async function runGrowth(options: BenchOptions, closers: Closers): Promise<Outcome> {
  const report = growthReport(await growth(options, closers, console.error), ARGUMENTS);
  return { section: "growth", text: growthText(report), report };
}

async function runWorkers(options: BenchOptions, closers: Closers): Promise<Outcome> {
  const report = workersReport(await workers(options, closers, console.error), options, ARGUMENTS);
  return { section: "workers", text: workersText(report), report };
}

function optionsOrUsage(): BenchOptions {
  try {
    return readArguments(ARGUMENTS);
  } catch (failure) {
    console.error(`${failure instanceof Error ? failure.message : "wrong arguments"}\n\n${USAGE}`);
    process.exit(2);
  }
}

try {
  await bench(optionsOrUsage());
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}
// What a stopped run still waits for must not keep the process alive.
process.exit();
