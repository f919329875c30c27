import type { ClosedLoad, LoadResult } from "../messages.js";
import { h2load } from "./h2load.js";
import { percentile } from "./percentile.js";
import { ServerWindow } from "./server-window.js";

/** As many clients as there are connections, each of which sends when it was answered. */
export async function closedLoop(job: ClosedLoad): Promise<LoadResult> {
  const { request, connections, answers } = job;
  const window = new ServerWindow(job);
  const { sent, faults } = await h2load(request, answers, ["-c", String(connections)]);
  const closed = window.close();
  const latencies = sent.map(({ tookMs }) => tookMs);
  const startedAt = sent[0]?.atMs ?? Number.NaN;
  const endedAt = sent.reduce((latest, { atMs, tookMs }) => Math.max(latest, atMs + tookMs), startedAt);
  return {
    ...closed,
    // Without the start and the end of the load generator, during which the server had nothing to do.
    seconds: (endedAt - startedAt) / 1000,
    ...{ answers: sent.length, faults },
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
