import { readFileSync, writeFileSync } from "node:fs";

/** Resident memory of a process, in MiB; NaN where the system has no /proc (`man 5 proc`). */

/** Lets the peak begin anew at what the process has now. Where that is not allowed, the peak is that since its start. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // Not on Linux, or not permitted.
  }
}

export function peakMib(pid: number): number {
  return statusMib(pid, "VmHWM");
}

export function residentMib(pid: number): number {
  return statusMib(pid, "VmRSS");
}

function statusMib(pid: number, name: string): number {
  try {
    const line = new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line === null ? Number.NaN : Number(line[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
