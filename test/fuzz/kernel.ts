import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { KernelProjector } from "../../src/projection/kernel-projector.js";
import { ReferenceProjector } from "../../src/projection/reference/reference-projector.js";
import { type Random, seededRandom } from "../../src/sandbox/seed/random.js";
import { compare } from "../support/projection/compare.js";
import { compiled } from "../support/projection/compiled.js";
import { madeBody } from "../support/projection/made-body.js";
import { madeProjection } from "../support/projection/made-projection.js";
import { openedKernel } from "../support/projection/opened-kernel.js";
import { mutateBytes } from "./mutate-bytes.js";
import { pickOf } from "./pick.js";

// `npm run test:fuzz-kernel -- --minutes 60 --seed 7`: bodies without end through the kernel, the reference and the
// oracle. Exit code 1 if any differ, one is answered wrong, one throws, or memory grows. Each turn has a seed of its own,
// which `--turn` runs again.

/** Git knows nothing of it. */
const FOLDER = ".data/fuzz";
const MAX_FINDINGS = 20;
const WARM_UP = 0.3;
const ALLOWED_GROWTH = 0.1;
const BODIES = 20;
const MAX_MUTATIONS = 4;
/** A body that takes so long holds up every other request. */
const SLOW_MS = 500;
const TELL_MS = 60_000;
/** A row that repeats until the body is large. */
const LARGE_CHANCE = 0.001;
const LARGE_BYTES = 4_000_000;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Math.floor(Date.now() / 1000)) },
    turn: { type: "string" },
  },
});

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const kernel = new KernelProjector(openedKernel(Number(values.seed) || 1));
const projectors = { kernel, reference: new ReferenceProjector() };
const seen = { bodies: 0, answered: 0, findings: 0, slowestMs: 0 };

/** Runs some bodies for one projection. */
function turn(seed: string): void {
  const random = seededRandom(seed);
  const made = madeProjection(random);
  const plan = compiled(made.projection);
  for (let count = 0; count < BODIES; count += 1) {
    const body = bodyFor(random, madeBody(random, made, pickOf([0, 0, 0.02, 0.2], random)));
    const startedAt = performance.now();
    kernel.project(body, plan, made.slots);
    const tookMs = performance.now() - startedAt;
    seen.slowestMs = Math.max(seen.slowestMs, tookMs);
    const { isAnswered, differences } = compare(projectors, body, made, plan);
    if (tookMs > SLOW_MS) differences.push(`${tookMs} ms for ${body.length} bytes`);
    seen.bodies += 1;
    seen.answered += isAnswered ? 1 : 0;
    if (differences.length > 0) keep(seed, body, differences);
  }
}

function bodyFor(random: Random, text: string): Buffer {
  let body = Buffer.from(text);
  const mutations = random.chance(0.5) ? 0 : random.integer(1, MAX_MUTATIONS);
  for (let count = 0; count < mutations; count += 1) body = Buffer.from(mutateBytes(body, random));
  if (!random.chance(LARGE_CHANCE)) return body;
  const at = random.integer(0, body.length);
  const middle = Buffer.alloc(
    LARGE_BYTES,
    pickOf([" ", "x", "[", '{"a":', "0", "\\", "\\u00e9", '"b",'], random),
  );
  return Buffer.concat([body.subarray(0, at), middle, body.subarray(at)]);
}

function keep(seed: string, body: Buffer, differences: readonly string[]): void {
  seen.findings += 1;
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}/kernel-${seed.replaceAll(" ", "-")}-${seen.bodies}.json`;
  writeFileSync(file, body);
  say(
    `FOUND  turn "${seed}": ${differences.map((each) => each.slice(0, 500)).join("\n       ")}\n       ${file}`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function heapNow(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function fuzz(): boolean {
  const lastsMs = Number(values.minutes) * 60_000;
  const startedAt = performance.now();
  let heapWhenWarm = 0;
  let toldAt = startedAt;
  for (let count = 0; performance.now() - startedAt < lastsMs && seen.findings < MAX_FINDINGS; count += 1) {
    turn(`${values.seed} ${count}`);
    if (heapWhenWarm === 0 && performance.now() - startedAt > WARM_UP * lastsMs) heapWhenWarm = heapNow();
    if (performance.now() - toldAt < TELL_MS) continue;
    toldAt = performance.now();
    say(`       ${seen.bodies} bodies, ${seen.findings} finding(s)`);
  }
  return report(heapWhenWarm, heapNow());
}

function report(heapWhenWarm: number, heapAtEnd: number): boolean {
  const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const isFlat = heapAtEnd <= heapWhenWarm * (1 + ALLOWED_GROWTH);
  say(`       bodies: ${seen.bodies}, of which ${seen.answered} were answered`);
  say(`       slowest: ${seen.slowestMs.toFixed(1)} ms`);
  say(
    `       memory of the kernel: ${mebibytes(kernel.memoryBytes)}; RSS ${mebibytes(process.memoryUsage().rss)}`,
  );
  say(
    `${isFlat ? "ok  " : "FAIL"}   heap when warm ${mebibytes(heapWhenWarm)}, at the end ${mebibytes(heapAtEnd)}`,
  );
  say(`${seen.findings === 0 ? "ok  " : "FAIL"}   findings: ${seen.findings}`);
  return isFlat && seen.findings === 0;
}

if (values.turn !== undefined) turn(values.turn);
process.exitCode = (values.turn === undefined ? fuzz() : seen.findings === 0) ? 0 : 1;
