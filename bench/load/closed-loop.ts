import autocannon from "autocannon";
import type { ClosedLoad, LoadResult } from "../messages.js";
import { percentile } from "./percentile.js";
import { ServerWindow } from "./server-window.js";

const TIMEOUT_S = 30;
/** autocannon looks this often whether it has done its work. */
const LOOK_MS = 20;

/** As many clients as there are connections, each of which sends when it was answered. */
export async function closedLoop(job: ClosedLoad): Promise<LoadResult> {
  const { request, connections, answers: amount } = job;
  const { url, method, headers, body } = request;
  const latencies: number[] = [];
  const sizes = new Set<number>();
  const window = new ServerWindow(job);
  let closed: ReturnType<ServerWindow["close"]> | undefined;
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
  return {
    ...closed,
    answers: latencies.length,
    // Every answer of one operation has the same size, headers included: another one holds something else.
    faults: result.errors + result.non2xx + Math.max(0, sizes.size - 1),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
