import { describe, expect, it } from "@jest/globals";
import { readArguments } from "../../../bench/arguments.js";
import type { Sample } from "../../../bench/measure.js";
import type { GoalResult } from "../../../bench/report/goals.js";
import { mustHaveWorked } from "../../../bench/workers/must-have-worked.js";
import { workerCounts } from "../../../bench/workers/worker-counts.js";
import { workersReport, type WorkersReport } from "../../../bench/workers/workers-report.js";
import { workersText } from "../../../bench/workers/workers-text.js";

const OPTIONS = readArguments(["workers"]);

/** A hundred answers in a second, 10 ms of CPU for each, 1 ms of bank and load. */
function sample(workers: number, figures: Partial<Sample> = {}): Sample {
  const workerCpuMs = new Array<number>(workers).fill(1000 / workers);
  return {
    ...{ target: "gateway", operation: "a", round: 1, workers, answers: 100, faults: 0, seconds: 1 },
    ...{ serverCpuMs: 1000, workerCpuMs, sceneCpuMs: 100, serverPeakMib: 100, othersShare: 0.01 },
    ...{ p50Ms: 1, p99Ms: 2, upstreamCallsPerAnswer: 41, aloneP50Ms: 1, ...figures },
  };
}

function reportOf(cores: number, ...samples: Sample[]): WorkersReport {
  return workersReport({ cores, samples: [sample(1), ...samples] }, OPTIONS, ["workers"]);
}

function goalsOf(report: WorkersReport): readonly (GoalResult["held"] | string)[] {
  return report.goals.map(({ held }) => held);
}

describe("workerCounts", () => {
  it("doubles up to the cores, which are among them", () => {
    expect(workerCounts(1, 64)).toEqual([1]);
    expect(workerCounts(2, 64)).toEqual([1, 2]);
    expect(workerCounts(6, 64)).toEqual([1, 2, 4, 6]);
    expect(workerCounts(8, 2)).toEqual([1, 2]);
  });
});

describe("the report on workers", () => {
  it("has what the cores could give: the workers' own, those that all share, the one of bank and load", () => {
    const two = sample(2, { answers: 150, serverCpuMs: 1650 });
    expect(reportOf(3, two).rows[1]).toMatchObject({ speedUp: 1.5, speedUpAtMost: 2, cpuToOne: 1.1 });
    expect(reportOf(2, two).rows[1]?.speedUpAtMost).toBeCloseTo(2 / 1.1);
    const dear = { cores: 9, samples: [sample(1, { sceneCpuMs: 400 }), sample(8, { sceneCpuMs: 400 })] };
    expect(workersReport(dear, OPTIONS, []).rows[1]?.speedUpAtMost).toBe(2.5);
  });

  it("holds what just meets a goal, and not what just misses one", () => {
    const workerCpuMs = [500, 1500, 1000];
    const just = sample(3, { answers: 256, serverCpuMs: 256 * 11.5, workerCpuMs });
    expect(goalsOf(reportOf(4, just))).toEqual([true, true, true]);
    const dear = sample(3, { answers: 254, serverCpuMs: 254 * 11.6, workerCpuMs: [499, 1501, 1000] });
    expect(goalsOf(reportOf(4, dear))).toEqual([false, false, false]);
  });

  it("takes the most uneven round, and the median of the others' figures", () => {
    const rounds = [1, 2, 3].map((round) => {
      return sample(2, { round, serverCpuMs: 1000 * round, workerCpuMs: round === 1 ? [100, 900] : [1, 1] });
    });
    expect(reportOf(2, ...rounds).rows[1]).toMatchObject({ cpuMsPerRequest: 20, unevenness: 5 });
  });

  it("does not judge a speed-up where bank and load need one of the workers' cores, and says why", () => {
    const shared = reportOf(2, sample(2));
    expect(goalsOf(shared)).toEqual([true, undefined, true]);
    expect(workersText(shared)).toMatch(/a, 2 workers: speed-up +\| ≥ 1\.55 +\| +1\.00 \| +– \|/);
    expect(workersText(shared)).toContain("The speed-up of 2 workers is not judged");
    expect(workersText(reportOf(3, sample(2)))).not.toContain("not judged");
  });

  it("holds nothing where the system does not tell CPU time", () => {
    const unknown = { serverCpuMs: Number.NaN, sceneCpuMs: Number.NaN, workerCpuMs: [] };
    const report = workersReport(
      { cores: 4, samples: [sample(1, unknown), sample(2, unknown)] },
      ...([OPTIONS, []] as const),
    );
    expect(goalsOf(report)).toEqual([undefined, undefined, undefined]);
    expect(() => {
      mustHaveWorked(sample(2, unknown));
    }).not.toThrow();
  });
});

describe("mustHaveWorked", () => {
  it.each([
    ["one that did not run", [1]],
    ["one that ended", [1, Number.NaN]],
  ])("refuses %s", (_name, workerCpuMs) => {
    expect(() => {
      mustHaveWorked(sample(2, { workerCpuMs }));
    }).toThrow("not all of 2 worker(s) ran");
  });
});
