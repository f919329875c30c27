import type { Closers } from "../core/closers.js";

/**
 * Closes everything on SIGINT or SIGTERM and lets the process end by itself; a second signal ends it at once.
 * @param limitMs after this a close that hangs is given up. It must leave a token call the time to be written down.
 */
export function closeOnSignal(closers: Closers, limitMs: number): void {
  const stop = (): void => {
    process.once("SIGINT", () => process.exit(1));
    process.once("SIGTERM", () => process.exit(1));
    setTimeout(() => process.exit(1), limitMs).unref();
    closers.close().catch((failure: unknown) => {
      process.stderr.write(`${failure instanceof Error ? failure.message : "close failed"}\n`);
      process.exitCode = 1;
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
