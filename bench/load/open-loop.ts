import { setTimeout } from "node:timers/promises";
import { Agent } from "undici";
import type { LoadResult, OpenLoad } from "../messages.js";
import { Answers } from "./answers.js";
import { percentile } from "./percentile.js";
import { ServerWindow } from "./server-window.js";

/**
 * Sends evenly spaced requests, whether or not earlier ones were answered, on as many connections as that takes. Written
 * here because autocannon's `overallRate` lets each connection send its share of a second at once, one after the other:
 * with a server that has to queue such bursts, it is the burst that is measured.
 */
export async function openLoop(job: OpenLoad): Promise<LoadResult> {
  const dispatcher = new Agent({ pipelining: 1 });
  const answers = new Answers(job.request, dispatcher);
  const window = new ServerWindow(job);
  const open: Promise<void>[] = [];
  const startedAt = performance.now();
  while (open.length < job.answers) {
    // The timer is late by up to a millisecond or two: what is due meanwhile goes out together.
    const due = Math.floor(((performance.now() - startedAt) / 1000) * job.perSecond) + 1;
    while (open.length < Math.min(due, job.answers)) open.push(answers.send());
    await setTimeout(1);
  }
  await Promise.all(open);
  const closed = window.close();
  await dispatcher.close();
  return {
    ...closed,
    answers: answers.latenciesMs.length,
    faults: answers.faults,
    p50Ms: percentile(answers.latenciesMs, 0.5),
    p99Ms: percentile(answers.latenciesMs, 0.99),
  };
}
