import { DISTANT } from "../compare.js";
import type { ContenderName } from "../contenders/contender.js";
import type { Row, SteadyRow } from "./rows.js";

/** What the figures are compared with, and whether it held. */
export interface GoalResult {
  readonly what: string;
  readonly goal: string;
  /** NaN where a server or an operation that it needs was not measured. */
  readonly measured: number;
  readonly held: boolean | undefined;
}

/** The rows of one run. */
export interface Rows {
  readonly busy: readonly Row[];
  readonly steady: readonly SteadyRow[];
  readonly distant: readonly Row[];
}

interface Goal {
  readonly what: string;
  readonly limit: "≤" | "≥";
  readonly value: number;
  readonly measured: (rows: Rows) => number;
}

const Q1 = "customer-name";
const Q2 = "account-balances";
const Q3 = "account-overview";
/** Milliseconds of the two rounds of calls that follow each other, and what may come on top. */
const DISTANT_P50_MS = 2 * DISTANT.latencyMs + 10;

/** All ratios are the gateway's figure divided by the other's. */
const GOALS: readonly Goal[] = [
  goal("account-overview, CPU / proxy", "≤", 0.75, ({ busy }) => cpu(busy, Q3) / cpu(busy, Q3, "proxy")),
  throughput(Q3, "tailcall", 2.5),
  throughput(Q3, "mercurius", 2),
  throughput(Q3, "apollo", 6),
  throughput(Q2, "proxy", 0.75),
  throughput(Q1, "proxy", 0.4),
  throughput(Q1, "apollo", 3),
  goal("account-overview, req/s from the cache / req/s from the bank", "≥", 3, ({ busy }) => {
    return perSecond(busy, Q3, "gateway-cached") / perSecond(busy, Q3);
  }),
  goal("p99 / p50 at 60 % load, worst operation", "≤", 3, ({ steady }) => {
    const tails = steady.filter(({ target }) => target === "gateway").map(({ tail }) => tail);
    return tails.length === 0 ? Number.NaN : Math.max(...tails);
  }),
  goal(
    `account-overview, p50 in ms, bank ${DISTANT.latencyMs} ms away, ${DISTANT.connections} in flight`,
    "≤",
    DISTANT_P50_MS,
    ({ distant }) => found(distant, Q3, "gateway")?.p50Ms ?? Number.NaN,
  ),
  goal("account-overview, peak RSS in MiB", "≤", 250, ({ busy }) => {
    return found(busy, Q3, "gateway")?.peakMib ?? Number.NaN;
  }),
];

export function goalResults(rows: Rows): readonly GoalResult[] {
  return GOALS.map(({ what, limit, value, measured: measure }) => {
    const measured = measure(rows);
    const holds = limit === "≤" ? measured <= value : measured >= value;
    return { what, goal: `${limit} ${value}`, measured, held: Number.isNaN(measured) ? undefined : holds };
  });
}

function goal(what: string, limit: Goal["limit"], value: number, measured: (rows: Rows) => number): Goal {
  return { what, limit, value, measured };
}

function throughput(operation: string, other: ContenderName, least: number): Goal {
  return goal(`${operation}, req/s / ${other}`, "≥", least, ({ busy }) => {
    return perSecond(busy, operation) / perSecond(busy, operation, other);
  });
}

function perSecond(rows: readonly Row[], operation: string, target: ContenderName = "gateway"): number {
  return found(rows, operation, target)?.requestsPerSecond ?? Number.NaN;
}

function cpu(rows: readonly Row[], operation: string, target: ContenderName = "gateway"): number {
  return found(rows, operation, target)?.cpuMsPerRequest ?? Number.NaN;
}

function found(rows: readonly Row[], operation: string, target: ContenderName): Row | undefined {
  return rows.find((row) => row.operation === operation && row.target === target);
}
