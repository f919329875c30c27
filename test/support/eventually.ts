import { setTimeout as delay } from "node:timers/promises";

const LIMIT_MS = 15_000;

/** Waits until something that happens by itself has happened. */
export async function eventually(happened: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await happened())) {
    if (performance.now() > end) throw new Error("it has not happened");
    await delay(20);
  }
}
