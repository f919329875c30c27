import { addDays, dayOf, type Day } from "../seed/calendar.js";
import { FdxError } from "./fdx-error.js";
import type { Query } from "./query.js";

/** Both ends included. */
export interface DateRange {
  readonly start: Day;
  readonly end: Day;
}

/**
 * Reads `startDate` and `endDate`, which come together or not at all.
 * @param otherwise the range when neither is given.
 */
export function dateRange(query: Query, otherwise: DateRange): DateRange {
  const start = dayFrom(query, "startDate");
  const end = dayFrom(query, "endDate");
  if (start === undefined && end === undefined) return otherwise;
  if (start === undefined || end === undefined) throw new FdxError("703", "one of the two dates is missing");
  if (start > end) throw new FdxError("703", "startDate is after endDate");
  return { start, end };
}

/** The range of a request for transactions that names no dates. */
export function lastDays(today: Day, count: number): DateRange {
  return { start: addDays(today, -count), end: today };
}

function dayFrom(query: Query, name: string): Day | undefined {
  const text = query.text(name);
  if (text === undefined) return undefined;
  // 2026-02-30 parses as a day in March: only a date that reads back the same is one.
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(parsed.getTime()) || dayOf(parsed) !== text) {
    throw new FdxError("702", `${name} is not a date`);
  }
  return text;
}
