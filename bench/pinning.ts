import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The server under test has a core to itself. */
export const SERVER_CORE = 0;
/** The bank and the load share the other one. */
export const OTHER_CORE = 1;

/** Whether processes are kept on their cores: Linux with `taskset` and both cores allowed. */
export const isPinned =
  availableParallelism() > 1 && [SERVER_CORE, OTHER_CORE].every((core) => canRunOn(core));

/** @returns the command that runs `command` on one core, or just `command` where that cannot be done. */
export function pinned(command: readonly string[], core: number): readonly string[] {
  return isPinned ? ["taskset", "-c", String(core), ...command] : command;
}

function canRunOn(core: number): boolean {
  return spawnSync("taskset", ["-c", String(core), "true"]).status === 0;
}
