import { labelOf, type Target } from "./contenders/target.js";
import type { ClosedLoad, LoadResult, OpenLoad } from "./messages.js";
import type { Operation } from "./operations.js";
import type { Stage } from "./stage.js";

const LOAD_LIMIT_MS = 120_000;
/** The gateway closes a connection after a thousand requests: another one would be opened in the middle. */
export const MOST_PER_CONNECTION = 900;

/** A loop, without what follows from the server and the operation. */
export type Loop =
  Omit<ClosedLoad, "request" | "serverPid" | "ownPids"> | Omit<OpenLoad, "request" | "serverPid" | "ownPids">;

/** Rejects when an answer is missing, is not HTTP 200, or has another size than the others. */
export async function sendLoad(
  { load, ownPids }: Stage,
  target: Target,
  operation: Operation,
  loop: Loop,
): Promise<LoadResult> {
  const job = { ...loop, request: target.request(operation), serverPid: target.pid, ownPids };
  const result = await load.ask<LoadResult>(job, LOAD_LIMIT_MS);
  const missing = loop.answers - result.answers;
  if (result.faults === 0 && missing === 0) return result;
  throw new Error(
    `${labelOf(target)}, ${operation.name}: ${result.faults} faults, ${missing} answers missing under load`,
  );
}

/**
 * Closed loops that double until the time is over. No request is given up half-way: a server would still be busy with
 * it, and with its upstream calls, when the next measurement begins.
 * @returns what the last and largest batch saw.
 */
export async function warmUp(
  stage: Stage,
  target: Target,
  operation: Operation,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<LoadResult> {
  const endAt = performance.now() + seconds * 1000;
  for (let each = 1; ; each = Math.min(2 * each, MOST_PER_CONNECTION)) {
    const loop = { kind: "closed", connections, answers: connections * each } as const;
    const result = await sendLoad(stage, target, operation, loop);
    if (performance.now() >= endAt) return result;
  }
}
