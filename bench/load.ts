import autocannon from "autocannon";
import { CpuWindow } from "./cpu-time.js";
import type { LoadJob, LoadResult } from "./messages.js";
import { serveParent } from "./parent-channel.js";

/** Sends load, in a process of its own, so that its work is not counted as the server's. */

const TIMEOUT_S = 30;
/** autocannon looks this often whether it has done its work. */
const LOOK_MS = 20;

async function run(job: LoadJob): Promise<LoadResult> {
  const { request, connections, answers: amount } = job;
  const { url, method, headers, body } = request;
  const latencies: number[] = [];
  const sizes = new Set<number>();
  const window = new CpuWindow(job.serverPid, job.ownPids);
  let closed: ReturnType<CpuWindow["close"]> | undefined;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        ...{ url, method, headers, amount, connections, timeout: TIMEOUT_S, sampleInt: LOOK_MS },
        ...(body === undefined ? {} : { body }),
      },
      (failure: unknown, done) => {
        if (failure instanceof Error) reject(failure);
        else resolve(done);
      },
    );
    instance.on("response", (_client, _status, bytes, milliseconds) => {
      latencies.push(milliseconds);
      sizes.add(bytes);
      if (latencies.length === amount) closed = window.close();
    });
  });
  closed ??= window.close();
  latencies.sort((a, b) => a - b);
  return {
    ...closed,
    answers: latencies.length,
    // Every answer of one operation has the same size, headers included: another one holds something else.
    faults: result.errors + result.non2xx + Math.max(0, sizes.size - 1),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

function percentile(sorted: readonly number[], fraction: number): number {
  return sorted[Math.ceil(sorted.length * fraction) - 1] ?? Number.NaN;
}

serveParent("", (job) => run(job as LoadJob));
