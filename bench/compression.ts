import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { request } from "undici";
import { Closers } from "../src/core/closers.js";
import { readArguments } from "./arguments.js";
import { startGateway } from "./contenders/start-gateway.js";
import type { Target } from "./contenders/target.js";
import type { LoadResult } from "./messages.js";
import { median } from "./report/median.js";
import { shortNumber, tableOf } from "./report/table.js";
import { type Scene, setUpScene } from "./stage.js";

// `npm run bench:compression`: what each level costs for answers of the gateway, beside what the answer itself has cost it
// (docs/adr/0040-long-answers-as-gzip.md).

const ROUNDS = 3;
const ROUND_MS = 40;
const ANSWERS = 200;
/** Before anything counts: what is not hot costs several times as much. */
const HEATING_ANSWERS = 1500;
const ANSWERS_LIMIT_MS = 60_000;

const BALANCES = "id nickname ... on DepositAccount { currentBalance }";
const DETAILS = `${BALANCES} accountNumberDisplay productName`;
const transactions = (first: number): string =>
  `${BALANCES} transactions(first: ${first}) { nodes { id amount description postedTimestamp } }`;

/** From 1 to 240 kB. */
const DOCUMENTS = [
  accounts(6, BALANCES),
  accounts(20, BALANCES),
  accounts(20, DETAILS),
  accounts(2, transactions(42)),
  accounts(5, transactions(50)),
  accounts(20, transactions(50)),
];

function accounts(first: number, selection: string): string {
  return `{ accounts(first: ${first}) { nodes { ${selection} } } }`;
}

interface Way {
  readonly name: string;
  readonly compress: (body: Buffer) => Promise<Buffer>;
}

const toGzip = promisify<Buffer, object, Buffer>(gzip);
const toBrotli = promisify<Buffer, object, Buffer>(brotliCompress);
const WAYS: readonly Way[] = [
  ...[1, 2, 3, 4, 5, 6].map((level) => ({
    name: `gzip ${level}`,
    compress: (body: Buffer) => toGzip(body, { level }),
  })),
  ...[1, 2, 3, 4, 5].map((quality) => ({
    name: `brotli ${quality}`,
    compress: (body: Buffer) => toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  })),
];

interface Compressed {
  /** With the thread that does the work. */
  readonly cpuMs: number;
  readonly bytes: number;
}

/** One answer, and what each way makes of it. */
interface Column {
  readonly bytes: number;
  /** Of the gateway, for the whole request. */
  readonly cpuMs: number;
  readonly ways: readonly Compressed[];
}

async function measure(
  scene: Scene,
  target: Target,
  { document, heating = ANSWERS }: { readonly document: string; readonly heating?: number },
): Promise<Column> {
  const asked = target.request({ name: "answer", document, upstreamCalls: 0 });
  const { url, method, headers, body = null } = asked;
  const answer = await request(url, { method, headers, body });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode !== 200) throw new Error(`the gateway answered ${bytes.toString()}`);
  const job = { kind: "closed", request: asked, connections: 8 } as const;
  const watched = { serverPid: target.pid, ownPids: [process.pid] };
  const load = async (answers: number): Promise<LoadResult> => {
    const result = await scene.load.ask<LoadResult>({ ...job, ...watched, answers }, ANSWERS_LIMIT_MS);
    if (result.faults > 0) throw new Error(`${result.faults} faults under load`);
    return result;
  };
  await load(heating);
  const cpuMs = (await load(ANSWERS)).serverCpuMs / ANSWERS;
  const ways: Compressed[] = [];
  for (const { compress } of WAYS) ways.push(await compressed(compress, bytes));
  return { bytes: bytes.length, cpuMs, ways };
}

async function compressed(compress: Way["compress"], body: Buffer): Promise<Compressed> {
  const { length } = await compress(body);
  const rounds: number[] = [];
  // The first round only makes it hot.
  for (let round = 0; round <= ROUNDS; round += 1) rounds.push(await cpuMsOf(() => compress(body)));
  return { bytes: length, cpuMs: median(rounds.slice(1)) };
}

async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const endsAt = performance.now() + ROUND_MS;
  const from = process.cpuUsage();
  let count = 0;
  for (; performance.now() < endsAt; count += 1) await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / count;
}

type Cell = (made: Compressed, column: Column) => string;

function report(columns: readonly Column[]): string {
  const heading = columns.map(({ bytes }) => `${(bytes / 1000).toFixed(1)} kB`);
  const rows = (cell: Cell): readonly (readonly string[])[] =>
    WAYS.map(({ name }, index) => [
      name,
      ...columns.map((column) => {
        const made = column.ways[index];
        return made === undefined ? "–" : cell(made, column);
      }),
    ]);
  const answers = columns.map(({ cpuMs }) => shortNumber(1000 * cpuMs));
  const cost = rows(({ cpuMs }) => shortNumber(1000 * cpuMs));
  const left = rows(({ bytes }, column) => `${shortNumber((100 * bytes) / column.bytes)} %`);
  return [
    ...tableOf([["CPU, µs", ...heading], ["the whole answer", ...answers], ...cost], 1),
    "",
    ...tableOf([["bytes left", ...heading], ...left], 1),
  ].join("\n");
}

const closers = new Closers();
try {
  const scene = await setUpScene(readArguments([]), 96, closers);
  const { target } = await startGateway(scene.surroundings, { name: "gateway" });
  await measure(scene, target, { document: accounts(20, BALANCES), heating: HEATING_ANSWERS });
  const columns: Column[] = [];
  for (const document of DOCUMENTS) columns.push(await measure(scene, target, { document }));
  console.log(report(columns));
} finally {
  await closers.close();
}
process.exit();
