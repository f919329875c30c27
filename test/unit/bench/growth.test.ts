import { describe, expect, it } from "@jest/globals";
import { readArguments } from "../../../bench/arguments.js";
import type { GrowthStage } from "../../../bench/growth/growth-stage.js";
import { measureOpenRequests } from "../../../bench/growth/measure-open-requests.js";
import { measureSeries } from "../../../bench/growth/measure-series.js";
import { holdersOf, SERIES } from "../../../bench/growth/series.js";
import type { BankOrder, HeldLoad, WalkLoad } from "../../../bench/messages.js";
import { asked, target } from "./bench-world.js";

const OPTIONS = readArguments(["growth", "--quick"]);
const USE = { seconds: 1, serverCpuMs: 40, serverPeakMib: 100, othersShare: 0 };

/** A bank that does as it is told, and a load that says `result` of each job. */
function stageWith(result: (job: WalkLoad | HeldLoad, bank: BankOrder) => object): GrowthStage {
  let bank: BankOrder = {};
  const obey = (order: unknown): object => {
    bank = { ...bank, ...(order as BankOrder) };
    return { count: 0, unknown: 0, paths: [] };
  };
  return {
    ...{ upstream: asked(obey), url: "http://127.0.0.1:1", serverPid: 1, ownPids: [] },
    load: asked((job) => result(job as WalkLoad | HeldLoad, bank)),
    target: target("gateway", "http://127.0.0.1:1"),
    headersFor: async (endUserId) => ({ authorization: endUserId }),
  };
}

describe("growth", () => {
  const [, accounts, consents] = SERIES;
  if (accounts === undefined || consents === undefined) throw new Error("no such series");

  it("tells CPU and bytes of one reading, for each size", async () => {
    const stage = stageWith((_job, { size }) => {
      return { ...USE, walks: 4, pages: 8, bytes: 4000, faults: 0, entries: size?.accounts };
    });
    const { steps } = await measureSeries(stage, accounts, OPTIONS);
    expect(steps.map(({ size }) => size)).toEqual([1, 20, 50, 100, 200]);
    expect(steps[0]).toMatchObject({ pages: 2, answerBytes: 1000, cpuMs: 10, serverPeakMib: 100 });
  });

  it("refuses a list that is shorter than the bank's, and pages with faults", async () => {
    const result = { ...USE, walks: 1, pages: 1, bytes: 1, faults: 0, entries: 1 };
    const short = stageWith(() => result);
    await expect(measureSeries(short, accounts, OPTIONS)).rejects.toThrow("1 entries instead of 20");
    const faulty = stageWith((_job, { size }) => ({ ...result, faults: 2, entries: size?.accounts }));
    await expect(measureSeries(faulty, accounts, OPTIONS)).rejects.toThrow("2 faults");
  });

  it("asks for the accounts of an end user who has shared just so many banks", async () => {
    const users: string[] = [];
    const stage = stageWith((job) => {
      const user = (job as WalkLoad).headers["authorization"] ?? "";
      users.push(user);
      const banks = holdersOf(SERIES).find(({ endUserId }) => endUserId === user)?.banks ?? 0;
      return { ...USE, walks: 1, pages: 1, bytes: 1, faults: 0, entries: 5 * banks };
    });
    expect((await measureSeries(stage, consents, OPTIONS)).steps).toHaveLength(4);
    expect(new Set(users).size).toBe(4);
  });

  it("holds requests for half of the time that the bank waits, and refuses any that is not answered", async () => {
    const held = stageWith((job, { latencyMs }) => {
      expect(latencyMs).toBe(2 * (job as HeldLoad).lookAfterMs);
      return { serverMib: (job as HeldLoad).open, answers: (job as HeldLoad).open, faults: 0 };
    });
    expect(await measureOpenRequests(held, OPTIONS)).toEqual([
      { open: 50, serverMib: 50 },
      { open: 100, serverMib: 100 },
    ]);
    const missing = stageWith(() => ({ serverMib: 1, answers: 49, faults: 0 }));
    await expect(measureOpenRequests(missing, OPTIONS)).rejects.toThrow("1 answers missing");
    const faulty = stageWith((job) => ({ serverMib: 1, answers: (job as HeldLoad).open, faults: 1 }));
    await expect(measureOpenRequests(faulty, OPTIONS)).rejects.toThrow("1 faults");
  });
});
