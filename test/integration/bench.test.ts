import { describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../support/gateway-process.js";

describe("npm run bench", () => {
  // Speed is never a test; that the bench runs, compares answers and counts calls is.
  it("measures three operations beside the hand-written proxy, with 1, 1 and 41 upstream calls", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "bench.json");
    const bench = ["--import", "tsx", "bench/run.ts", "--quick", "--json", file];
    const { stdout } = await promisify(execFile)(process.execPath, bench);
    for (const calls of [/customer-name +\| gateway .*\| +1 \|/, /account-balances +\| gateway .*\| +1 \|/]) {
      expect(stdout).toMatch(calls);
    }
    expect(stdout).toMatch(/account-overview +\| gateway .*\| +41 \| +41\.00 \|/);
    expect(stdout).toMatch(/account-overview +\| proxy .*\| +41 \| +41\.00 \|/);
    expect(JSON.parse(readFileSync(file, "utf8"))).toBeDefined();
    rmSync(folder, { recursive: true });
  }, 120_000);
});
