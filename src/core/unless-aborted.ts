import type { WorkSignal } from "./work-signal.js";

/**
 * Ends the waiting when `signal` ends, never the work itself.
 * @param tooLate makes what it rejects with then.
 */
export function unlessAborted<Value>(
  work: Promise<Value>,
  signal: WorkSignal,
  tooLate: () => Error,
): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const stop = (): void => {
      reject(tooLate());
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    const settle = (): void => {
      signal.removeEventListener("abort", stop);
      resolve(work);
    };
    work.then(settle, settle);
  });
}
