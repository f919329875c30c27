import { GatewayWorld } from "../support/gateway-world.js";
import { MeasuredGateway, type Memory } from "./measured-gateway.js";
import { overview, PERSON, readAll, type Reading } from "./reader.js";

const ACCOUNTS = 60;
const TRANSACTIONS = 20_000;
const ALLOWED_GROWTH = 0.1;
/** How many requests lie between two looks at the memory. */
const REQUESTS_PER_LOOK = 20;

/** `--small` is for every test run; without it, for the figures in docs/fuzzing.md. */
const isSmall = process.argv.includes("--small");
/** The first readings are the warm-up: code is compiled, connections are opened, caches fill. */
const READINGS = isSmall ? { warmUp: 1, measured: 1 } : { warmUp: 3, measured: 20 };
const OVERVIEWS = isSmall ? { warmUp: 3, measured: 10 } : { warmUp: 10, measured: 150 };

const world = await GatewayWorld.start({ withoutGateway: true, accessTokenSeconds: 3600 });
let gateway: MeasuredGateway | undefined;
const verdicts: boolean[] = [];
try {
  gateway = await MeasuredGateway.start(world.serveEnvironment(), world.url);
  await world.connect({ personId: PERSON });
  await measureReading(gateway);
  await measureOverviews(gateway);
} finally {
  await gateway?.stop();
  await world.close();
}
process.exitCode = verdicts.every((passed) => passed) ? 0 : 1;

async function measureReading(measured: MeasuredGateway): Promise<void> {
  const looks: Memory[] = [];
  let requests = 0;
  for (let turn = 0; turn < READINGS.warmUp; turn += 1) {
    tell("every transaction seen exactly once", reading(await readAll(world, async () => undefined)));
  }
  for (let turn = 0; turn < READINGS.measured; turn += 1) {
    const seen = await readAll(world, async () => {
      requests += 1;
      if (requests % REQUESTS_PER_LOOK === 0) looks.push(await measured.memory());
    });
    tell("every transaction seen exactly once", reading(seen));
  }
  tell(
    `reading on through ${READINGS.measured} × ${TRANSACTIONS} transactions, ${requests} requests`,
    flatness(looks),
  );
}

async function measureOverviews(measured: MeasuredGateway): Promise<void> {
  const looks: Memory[] = [];
  for (let turn = 0; turn < OVERVIEWS.warmUp; turn += 1) await overview(world);
  for (let turn = 0; turn < OVERVIEWS.measured; turn += 1) {
    await overview(world);
    looks.push(await measured.memory());
  }
  tell(`60 accounts × 100 transactions in one operation, ${OVERVIEWS.measured} times`, flatness(looks));
}

interface Verdict {
  readonly found: string;
  readonly passed: boolean;
}

function reading({ accounts, transactions, distinct, requests, isComplete }: Reading): Verdict {
  return {
    found: `${accounts} accounts, ${transactions} transactions, ${distinct} different ones, ${requests} requests`,
    passed: accounts === ACCOUNTS && transactions === TRANSACTIONS && distinct === TRANSACTIONS && isComplete,
  };
}

/** The last tenth of the looks beside the first one, each by its median. RSS is told, and judges nothing: it is V8's to give back. */
function flatness(looks: readonly Memory[]): Verdict {
  const tenth = Math.max(1, Math.floor(looks.length / 10));
  const first = looks.slice(0, tenth);
  const last = looks.slice(-tenth);
  const megabytes = (part: readonly Memory[], of: keyof Memory): number =>
    median(part.map((look) => look[of])) / 2 ** 20;
  const [before, after] = [megabytes(first, "heapUsed"), megabytes(last, "heapUsed")];
  const growth = after / before - 1;
  const rss = `RSS ${megabytes(first, "rss").toFixed(0)} → ${megabytes(last, "rss").toFixed(0)} MiB`;
  const heap = `heap ${before.toFixed(2)} → ${after.toFixed(2)} MiB (${(100 * growth).toFixed(1)} %)`;
  return { found: `${heap}, ${rss}, ${looks.length} looks`, passed: Math.abs(growth) <= ALLOWED_GROWTH };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

function tell(what: string, { found, passed }: Verdict): void {
  verdicts.push(passed);
  console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       found: ${found}`);
}
