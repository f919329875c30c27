import type { Closers } from "../../src/core/closers.js";
import type { BenchOptions } from "../arguments.js";
import { setUpGrowth } from "./growth-stage.js";
import { measureOpenRequests, type OpenRequests } from "./measure-open-requests.js";
import { measureSeries, type MeasuredSeries } from "./measure-series.js";
import { SERIES } from "./series.js";

/** Everything that a growth run measures. */
export interface Growth {
  readonly series: readonly MeasuredSeries[];
  readonly open: readonly OpenRequests[];
}

/** The gateway alone: more and more data, then more and more open requests. */
export async function growth(
  options: BenchOptions,
  closers: Closers,
  progress: (text: string) => void,
): Promise<Growth> {
  const stage = await setUpGrowth(options, closers);
  const series: MeasuredSeries[] = [];
  for (const each of SERIES) {
    progress(`more and more ${each.what}`);
    series.push(await measureSeries(stage, each, options));
  }
  progress("more and more open requests");
  return { series, open: await measureOpenRequests(stage, options) };
}
