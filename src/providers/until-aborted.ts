import { GatewayError } from "../core/gateway-error.js";
import { unlessAborted } from "../core/unless-aborted.js";
import type { WorkSignal } from "../core/work-signal.js";

/**
 * Ends the waiting when the request ends, never the work itself: a token that is being refreshed must be written down
 * whether or not somebody still waits for it.
 *
 * Rejects with PROVIDER_TIMEOUT when `signal` ends first.
 */
export function untilAborted<Value>(work: Promise<Value>, signal: WorkSignal): Promise<Value> {
  return unlessAborted(
    work,
    signal,
    () => new GatewayError("PROVIDER_TIMEOUT", "the request ended before it had what it waited for"),
  );
}
