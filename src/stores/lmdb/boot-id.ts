import { readFileSync } from "node:fs";

/** @returns a name of the time since the machine was started; `undefined` where the system has none. */
export function bootId(path = "/proc/sys/kernel/random/boot_id"): string | undefined {
  try {
    return /^[\da-f-]{36}$/.exec(readFileSync(path, "utf8").trim())?.[0];
  } catch {
    return undefined;
  }
}
