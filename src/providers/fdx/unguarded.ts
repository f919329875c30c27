import type { WorkSignal } from "../../core/work-signal.js";
import type { Sending } from "../guard/guarded-call.js";

/** Sends a call where no guard is: it takes as long as its request. */
export async function unguarded<Answer>(
  signal: WorkSignal,
  send: (sending: Sending) => Promise<Answer>,
): Promise<Answer> {
  const call = new UnguardedCall(signal);
  try {
    return await send(call);
  } finally {
    // Thousands of calls may share a signal.
    call.end();
  }
}

class UnguardedCall implements Sending {
  readonly #signal: WorkSignal;
  #stop: () => void = () => undefined;

  constructor(signal: WorkSignal) {
    this.#signal = signal;
  }

  get isOver(): boolean {
    return this.#signal.aborted;
  }

  whenOver(stop: () => void): void {
    this.#stop = stop;
    if (this.#signal.aborted) stop();
    else this.#signal.addEventListener("abort", stop);
  }

  answered(): void {
    // Nobody learns from it.
  }

  end(): void {
    this.#signal.removeEventListener("abort", this.#stop);
  }
}
