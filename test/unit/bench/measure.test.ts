import { describe, expect, it } from "@jest/globals";
import { measure, type Sample } from "../../../bench/measure.js";
import type { ContenderName } from "../../../bench/contenders/contender.js";
import type { ClosedLoad, LoadResult } from "../../../bench/messages.js";
import { asked, bankTelling, OPERATION, target } from "./bench-world.js";

const SECONDS = { heat: 0, warm: 0, measure: 0.1, alone: 0, steady: 0 };
const USE = { serverCpuMs: 10, workerCpuMs: [], sceneCpuMs: 1, serverPeakMib: 50, othersShare: 0 };
const RESULT = { ...USE, seconds: 0.01, p50Ms: 1, p99Ms: 2 };

interface Faults {
  /** Calls to the bank for each answer, beyond those needed. */
  readonly more?: number;
  readonly unknown?: number;
  readonly result?: (job: ClosedLoad) => Partial<LoadResult>;
  readonly workers?: number;
}

function run(
  name: ContenderName,
  { more = 0, unknown = 0, result, workers = 1 }: Faults = {},
): Promise<readonly Sample[]> {
  let answers = 0;
  const load = asked((question): LoadResult => {
    const job = question as ClosedLoad;
    answers = job.answers;
    return { ...RESULT, answers, faults: 0, ...result?.(job) };
  });
  const calls = (): string[] => new Array<string>(answers * (OPERATION.upstreamCalls + more)).fill("x");
  const targets = [target(name, "http://127.0.0.1:1", { workers })];
  const stage = { upstream: bankTelling(calls, unknown), load, targets, leftOut: [], ownPids: [] };
  const conditions = { targets, operations: [OPERATION], rounds: 2, connections: 4, seconds: SECONDS };
  return measure({ ...stage, gatewayLog: () => "" }, conditions, () => undefined);
}

describe("measure", () => {
  it("sends as many requests as fit into the time, and tells the calls of each", async () => {
    const samples = await run("gateway");
    expect(samples.map(({ round }) => round)).toEqual([1, 2]);
    // Four answers in ten milliseconds: ten times as many in a tenth of a second.
    expect(samples[0]).toMatchObject({ answers: 40, upstreamCallsPerAnswer: 2, target: "gateway" });
  });

  it("gives each worker as many connections as a server without any", async () => {
    const connections: number[] = [];
    const seen = (job: ClosedLoad): Partial<LoadResult> => {
      connections.push(job.connections);
      return {};
    };
    const samples = await run("gateway", { workers: 2, result: seen });
    expect(samples[0]).toMatchObject({ workers: 2, answers: 80 });
    // Only who is measured alone has a single connection.
    expect([...new Set(connections)]).toEqual([8, 1]);
  });

  it("refuses faults and missing answers under load", async () => {
    await expect(run("apollo", { result: () => ({ faults: 1 }) })).rejects.toThrow("1 faults");
    const fewer = ({ answers }: ClosedLoad): Partial<LoadResult> => ({ answers: answers - 1 });
    await expect(run("apollo", { result: fewer })).rejects.toThrow("1 answers missing under load");
  });

  it("refuses other calls under load of the gateway, and shows those of a peer", async () => {
    await expect(run("gateway", { more: 1 })).rejects.toThrow(
      "3 upstream calls per answer under load, not 2",
    );
    expect((await run("tailcall", { more: -1 }))[0]?.upstreamCallsPerAnswer).toBe(1);
  });

  it("refuses calls for what the bank does not have", async () => {
    await expect(run("apollo", { unknown: 7 })).rejects.toThrow("asked 7 times for what it does not have");
  });
});
