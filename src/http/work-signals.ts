import type { ServerResponse } from "node:http";
import type { Deadline } from "../core/deadline.js";
import { LinkedList } from "../core/linked-list.js";
import { WorkEnd, type WorkSignal } from "../core/work-signal.js";

/** What it takes to put an answer together once the last provider was given up. */
const ANSWER_RESERVE_MS = 50;

/** Tells the work of each request when it is over. */
export class WorkSignals {
  readonly #running = new LinkedList<WorkEnd>();

  /** @param cutOff ends all of them. Listened to once: a listener of each request's own costs more than the list. */
  constructor(cutOff: AbortSignal) {
    cutOff.addEventListener("abort", () => {
      for (const end of this.#running.toArray()) end.abort();
    });
  }

  /** @returns what ends with the exchange: the answer is sent, the client hung up, or its time is as good as over, or ours. */
  begin(response: ServerResponse, deadline: Deadline): WorkSignal {
    const end = new WorkEnd();
    if (response.destroyed) {
      // Nobody would say so again.
      end.abort();
      return end;
    }
    const link = this.#running.append(end);
    // Node warns of a time below 0.
    const leftMs = Math.max(0, deadline.remainingMs - ANSWER_RESERVE_MS);
    const timer = setTimeout(() => {
      end.abort();
    }, leftMs);
    response.on("close", () => {
      clearTimeout(timer);
      this.#running.remove(link);
      // Also behind a whole answer: what was given up for its sake is not waited for.
      end.abort();
    });
    return end;
  }
}
