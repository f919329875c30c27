import type { Closers } from "../core/closers.js";

/** After this a close that hangs is given up. */
const HARD_LIMIT_MS = 10_000;

/** Closes everything on SIGINT or SIGTERM and lets the process end by itself; a second signal ends it at once. */
export function closeOnSignal(closers: Closers): void {
  const stop = (): void => {
    process.once("SIGINT", () => process.exit(1));
    process.once("SIGTERM", () => process.exit(1));
    setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref();
    closers.close().catch((failure: unknown) => {
      process.stderr.write(`${failure instanceof Error ? failure.message : "close failed"}\n`);
      process.exitCode = 1;
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
