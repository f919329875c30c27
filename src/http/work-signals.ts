import { setMaxListeners } from "node:events";
import type { ServerResponse } from "node:http";
import type { Deadline } from "../core/deadline.js";
import { LinkedList } from "../core/linked-list.js";

/** What it takes to put an answer together once the last provider was given up. */
const ANSWER_RESERVE_MS = 50;
/** Why a signal ended. Made once: every request ends, and the stack of an error costs more than the rest of its end. */
const TOO_LATE = new Error("deadline passed");
const EXCHANGE_OVER = new Error("the answer is sent, or the client gone");

/** Tells the work of each request when it is over. */
export class WorkSignals {
  readonly #running = new LinkedList<AbortController>();

  /** @param cutOff ends all of them. Listened to once: a listener of each request's own costs more than the list. */
  constructor(cutOff: AbortSignal) {
    cutOff.addEventListener("abort", () => {
      for (const controller of this.#running.toArray()) controller.abort(TOO_LATE);
    });
  }

  /** @returns what ends with the exchange: the answer is sent, the client hung up, or its time is as good as over, or ours. */
  begin(response: ServerResponse, deadline: Deadline): AbortSignal {
    const controller = new AbortController();
    // Every upstream call of the request listens; more than ten of them are no leak.
    setMaxListeners(0, controller.signal);
    if (response.destroyed) {
      // Nobody would say so again.
      controller.abort(EXCHANGE_OVER);
      return controller.signal;
    }
    const link = this.#running.append(controller);
    const timer = setTimeout(() => {
      controller.abort(TOO_LATE);
    }, deadline.remainingMs - ANSWER_RESERVE_MS);
    response.on("close", () => {
      clearTimeout(timer);
      this.#running.remove(link);
      // Also behind a whole answer: what was given up for its sake is not waited for.
      controller.abort(EXCHANGE_OVER);
    });
    return controller.signal;
  }
}
