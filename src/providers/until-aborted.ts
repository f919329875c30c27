import { GatewayError } from "../core/gateway-error.js";

/**
 * Ends the waiting when the request ends, never the work itself: a token that is being refreshed must be written down
 * whether or not somebody still waits for it.
 *
 * Rejects with PROVIDER_TIMEOUT when `signal` ends first.
 */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const stop = (): void => {
      reject(new GatewayError("PROVIDER_TIMEOUT", "the request ended before it had what it waited for"));
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", stop);
    });
  });
}
