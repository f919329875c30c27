import { describe, expect, it } from "@jest/globals";
import type { ContenderName } from "../../../bench/contenders/contender.js";
import { type GoalResult, goalResults, type Rows } from "../../../bench/report/goals.js";
import type { Row } from "../../../bench/report/rows.js";

const ROW = { p99Ms: 1, cpuSpread: 0, cpuToProxy: 1, aloneP50Ms: 1, upstreamCalls: 1 };

function row(operation: string, target: ContenderName, figures: Partial<Row> = {}): Row {
  const usual = { requestsPerSecond: 100, p50Ms: 50, cpuMsPerRequest: 1, peakMib: 250 };
  return { ...ROW, ...usual, operation, target, ...figures };
}

function resultOf(results: readonly GoalResult[], what: string): GoalResult | undefined {
  return results.find((result) => result.what.startsWith(what));
}

describe("goalResults", () => {
  const rows: Rows = {
    busy: [
      row("account-overview", "gateway", { requestsPerSecond: 250, cpuMsPerRequest: 0.75 }),
      row("account-overview", "gateway-cached", { requestsPerSecond: 749 }),
      row("account-overview", "proxy"),
      row("account-overview", "tailcall"),
      row("account-overview", "mercurius", { requestsPerSecond: 126 }),
    ],
    steady: [
      { operation: "a", target: "gateway", perSecond: 1, p50Ms: 1, p99Ms: 3, tail: 3 },
      { operation: "b", target: "gateway", perSecond: 1, p50Ms: 1, p99Ms: 3.1, tail: 3.1 },
      { operation: "b", target: "proxy", perSecond: 1, p50Ms: 1, p99Ms: 9, tail: 9 },
    ],
    distant: [row("account-overview", "gateway", { p50Ms: 50.1 })],
  };
  const results = goalResults(rows);

  it("holds what just meets a goal, and not what just misses one", () => {
    expect(resultOf(results, "account-overview, CPU / proxy")).toMatchObject({ measured: 0.75, held: true });
    expect(resultOf(results, "account-overview, req/s / tailcall")).toMatchObject({
      measured: 2.5,
      held: true,
    });
    expect(resultOf(results, "account-overview, req/s / mercurius")).toMatchObject({ held: false });
    expect(resultOf(results, "account-overview, req/s from the cache")).toMatchObject({ held: false });
    expect(resultOf(results, "account-overview, p50 in ms")).toMatchObject({ goal: "≤ 50", held: false });
    expect(resultOf(results, "account-overview, peak RSS")).toMatchObject({ measured: 250, held: true });
  });

  it("takes the worst operation of the gateway for the tail", () => {
    expect(resultOf(results, "p99 / p50")).toMatchObject({ measured: 3.1, held: false });
  });

  it("says of a goal whose servers were not measured neither that it held nor that it did not", () => {
    expect(resultOf(results, "account-overview, req/s / apollo")).toMatchObject({
      ...{ measured: Number.NaN, held: undefined },
    });
    expect(goalResults({ busy: [], steady: [], distant: [] }).every(({ held }) => held === undefined)).toBe(
      true,
    );
  });
});
