import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The server under test has a core to itself; one with workers has one for each, from this one on. */
export const SERVER_CORE = 0;
/** The bank and the load share the last one. */
export const OTHER_CORE = availableParallelism() - 1;

/** Whether processes are kept on their cores: Linux with `taskset` and both cores allowed. */
export const isPinned = OTHER_CORE > SERVER_CORE && [SERVER_CORE, OTHER_CORE].every((core) => canRunOn(core));

/**
 * @param cores how many, from `core` on.
 * @returns the command that runs `command` there, or just `command` where that cannot be done.
 */
export function pinned(command: readonly string[], core: number, cores = 1): readonly string[] {
  return isPinned ? ["taskset", "-c", `${core}-${core + cores - 1}`, ...command] : command;
}

function canRunOn(core: number): boolean {
  return spawnSync("taskset", ["-c", String(core), "true"]).status === 0;
}
