// Mutates tokens and stores one source file after another, each against the tests that are about it, and counts the changes
// that no test notices. All tests together would kill no fewer; one by one the run ends within CI's patience.
import { existsSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";

const ASKED = 85;
/** Sources that are tested through another one. */
const TESTED_BY = {
  "tokens/consent-cipher": ["unit/tokens/token-vault", "unit/tokens/local-courier"],
  "tokens/cool-downs": ["unit/tokens/token-manager"],
  "tokens/courier-server": ["unit/tokens/socket-courier"],
  "tokens/data-key": ["unit/tokens/token-vault", "unit/tokens/key-rotation"],
  "tokens/token-refresher": ["unit/tokens/token-manager"],
  "tokens/outbox": ["unit/tokens/outbox", "unit/tokens/local-courier"],
  "stores/authenticated-store": ["unit/stores/authenticated-store", "contract/authenticated-store"],
  "stores/lmdb/lmdb-store": ["unit/stores/lmdb/lmdb-store", "contract/lmdb-store"],
  "stores/redis/redis-failure": ["contract/redis-store"],
  "stores/redis/redis-store": ["contract/redis-store"],
};
const SOURCES = [
  ...["refresh-state", "token-policy", "watch", "envelope", "letter", "token-set", "refresh-log", "data-key"],
  ...["consent-cipher", "token-vault", "key-ring", "file-key-ring", "key-ring-writer", "key-rotation"],
  ...["cool-downs", "token-manager", "token-refresher", "token-keeper", "local-courier", "outbox", "spool"],
  ...["give-back", "socket-courier", "courier-server"],
].map((name) => `tokens/${name}`);
const STORES = ["authenticated-store", "lmdb/lmdb-store", "redis/redis-durability", "redis/redis-clock"];
SOURCES.push(...STORES.map((name) => `stores/${name}`));

const wanted = process.argv.slice(2);
const KILLED = new Set(["Killed", "Timeout"]);
/** A mutant that cannot be run is none. */
const COUNTED = new Set([...KILLED, "Survived", "NoCoverage"]);

let killed = 0;
let counted = 0;
for (const source of SOURCES) {
  if (wanted.length > 0 && !wanted.includes(source)) continue;
  const results = (await mutate(source)).filter(({ status }) => COUNTED.has(status));
  const alive = results.filter(({ status }) => !KILLED.has(status));
  killed += results.length - alive.length;
  counted += results.length;
  console.log(`${source}: ${results.length - alive.length} of ${results.length}`);
  for (const { location, mutatorName, replacement, status } of alive) {
    const { line, column } = location.start;
    const text = (replacement ?? "").replace(/\s+/g, " ").slice(0, 80);
    console.log(`  ${status} src/${source}.ts:${line}:${column} ${mutatorName} → ${text}`);
  }
}
const score = counted === 0 ? 0 : (100 * killed) / counted;
console.log(`mutants: ${killed} of ${counted} killed, ${score.toFixed(1)} %, asked ≥ ${ASKED} %`);
process.exitCode = score >= ASKED ? 0 : 1;

/** @returns what became of each mutant of one source file. */
function mutate(source) {
  const tests = (TESTED_BY[source] ?? [`unit/${source}`]).map((name) => `test/${name}.test.ts`);
  const missing = tests.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`no ${missing.join(", ")}`);
  const stryker = new Stryker({
    testRunner: "jest",
    testRunnerNodeArgs: ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"],
    plugins: ["@stryker-mutator/jest-runner"],
    jest: {
      configFile: "jest.config.js",
      config: {
        testEnvironment: "@stryker-mutator/jest-runner/jest-env/node",
        testMatch: tests.map((path) => `<rootDir>/${path}`),
      },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    mutate: [`src/${source}.ts`],
    ignorePatterns: ["dist", "docs", "bench", "coverage"],
    reporters: [],
    logLevel: "error",
    tempDirName: ".stryker-tmp",
    concurrency: 4,
    timeoutMS: 3000,
    timeoutFactor: 1.5,
  });
  return stryker.runMutationTest();
}
