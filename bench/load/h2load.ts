import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchRequest } from "../messages.js";

/** A connection on which nothing has happened for so long is given up, and what it still had to send is missing. */
const TIMEOUT_S = 30;
/** By URL and body: every answer to one request has the same size, and another one holds something else. */
const SIZES = new Map<string, number>();
const BODY_BYTES = /^traffic: .*, \S+ \((\d+)\) data$/m;

/** One request that was answered. */
interface Sent {
  /** Since 1970. */
  readonly atMs: number;
  readonly status: number;
  readonly tookMs: number;
}

/** What h2load has sent. */
export interface SentLoad {
  /** In the order in which they were sent. */
  readonly sent: readonly Sent[];
  /** Answers other than 200, bodies of another size, and what was not answered: a connection that breaks takes its rest along. */
  readonly faults: number;
}

/**
 * Sends one request again and again with `h2load` (of nghttp2), HTTP/1.1 on one thread: an answer costs it some
 * microseconds, where a load generator in JavaScript takes as long as what it measures. What has a body is a POST. Rejects where it
 * cannot be started.
 * @param amount how many
 * @param loop more of its arguments: on how many connections, how fast.
 */
export async function h2load(
  request: BenchRequest,
  amount: number,
  loop: readonly string[],
): Promise<SentLoad> {
  const folder = await mkdtemp(join(tmpdir(), "bench-load-"));
  try {
    const [log, body] = [join(folder, "log"), join(folder, "body")];
    const headers = Object.entries(request.headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
    const limits = ["-n", String(amount), "-N", `${TIMEOUT_S}s`];
    const args = ["--h1", "-t", "1", ...limits, `--log-file=${log}`, ...loop, ...headers];
    if (request.body !== undefined) {
      await writeFile(body, request.body);
      args.push("-d", body);
    }
    const printed = await run([...args, request.url]);
    const sent = sentIn(await readFile(log, "latin1"));
    const others = sent.filter(({ status }) => status !== 200).length;
    const ofAnotherSize = isAsBefore(request, sent.length, Number(BODY_BYTES.exec(printed)?.[1])) ? 0 : 1;
    return { sent, faults: amount - sent.length + others + ofAnotherSize };
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

/** @returns whether all bodies have the size of those of the first load with this request. */
function isAsBefore({ url, body = "" }: BenchRequest, answers: number, bodyBytes: number): boolean {
  if (answers === 0) return true;
  const request = `${url} ${body}`;
  const size = SIZES.get(request) ?? Math.round(bodyBytes / answers);
  SIZES.set(request, size);
  return bodyBytes === answers * size;
}
