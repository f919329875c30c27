import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ComparisonReport } from "../../bench/report/comparison-report.js";
import type { WorkersReport } from "../../bench/workers/workers-report.js";
import { temporaryFolder } from "../support/gateway-process.js";

describe("npm run bench", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder, "bench.json");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const bench = async (...args: readonly string[]): Promise<string> => {
    const command = ["--import", "tsx", "bench/run.ts", ...args, "--quick", "--json", file];
    return (await promisify(execFile)(process.execPath, command)).stdout;
  };

  // Speed is never a test; that the bench runs, compares answers and counts calls is.
  it("measures three operations beside the hand-written proxy, with 1, 1 and 41 upstream calls", async () => {
    const stdout = await bench();
    for (const operation of ["customer-name", "account-balances"]) {
      expect(stdout).toMatch(new RegExp(`${operation} +\\| gateway .*\\| +1\\.00 \\|`));
    }
    for (const target of ["gateway", "proxy"]) {
      expect(stdout).toMatch(new RegExp(`account-overview +\\| ${target} .*\\| +41\\.00 \\|`));
    }
    expect(stdout).toMatch(/account-overview +\| constant .*\| +0\.00 \|/);
    expect(stdout).toMatch(/account-overview, CPU \/ proxy +\| ≤ 0\.75 +\| +[\d.]+ +\| +(?:yes|NO) \|/);
    const report = JSON.parse(readFileSync(file, "utf8")) as ComparisonReport;
    // Three servers, three operations; two of them in an open loop; two that call a bank far away.
    expect(report).toMatchObject({ measured: { leftOut: [] }, goals: expect.anything() });
    expect([report.busy, report.steady, report.distant].map(({ length }) => length)).toEqual([9, 6, 2]);
  }, 120_000);

  it("reads longer and longer lists to their end, and holds requests open", async () => {
    const stdout = await bench("growth");
    expect(stdout).toMatch(/\| transactions +\| +1000 \| +10 \|/);
    expect(stdout).toMatch(/\| accounts +\| +200 \| +2 \|/);
    expect(stdout).toMatch(/\| consents +\| +20 \| +1 \|/);
    expect(stdout).toMatch(/\| +100 \| +\d+ \|/);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ kibPerOpenRequest: expect.any(Number) });
  }, 120_000);

  it("serves with one worker and with two, which make the same 41 calls", async () => {
    const stdout = await bench("workers", "--operation", "account-overview", "--connections", "2");
    const most = Math.min(2, availableParallelism());
    expect(stdout).toMatch(/account-overview +\| +1 \| .*\| +41\.00 \|/);
    expect(stdout).toMatch(new RegExp(`account-overview +\\| +${most} \\| .*\\| +41\\.00 \\|`));
    const { rows } = JSON.parse(readFileSync(file, "utf8")) as WorkersReport;
    expect(rows).toHaveLength(most);
  }, 120_000);
});
