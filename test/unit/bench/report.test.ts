import { describe, expect, it } from "@jest/globals";
import { readArguments } from "../../../bench/arguments.js";
import { growthReport } from "../../../bench/growth/growth-report.js";
import { growthText } from "../../../bench/growth/growth-text.js";
import type { Step } from "../../../bench/growth/measure-series.js";
import type { Sample } from "../../../bench/measure.js";
import { rowsOf } from "../../../bench/report/rows.js";
import { withSection } from "../../../bench/report/write-section.js";

describe("the bench's report", () => {
  it("has medians over the rounds, the largest memory, and CPU beside the proxy's", () => {
    const sample = (target: Sample["target"], round: number, serverCpuMs: number): Sample => ({
      ...{ target, operation: "a", round, serverCpuMs, answers: 10, faults: 0, seconds: 1, othersShare: 0 },
      ...{ workers: 1, workerCpuMs: [], sceneCpuMs: 1 },
      ...{ p50Ms: round, p99Ms: 9, serverPeakMib: 100 * round, upstreamCallsPerAnswer: 1, aloneP50Ms: 1 },
    });
    const gateway = [30, 60, 40].map((cpu, index) => sample("gateway", index + 1, cpu));
    const proxy = [20, 20, 20].map((cpu, index) => sample("proxy", index + 1, cpu));
    expect(rowsOf([...gateway, ...proxy])).toMatchObject([
      { target: "gateway", cpuMsPerRequest: 4, cpuSpread: 0.75, cpuToProxy: 2, peakMib: 300, p50Ms: 2 },
      { target: "proxy", cpuMsPerRequest: 2, cpuSpread: 0, cpuToProxy: 1, peakMib: 300, p50Ms: 2 },
    ]);
  });

  it("takes the place of the figures before it, and of nothing else", () => {
    const document = "# A\n\n<!-- bench -->\n\nold\n\n<!-- /bench -->\n\nB\n";
    const written = withSection(document, "bench", "new\n");
    expect(written).toBe("# A\n\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\n\nB\n");
    expect(withSection(written, "bench", "new\n")).toBe(written);
    expect(() => withSection(document, "growth", "new")).toThrow("no marks <!-- growth -->");
    expect(() => withSection("<!-- bench --> alone", "bench", "new")).toThrow("no marks");
  });

  it("says whether what grows costs more than it answers, and what an open request takes", () => {
    const step = (size: number, cpuMs: number, serverPeakMib: number): Step => {
      return { size, pages: 1, answerBytes: size * 1024, cpuMs, serverPeakMib, othersShare: 0 };
    };
    const linear = {
      what: "transactions",
      steps: [step(1, 5, 100), step(10, 10, 110), step(100, 120, 125)],
    } as const;
    const steep = {
      what: "accounts",
      steps: [step(1, 1, 100), step(10, 10, 100), step(100, 126, 126)],
    } as const;
    const open = [0, 100, 200].map((count) => ({ open: count, serverMib: 100 + count / 4 }));
    const report = growthReport({ series: [linear, steep], open }, []);
    expect(report.verdicts.map(({ held }) => held)).toEqual([true, false, true, false]);
    expect(report.kibPerOpenRequest).toBeCloseTo(256);
    expect(growthText(report)).toContain("An open request takes 256 KiB");
  });
});

describe("the bench's arguments", () => {
  it("measure everything unless told otherwise, and never without gateway and proxy", () => {
    expect(readArguments([])).toMatchObject({ command: "compare", rounds: 3, isWritten: false });
    expect(readArguments([]).contenders.size).toBe(9);
    expect([...readArguments(["--contender", "apollo"]).contenders]).toEqual(["gateway", "proxy", "apollo"]);
    expect([...readArguments(["--quick"]).contenders]).toEqual(["gateway", "proxy", "constant"]);
    expect(readArguments(["workers"]).operations.map(({ name }) => name)).toEqual([
      ...["customer-name", "account-overview"],
    ]);
    expect(readArguments(["workers", "--operation", "account-balances"])).toMatchObject({
      ...{ command: "workers", mostWorkers: 64, operations: [{ name: "account-balances" }] },
    });
    expect(readArguments(["growth", "--v8-flags=--a  --b"])).toMatchObject({
      ...{ command: "growth", v8Flags: ["--a", "--b"] },
    });
  });

  it.each([
    [["--quick", "--write"], "not for --write"],
    [["--contender", "yoga"], "no contender yoga"],
    [["--operation", "all"], "no operation all"],
    [["grow"], "no command grow"],
    [["workers", "growth"], "no command workers growth"],
    [["--rounds", "0"], "--rounds must be a whole number"],
  ])("refuse %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
