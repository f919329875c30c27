import { writeFileSync } from "node:fs";
import { Closers } from "../src/core/closers.js";
import { type BenchOptions, readArguments, USAGE } from "./arguments.js";
import { measure } from "./measure.js";
import { reportOf } from "./report.js";
import { reportText } from "./report-text.js";
import { setUpStage } from "./stage.js";

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
    const work = async (): Promise<void> => {
      const stage = await setUpStage(options, closers);
      const samples = await measure(stage, options, console.error).catch((cause: unknown) => {
        const message = cause instanceof Error ? cause.message : "unknown failure";
        throw new Error(`${message}\nThe gateway's log ends with:\n${stage.gatewayLog()}`, { cause });
      });
      const report = reportOf(samples, options);
      console.log(reportText(report));
      if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, JSON.stringify(report, null, 2));
    };
    await Promise.race([work(), stopped]);
  } finally {
    await closers.close();
  }
}

function optionsOrUsage(): BenchOptions {
  try {
    return readArguments(process.argv.slice(2));
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
