import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededRandom } from "../../src/sandbox/seed/random.js";
import { caseText } from "./bank-case.js";
import { Fuzzer } from "./fuzzer.js";
import { FuzzWorld } from "./fuzz-world.js";
import { ReachedCode } from "./reached-code.js";
import type { WorkerReport } from "./worker-report.js";

/** The process that fuzzes: `worker.ts SEED SECONDS FOLDER`. It tells its parent how it goes, and is ended by it if it hangs. */
const [seed = "", seconds = "0", folder = ""] = process.argv.slice(2);
const GATEWAY = new URL("../../src/", import.meta.url).href;
/** No part of the gateway; runs here as a source of chance. */
const SANDBOX = `${GATEWAY}sandbox/`;
/** Loading, compiling and V8's own counters fill the memory at first. */
const WARM_UP_MS = Math.min(60_000, Number(seconds) * 300);
const REPORT_MS = 1000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let findings = 0;
let heapAtFirst = 0;
let toldAt = 0;
const reached = new ReachedCode((url) => url.startsWith(GATEWAY) && !url.startsWith(SANDBOX));
const world = await FuzzWorld.start();
mkdirSync(folder, { recursive: true });

process.on("unhandledRejection", (failure) => {
  findings += 1;
  tell({ found: [`a promise was rejected and nobody looked: ${String(failure)}`] });
});

const fuzzer = new Fuzzer({
  ...{ world, reached, random: seededRandom(seed) },
  before: (input) => {
    writeFileSync(join(folder, "current.json"), caseText(input));
    tellNowAndThen();
  },
  onFinding: (what, input) => {
    findings += 1;
    const file = join(folder, `finding-${seed}-${fuzzer.executions}.json`);
    writeFileSync(file, caseText(input));
    tell({ found: what, file });
  },
});

const startedAt = performance.now();
await fuzzer.begin();
while (performance.now() - startedAt < Number(seconds) * 1000) {
  await fuzzer.round();
  if (heapAtFirst === 0 && performance.now() - startedAt > WARM_UP_MS) heapAtFirst = heapNow();
}
tell({ heapAtLast: heapNow() });
await world.stop();
reached.stop();
process.disconnect();

function heapNow(): number {
  // The first collection may leave what only finalizers let go.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function tellNowAndThen(): void {
  if (performance.now() - toldAt < REPORT_MS) return;
  toldAt = performance.now();
  tell({});
}

function tell(news: Partial<WorkerReport>): void {
  const { executions, corpusSize, features, mostCalls } = fuzzer;
  const { functions, characters } = reached;
  const counts = { executions, corpusSize, features, mostCalls, functions, characters, findings };
  process.send?.({ ...counts, rss: process.memoryUsage().rss, heapAtFirst, ...news } satisfies WorkerReport);
}
