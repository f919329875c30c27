import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own clock (`man 5 proc`, USER_HZ). */
const TICK_MS = 10;

/** @returns user and system time of a process with all its threads; NaN where the system has no /proc. */
function processCpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program's name stands in brackets and may hold spaces; utime and stime are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** @returns how long the machine's cores were busy, stolen time included; NaN where the system has no /proc. */
function machineCpuMs(): number {
  try {
    const [all = ""] = readFileSync("/proc/stat", "latin1").split("\n", 1);
    const [user, nice, system, , , irq, softIrq, steal] = all.trim().split(/\s+/).slice(1).map(Number);
    const parts = [user, nice, system, irq, softIrq, steal];
    return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** CPU time from its creation on: of one process, and of everything that is not ours. */
export class CpuWindow {
  readonly #serverPid: number;
  readonly #ownPids: readonly number[];
  readonly #from: {
    readonly at: number;
    readonly server: number;
    readonly own: number;
    readonly all: number;
  };

  constructor(serverPid: number, ownPids: readonly number[]) {
    this.#serverPid = serverPid;
    this.#ownPids = ownPids;
    this.#from = this.#read();
  }

  close(): { readonly seconds: number; readonly serverCpuMs: number; readonly othersShare: number } {
    const to = this.#read();
    const from = this.#from;
    const elapsedMs = to.at - from.at;
    const othersMs = Math.max(0, to.all - from.all - (to.own - from.own));
    return {
      seconds: elapsedMs / 1000,
      serverCpuMs: to.server - from.server,
      othersShare: othersMs / (elapsedMs * cpus().length),
    };
  }

  #read(): { at: number; server: number; own: number; all: number } {
    return {
      at: performance.now(),
      server: processCpuMs(this.#serverPid),
      own: this.#ownPids.reduce((sum, pid) => sum + processCpuMs(pid), 0),
      all: machineCpuMs(),
    };
  }
}
