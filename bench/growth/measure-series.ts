import { request } from "undici";
import type { BenchOptions } from "../arguments.js";
import type { WalkLoad, WalkResult } from "../messages.js";
import { tellBank } from "../stage.js";
import type { GrowthStage } from "./growth-stage.js";
import type { Series } from "./series.js";

const WALK_LIMIT_MS = 60_000;

/** One size of what grows. */
export interface Step {
  readonly size: number;
  /** Of one reading from the first page to the last. */
  readonly pages: number;
  readonly answerBytes: number;
  readonly cpuMs: number;
  readonly serverPeakMib: number;
  readonly othersShare: number;
}

export interface MeasuredSeries {
  readonly what: Series["what"];
  readonly steps: readonly Step[];
}

export async function measureSeries(
  stage: GrowthStage,
  series: Series,
  { seconds, growth }: Pick<BenchOptions, "seconds" | "growth">,
): Promise<MeasuredSeries> {
  const steps: Step[] = [];
  for (const size of series.sizes.filter((each) => each <= growth.largest)) {
    await tellBank(stage, { size: series.bank(size) });
    const job = await jobOf(stage, series, size);
    // A process that is not hot yet has less memory: the smallest is what the others are compared with.
    const before = steps.length === 0 ? seconds.heat : seconds.warm;
    await walk(stage, series, size, { ...job, seconds: before });
    const result = await walk(stage, series, size, { ...job, seconds: seconds.measure });
    const { walks, pages, bytes, serverCpuMs, serverPeakMib, othersShare } = result;
    steps.push({
      ...{ size, pages: pages / walks, answerBytes: bytes / walks, cpuMs: serverCpuMs / walks },
      ...{ serverPeakMib, othersShare },
    });
  }
  return { what: series.what, steps };
}

/** Rejects when a page failed, or when the list was not read whole. */
async function walk(
  { load }: GrowthStage,
  { what, entries }: Series,
  size: number,
  job: WalkLoad,
): Promise<WalkResult> {
  const result = await load.ask<WalkResult>(job, WALK_LIMIT_MS);
  if (result.faults === 0 && result.entries === entries(size)) return result;
  throw new Error(
    `${size} ${what}: ${result.faults} faults, ${result.entries} entries instead of ${entries(size)}`,
  );
}

async function jobOf(stage: GrowthStage, series: Series, size: number): Promise<WalkLoad> {
  const { url, serverPid, ownPids } = stage;
  const headers = await stage.headersFor(series.holder(size).endUserId);
  const variables = series.what === "transactions" ? { account: await firstAccount(url, headers) } : {};
  const watched = { serverPid, ownPids };
  return { ...watched, kind: "walk", url, headers, document: series.document, variables, seconds: 0 };
}

async function firstAccount(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const body = JSON.stringify({ query: "{ accounts(first: 1) { nodes { id } } }" });
  const answer = await request(url, { method: "POST", headers, body });
  const { data } = (await answer.body.json()) as { data: { accounts: { nodes: { id: string }[] } } };
  const [account] = data.accounts.nodes;
  if (account === undefined) throw new Error("the gateway shows no account");
  return account.id;
}
