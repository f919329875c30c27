import type { WorkSignal } from "./work-signal.js";

/**
 * Waits for so many milliseconds; never rejects. Made of the global timer, which a test may replace, unlike the one of
 * `node:timers/promises`.
 * @param signal ends the wait early.
 */
export function sleep(ms: number, signal?: WorkSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      // A signal outlives its waits: thousands of them in a long watch.
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", wake);
  });
}
