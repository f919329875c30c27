import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchRequest } from "../messages.js";

/** A connection on which nothing has happened for so long is given up, and what it still had to send is missing. */
const TIMEOUT_S = 30;
const BODY_BYTES = /^traffic: .*, \S+ \((\d+)\) data$/m;

/** One request that was answered, or broke off. */
interface Sent {
  /** Since 1970. */
  readonly atMs: number;
  /** -1 where the connection broke. */
  readonly status: number;
  readonly tookMs: number;
}

/** What h2load has sent. */
export interface SentLoad {
  /** In the order in which they were sent. */
  readonly sent: readonly Sent[];
  /** Broken connections, answers other than 200, bodies of another size. */
  readonly faults: number;
}

/**
 * Sends one request again and again with `h2load` (of nghttp2), HTTP/1.1 on one thread: an answer costs it some
 * microseconds, where a load generator in JavaScript takes as long as what it measures. Rejects where it cannot be started.
 * @param loop its arguments: how many, on how many connections, how fast.
 */
export async function h2load(request: BenchRequest, loop: readonly string[]): Promise<SentLoad> {
  const folder = await mkdtemp(join(tmpdir(), "bench-load-"));
  try {
    const [log, body] = [join(folder, "log"), join(folder, "body")];
    const headers = Object.entries(request.headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
    const args = ["--h1", "-t", "1", "-N", `${TIMEOUT_S}s`, `--log-file=${log}`, ...loop, ...headers];
    if (request.body !== undefined) {
      await writeFile(body, request.body);
      args.push("-d", body);
    }
    const printed = await run([...args, request.url]);
    const sent = sentIn(await readFile(log, "latin1"));
    return { sent, faults: faultsOf(sent, Number(BODY_BYTES.exec(printed)?.[1])) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)("h2load", args)).stdout;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new Error('h2load is missing: install it with "apt-get install nghttp2-client"', { cause });
  }
}

/** Each line: microseconds since 1970, status, microseconds until the answer's end. */
function sentIn(log: string): readonly Sent[] {
  const lines = log.split("\n").filter((line) => line !== "");
  const sent = lines.map((line) => {
    const [at = Number.NaN, status = Number.NaN, took = Number.NaN] = line.split("\t").map(Number);
    return { atMs: at / 1000, status, tookMs: took / 1000 };
  });
  return sent.sort((a, b) => a.atMs - b.atMs);
}

/** Every answer of one operation has the same size, so all of them together are a multiple: another one holds something else. */
function faultsOf(sent: readonly Sent[], bodyBytes: number): number {
  const others = sent.filter(({ status }) => status !== 200).length;
  return others + (sent.length > 0 && bodyBytes % sent.length !== 0 ? 1 : 0);
}
