import { setTimeout } from "node:timers/promises";
import { Agent } from "undici";
import type { HeldLoad, HeldResult } from "../messages.js";
import { residentMib } from "../server-memory.js";
import { Answers } from "./answers.js";

/** Looks at the server's memory while so many requests are open, then waits for their answers. */
export async function heldRequests(job: HeldLoad): Promise<HeldResult> {
  const dispatcher = new Agent({ pipelining: 1 });
  const answers = new Answers(job.request, dispatcher);
  const open = Array.from({ length: job.open }, () => answers.send());
  await setTimeout(job.lookAfterMs);
  const isTooLate = answers.latenciesMs.length > 0;
  const serverMib = residentMib(job.serverPid);
  await Promise.all(open);
  await dispatcher.close();
  const faults = answers.faults + (isTooLate ? 1 : 0);
  return { serverMib, faults, answers: answers.latenciesMs.length };
}
