import { GatewayError } from "../core/gateway-error.js";
import { unlessAborted } from "../core/unless-aborted.js";
import { WorkEnd, type WorkSignal } from "../core/work-signal.js";
import type { GraphContext } from "./context.js";

/**
 * Where the answers of all banks must be there before anything more is asked, one that hangs would leave the others no time.
 * @returns what ends when half of the request's remaining time is over.
 */
export function halfTime({ deadline, signal }: Pick<GraphContext, "deadline" | "signal">): WorkSignal {
  const half = new WorkEnd();
  if (signal.aborted) return half;
  // Node warns of a time below 0.
  const halfMs = Math.max(0, deadline.remainingMs) / 2;
  const timer = setTimeout(() => {
    half.abort();
  }, halfMs);
  // `AbortSignal.timeout` would live on until its time, and with it all that listens: the whole request.
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
  });
  return half;
}

/**
 * @param until left out, nothing is given up.
 * @returns what the work gives. Rejects with PROVIDER_TIMEOUT when `until` ends first; the work itself goes on.
 */
export async function givenUpAt<Value>(until: WorkSignal | undefined, work: Promise<Value>): Promise<Value> {
  if (until === undefined) return work;
  return unlessAborted(work, until, tooLate);
}

export function tooLate(): GatewayError {
  return new GatewayError(
    "PROVIDER_TIMEOUT",
    "no answer in the first half of the time, and more was to be asked",
  );
}
