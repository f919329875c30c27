/**
 * Ends the waiting when `signal` ends, never the work itself.
 * @param tooLate makes what it rejects with then.
 */
export function unlessAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal,
  tooLate: () => Error,
): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const stop = (): void => {
      reject(tooLate());
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(
      (value) => {
        signal.removeEventListener("abort", stop);
        resolve(value);
      },
      (failure: Error) => {
        signal.removeEventListener("abort", stop);
        reject(failure);
      },
    );
  });
}
