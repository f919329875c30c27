import { cpus, totalmem } from "node:os";
import type { BenchOptions } from "../arguments.js";
import { isPinned, OTHER_CORE } from "../pinning.js";
import { median } from "./median.js";

const NOT_PINNED = "processes not pinned to cores";

/** @returns the day, the machine and the command of a run. */
export function machineText(args: readonly string[]): string {
  const day = new Date().toISOString().slice(0, "2026-11-25".length);
  const command = ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
  const memory = Math.round(totalmem() / 2 ** 30);
  const processor = cpus()[0]?.model ?? "unknown processor";
  return `\`${command}\` on ${day}: ${processor}, ${cpus().length} cores, ${memory} GiB, Node ${process.version}`;
}

/** @param shares what programs outside the benchmark used of the machine, measurement by measurement, 0 to 1. */
export function conditionsText(options: BenchOptions, shares: readonly number[]): string {
  const { rounds, connections, latencyMs, v8Flags } = options;
  return [
    `${rounds} round(s), interleaved; medians; ${connections} connections, closed loop`,
    `bank answers after ${latencyMs} ms`,
    isPinned ? `server on core 0, bank and load on core ${OTHER_CORE}` : NOT_PINNED,
    `V8 flags of gateway and proxy: ${v8Flags.length > 0 ? v8Flags.join(" ") : "none"}`,
    othersText(shares),
  ].join("; ");
}

/** As `conditionsText`, of a gateway with more and more workers. */
export function workersConditionsText(options: BenchOptions, shares: readonly number[]): string {
  const { rounds, connections, latencyMs } = options;
  return [
    `${rounds} round(s), interleaved; medians; ${connections} connections for each worker, closed loop`,
    `bank answers after ${latencyMs} ms`,
    isPinned ? `N workers on cores 0 to N − 1, bank and load on core ${OTHER_CORE}` : NOT_PINNED,
    othersText(shares),
  ].join("; ");
}

function othersText(shares: readonly number[]): string {
  const others = shares.map((share) => Math.round(share * 100));
  return `other programs used ${median(others)} % of the machine (at most ${Math.max(...others)} %)`;
}
