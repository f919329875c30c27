import type { Closers } from "../core/closers.js";
import { letWorkerEnd } from "./workers.js";

/**
 * Closes everything on SIGINT or SIGTERM and lets the process end by itself; a second signal ends it at once.
 * @param limitMs after this a close that hangs is given up. It must leave a token call the time to be written down.
 */
export function closeOnSignal(closers: Closers, limitMs: number): void {
  onFirstSignal({ limitMs, exitCode: 1 }, () => void closeAll(closers));
}

/**
 * The same for a worker, whose end is up to the process that started it: a terminal and a supervisor send their signals to
 * both, so that SIGINT is not for the worker, and a second SIGTERM is the first one over again.
 */
export function closeWorkerOnSignal(closers: Closers, limitMs: number): void {
  let isEnding = false;
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    void closeAll(closers).then(letWorkerEnd);
  });
}

async function closeAll(closers: Closers): Promise<void> {
  try {
    await closers.close();
  } catch (failure) {
    process.stderr.write(`${failure instanceof Error ? failure.message : "close failed"}\n`);
    process.exitCode = 1;
  }
}

interface HardExit {
  /** After this the process ends, whatever still runs. It must leave a token call the time to be written down. */
  readonly limitMs: number;
  readonly exitCode: number;
}

/** @returns a signal that aborts on SIGINT or SIGTERM, with an Error that says so; a second one ends the process at once. */
export function abortedOnSignal(exit: HardExit): AbortSignal {
  const controller = new AbortController();
  onFirstSignal(exit, () => {
    controller.abort(new Error("Stopped by a signal."));
  });
  return controller.signal;
}

function onFirstSignal({ limitMs, exitCode }: HardExit, act: () => void): void {
  const exit = (): void => process.exit(exitCode);
  const stop = (): void => {
    process.once("SIGINT", exit);
    process.once("SIGTERM", exit);
    setTimeout(exit, limitMs).unref();
    act();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
