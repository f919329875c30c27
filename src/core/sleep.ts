/**
 * Waits for so many milliseconds; never rejects. Made of the global timer, which a test may replace, unlike the one of
 * `node:timers/promises`.
 * @param signal ends the wait early.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
