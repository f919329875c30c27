import type { CashFlowArgs, CashFlowInterval } from "./cash-flow.args.js";

const DAY_MS = 86_400_000;

/** Days as YYYY-MM-DD, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The periods that a window is divided into; the first and the last end where it ends. */
export class Periods {
  readonly window: Period;
  readonly all: readonly Period[];
  readonly #starts: ReadonlyMap<string, string>;

  /** @param args a window that `requireWindow` let pass. */
  constructor({ from, to, by }: CashFlowArgs) {
    this.window = { from, to };
    this.all = [...periodsIn(this.window, by)];
    this.#starts = new Map(this.all.flatMap((period) => daysIn(period).map((day) => [day, period.from])));
  }

  /** @returns the first day of the period that a day of the window is in. */
  startOf(day: string): string {
    const start = this.#starts.get(day);
    if (start === undefined) throw new Error("a day outside the window");
    return start;
  }
}

function* periodsIn({ from, to }: Period, by: CashFlowInterval): Generator<Period> {
  for (let start = from; start <= to;) {
    const end = lastDayOf(start, by);
    yield { from: start, to: end < to ? end : to };
    start = plusDays(end, 1);
  }
}

/** @returns the last day of the day, week or month that the day is in. */
function lastDayOf(day: string, by: CashFlowInterval): string {
  const date = new Date(day);
  switch (by) {
    case "DAY":
      return day;
    case "WEEK":
      return plusDays(day, (7 - date.getUTCDay()) % 7);
    case "MONTH":
      return dayAt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  }
}

function daysIn({ from, to }: Period): readonly string[] {
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => plusDays(from, index));
}

function plusDays(day: string, count: number): string {
  return dayAt(Date.parse(day) + count * DAY_MS);
}

function dayAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
