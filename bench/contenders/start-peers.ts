import type { ContenderName } from "./contender.js";

/** A peer that is not measured. */
export interface LeftOut {
  readonly name: ContenderName;
  readonly reason: string;
}

/** Starts one after the other. A peer that cannot be installed or started is left out, with the reason. */
export async function startPeers<Started>(
  names: readonly ContenderName[],
  start: (name: ContenderName) => Promise<Started>,
): Promise<{ readonly started: readonly Started[]; readonly leftOut: readonly LeftOut[] }> {
  const started: Started[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    try {
      started.push(await start(name));
    } catch (failure) {
      leftOut.push({ name, reason: shortReason(failure) });
    }
  }
  return { started, leftOut };
}

/** @returns what went wrong, and the last that a process said about it, in one line. */
function shortReason(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  const [first = "", ...others] = text.split("\n").filter((line) => line.trim() !== "");
  return [first, ...others.slice(-1)].join(" ").trim();
}
