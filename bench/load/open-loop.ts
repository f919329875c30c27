import type { LoadResult, OpenLoad } from "../messages.js";
import { h2load } from "./h2load.js";
import { paceNear } from "./pace.js";
import { percentile } from "./percentile.js";
import { ServerWindow } from "./server-window.js";

/**
 * Before anything counts, and after: the connections are opened by then, which costs more than the requests; and those that
 * started first are done first.
 */
const MARGIN_MS = 1000;

/**
 * Sends evenly spaced requests, whether or not earlier ones were answered, as long as a connection's own one was (pace.ts).
 * The server's use is that of the whole load, the margins included.
 */
export async function openLoop(job: OpenLoad): Promise<LoadResult> {
  const { connections, gapMs, perSecond } = paceNear(job.perSecond);
  const margin = Math.ceil((Math.max(MARGIN_MS, connections * gapMs) * perSecond) / 1000);
  const all = job.answers + 2 * margin;
  const pace = [
    "-c",
    String(connections),
    `--rps=${perSecond / connections}`,
    "-r",
    "1",
    `--rate-period=${gapMs}ms`,
  ];
  const window = new ServerWindow(job);
  const { sent, faults } = await h2load(job.request, all, pace);
  const closed = window.close();
  const counted = sent.slice(margin, margin + job.answers);
  const latencies = counted.map(({ tookMs }) => tookMs);
  return {
    ...closed,
    // In which they were sent.
    seconds: ((counted.at(-1)?.atMs ?? Number.NaN) - (counted[0]?.atMs ?? Number.NaN)) / 1000,
    ...{ answers: counted.length, faults },
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
