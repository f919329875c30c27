import { type ChildProcess, fork } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { caseIn } from "./bank-case.js";
import { FuzzWorld } from "./fuzz-world.js";
import { judge } from "./judge.js";
import type { WorkerReport } from "./worker-report.js";

/** Git knows nothing of it. */
const FOLDER = ".data/fuzz";
/** The worker's heap: an input that needs more ends it, and is found by that. */
const MAX_HEAP_MB = 768;
/** One input takes some milliseconds, and a busy machine may need long to start a process: beyond that, it hangs. */
const SILENCE_MS = 60_000;
const ALLOWED_GROWTH = 0.1;
const MAX_FINDINGS = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Math.floor(Date.now() / 1000)) },
    replay: { type: "string" },
  },
});
process.exitCode = (await (values.replay === undefined ? fuzz(values) : replay(values.replay))) ? 0 : 1;

/** Runs one input that was found before. */
async function replay(file: string): Promise<boolean> {
  const world = await FuzzWorld.start();
  const outcome = await world.run(caseIn(readFileSync(file, "utf8")));
  const found = judge(outcome, (id) => world.decode(id));
  await world.stop();
  for (const what of found) console.log(what);
  console.log(`${found.length} finding(s)`);
  return found.length === 0;
}

/** @returns whether nothing was found. A worker that ends too soon is followed by another one, with another seed. */
async function fuzz({
  minutes,
  seed,
}: {
  readonly minutes: string;
  readonly seed: string;
}): Promise<boolean> {
  const endsAt = performance.now() + Number(minutes) * 60_000;
  console.log(`fuzz: ${minutes} minute(s), seed ${seed}, findings go to ${FOLDER}`);
  for (let turn = 0; ; turn += 1) {
    const seconds = Math.ceil((endsAt - performance.now()) / 1000);
    if (seconds <= 0) return false;
    const workerSeed = turn === 0 ? seed : `${seed}-${turn}`;
    const last = await runWorker(workerSeed, seconds);
    if (last?.heapAtLast !== undefined) return printed(last) && turn === 0;
    keepLastInput(workerSeed);
    if (hasFoundEnough(last)) return false;
  }
}

function hasFoundEnough(report: WorkerReport | undefined): boolean {
  return report !== undefined && report.findings >= MAX_FINDINGS;
}

function keepLastInput(seed: string): void {
  const current = join(FOLDER, "current.json");
  const file = join(FOLDER, `finding-${seed}-end.json`);
  if (existsSync(current)) copyFileSync(current, file);
  console.log(`FOUND  the process hung, or came to its end: ${file}`);
}

async function runWorker(seed: string, seconds: number): Promise<WorkerReport | undefined> {
  const execArgv = ["--import", "tsx", `--max-old-space-size=${MAX_HEAP_MB}`];
  const child = fork("test/fuzz/worker.ts", [seed, String(seconds), FOLDER], { execArgv });
  let last: WorkerReport | undefined;
  let heardAt = performance.now();
  child.on("message", (message) => {
    last = message as WorkerReport;
    heardAt = performance.now();
    if (last.found !== undefined)
      console.log(`FOUND  ${last.found.join("\n       ")}\n       ${last.file ?? ""}`);
    if (hasFoundEnough(last)) child.kill("SIGKILL");
  });
  const watch = setInterval(() => {
    if (performance.now() - heardAt > SILENCE_MS) child.kill("SIGKILL");
  }, 1000);
  await ended(child);
  clearInterval(watch);
  return last;
}

async function ended(child: ChildProcess): Promise<void> {
  const how = await new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      resolve(signal ?? `code ${String(code)}`);
    });
  });
  if (how !== "code 0") console.log(`       the worker ended with ${how}`);
}

function printed(report: WorkerReport): boolean {
  const { heapAtFirst, heapAtLast = 0, findings } = report;
  const growth = heapAtLast / heapAtFirst - 1;
  const isFlat = Math.abs(growth) <= ALLOWED_GROWTH;
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const percent = `${(100 * growth).toFixed(1)} %`;
  console.log(`       executions: ${report.executions}`);
  console.log(`       corpus: ${report.corpusSize} inputs`);
  console.log(`       reached: ${report.functions} functions, ${report.characters} characters of code`);
  console.log(`       failures told apart by place and code: ${report.features}`);
  console.log(`       most upstream calls of one operation: ${report.mostCalls}`);
  console.log(`       RSS at the end: ${megabytes(report.rss)}`);
  const heap = `${megabytes(heapAtFirst)} when warm, ${megabytes(heapAtLast)} at the end (${percent})`;
  console.log(`${isFlat ? "ok  " : "FAIL"}   heap after garbage collection: ${heap}`);
  console.log(`${findings === 0 ? "ok  " : "FAIL"}   findings: ${findings}`);
  return isFlat && findings === 0;
}
