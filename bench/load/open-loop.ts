import { setTimeout } from "node:timers/promises";
import { Agent } from "undici";
import type { LoadResult, OpenLoad } from "../messages.js";
import { Answers } from "./answers.js";
import { percentile } from "./percentile.js";
import { ServerWindow } from "./server-window.js";

/** Before anything counts: as many connections as it takes are opened by then, which costs more than the requests. */
const LEAD_SECONDS = 1;

/**
 * Sends evenly spaced requests, whether or not earlier ones were answered, on as many connections as that takes. Written
 * here because autocannon's `overallRate` lets each connection send its share of a second at once, one after the other:
 * with a server that has to queue such bursts, it is the burst that is measured.
 */
export async function openLoop(job: OpenLoad): Promise<LoadResult> {
  const dispatcher = new Agent({ pipelining: 1 });
  const lead = new Answers(job.request, dispatcher);
  await sendEvenly(lead, job.perSecond, Math.ceil(LEAD_SECONDS * job.perSecond));
  const answers = new Answers(job.request, dispatcher);
  const window = new ServerWindow(job);
  await sendEvenly(answers, job.perSecond, job.answers);
  const closed = window.close();
  await dispatcher.close();
  return {
    ...closed,
    answers: answers.latenciesMs.length,
    faults: lead.faults + answers.faults,
    p50Ms: percentile(answers.latenciesMs, 0.5),
    p99Ms: percentile(answers.latenciesMs, 0.99),
  };
}

async function sendEvenly(answers: Answers, perSecond: number, amount: number): Promise<void> {
  const open: Promise<void>[] = [];
  const startedAt = performance.now();
  while (open.length < amount) {
    // The timer is late by up to a millisecond or two: what is due meanwhile goes out together.
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1;
    while (open.length < Math.min(due, amount)) open.push(answers.send());
    await setTimeout(1);
  }
  await Promise.all(open);
}
