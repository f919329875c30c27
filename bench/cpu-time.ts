import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { childrenOf } from "./children-of.js";
import type { ServerUse } from "./messages.js";

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own clock (`man 5 proc`, USER_HZ). */
const TICK_MS = 10;

/** User and system time of a process with all its threads; NaN where the system has no /proc. */
interface ProcessCpu {
  readonly ownMs: number;
  /** Of the processes that it has started and that have ended. */
  readonly endedMs: number;
}

function processCpu(pid: number): ProcessCpu {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program's name stands in brackets and may hold spaces; utime, stime, cutime, cstime are the fields from the 14th on.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system, endedUser, endedSystem] = fields
      .slice(11, 15)
      .map((ticks) => Number(ticks) * TICK_MS);
    return { ownMs: sum([user, system]), endedMs: sum([endedUser, endedSystem]) };
  } catch {
    return { ownMs: Number.NaN, endedMs: Number.NaN };
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

/** What a window sees of CPU time. */
type CpuUse = Omit<ServerUse, "serverPeakMib">;

/** One look at all that is watched. */
interface Reading {
  readonly at: number;
  readonly server: number;
  readonly workers: readonly number[];
  /**
   * The benchmark's other processes, and those that they have started and that have ended. Each process is read once a look:
   * it goes on counting between two reads.
   */
  readonly scene: number;
  readonly all: number;
}

/** CPU time from its creation on: of a server with its workers, and of everything that is not ours. */
export class CpuWindow {
  readonly #serverPid: number;
  readonly #workerPids: readonly number[];
  readonly #scenePids: readonly number[];
  readonly #from: Reading;

  constructor(serverPid: number, ownPids: readonly number[]) {
    this.#serverPid = serverPid;
    this.#workerPids = childrenOf(serverPid);
    const server = new Set([serverPid, ...this.#workerPids]);
    this.#scenePids = [...new Set(ownPids)].filter((pid) => !server.has(pid));
    this.#from = this.#read();
  }

  close(): CpuUse {
    const to = this.#read();
    const from = this.#from;
    const elapsedMs = to.at - from.at;
    const sceneCpuMs = to.scene - from.scene;
    const workerCpuMs = to.workers.map((ms, index) => ms - (from.workers[index] ?? Number.NaN));
    const serverCpuMs = sum([to.server - from.server, ...workerCpuMs]);
    return {
      ...{ seconds: elapsedMs / 1000, serverCpuMs, workerCpuMs },
      sceneCpuMs,
      othersShare: Math.max(0, to.all - from.all - serverCpuMs - sceneCpuMs) / (elapsedMs * cpus().length),
    };
  }

  #read(): Reading {
    return {
      at: performance.now(),
      server: processCpu(this.#serverPid).ownMs,
      workers: this.#workerPids.map((pid) => processCpu(pid).ownMs),
      scene: sum(this.#scenePids.map(sceneCpuMs)),
      all: machineCpuMs(),
    };
  }
}

/** The load generator is a process that has ended by the second look. */
function sceneCpuMs(pid: number): number {
  const { ownMs, endedMs } = processCpu(pid);
  return ownMs + endedMs;
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
}
