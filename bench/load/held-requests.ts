import { setTimeout } from "node:timers/promises";
import { Agent, type Dispatcher, request as send } from "undici";
import type { BenchRequest, HeldLoad, HeldResult } from "../messages.js";
import { residentMib } from "../server-memory.js";

/** Looks at the server's memory while so many requests are open, then waits for their answers. */
export async function heldRequests(job: HeldLoad): Promise<HeldResult> {
  const dispatcher = new Agent({ pipelining: 1 });
  const answers: Answered[] = [];
  const open = Array.from({ length: job.open }, async () => {
    answers.push(await answerTo(job.request, dispatcher));
  });
  // A request that fails is missing among the answers.
  const all = Promise.allSettled(open);
  await setTimeout(job.lookAfterMs);
  const isTooLate = answers.length > 0;
  const serverMib = residentMib(job.serverPid);
  await all;
  await dispatcher.close();
  const refused = answers.filter(({ status }) => status !== 200).length;
  const sizes = new Set(answers.map(({ bytes }) => bytes));
  const faults = refused + Math.max(0, sizes.size - 1) + (isTooLate ? 1 : 0);
  return { serverMib, faults, answers: answers.length };
}

interface Answered {
  readonly status: number;
  readonly bytes: number;
}

async function answerTo(request: BenchRequest, dispatcher: Dispatcher): Promise<Answered> {
  const { url, method, headers, body = null } = request;
  const answer = await send(url, { method, headers, body, dispatcher });
  return { status: answer.statusCode, bytes: (await answer.body.arrayBuffer()).byteLength };
}
