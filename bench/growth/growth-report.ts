import { machineText } from "../report/conditions.js";
import type { Growth } from "./growth.js";
import type { MeasuredSeries, Step } from "./measure-series.js";

/** By how much the largest may be above the least, as long as it counts as the same. */
const TOLERANCE = 1.25;

/** Whether what grows costs as much as it answers, and not more. */
interface GrowthVerdict {
  readonly what: string;
  readonly asked: string;
  readonly measured: number;
  readonly held: boolean;
}

/** Everything there is to say about a growth run. */
export interface GrowthReport extends Growth {
  readonly machine: string;
  /** Resident memory per open request: the slope of a straight line through what was measured. */
  readonly kibPerOpenRequest: number;
  readonly verdicts: readonly GrowthVerdict[];
}

/** @param args of the command line, to be quoted. */
export function growthReport(growth: Growth, args: readonly string[]): GrowthReport {
  const points = growth.open.map(({ open, serverMib }) => ({ x: open, y: serverMib * 1024 }));
  return {
    ...growth,
    machine: machineText(args),
    kibPerOpenRequest: slope(points),
    verdicts: [...growth.series.map(cpuVerdict), ...growth.series.map(memoryVerdict)],
  };
}

export function cpuMsPerKib({ cpuMs, answerBytes }: Step): number {
  return (cpuMs / answerBytes) * 1024;
}

/** What is the same for each request weighs on small answers, so that it falls first; it must not rise again. */
function cpuVerdict({ what, steps }: MeasuredSeries): GrowthVerdict {
  const costs = steps.map(cpuMsPerKib);
  return verdict(`${what}: CPU per KiB of the largest / of the cheapest`, costs.at(-1), Math.min(...costs));
}

function memoryVerdict({ what, steps }: MeasuredSeries): GrowthVerdict {
  const [smallest] = steps;
  const largest = steps.at(-1)?.serverPeakMib;
  return verdict(`${what}: peak RSS of the largest / of the smallest`, largest, smallest?.serverPeakMib);
}

function verdict(what: string, of = Number.NaN, by = Number.NaN): GrowthVerdict {
  return { what, asked: `≤ ${TOLERANCE}`, measured: of / by, held: of / by <= TOLERANCE };
}

/** Least squares. */
function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (pick: (point: { readonly x: number; readonly y: number }) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  return mean(({ x, y }) => (x - meanX) * (y - meanY)) / mean(({ x }) => (x - meanX) ** 2);
}
