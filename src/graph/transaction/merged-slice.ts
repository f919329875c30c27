import type { HistoryDays } from "../connection/history.args.js";

const DAY_MS = 86_400_000;
/** Of the newest slice, and of every one behind a busy one. */
const SLICE_DAYS = 31;
/** A slice with so many rows is a busy one: a page is found in it. */
const BUSY_ROWS = 200;

/** Days of a window that are read as one, and how many of them there are meant to be: the last slice may be shorter. */
export interface Slice extends HistoryDays {
  readonly days: number;
}

/** @returns the newest slice of a window. All days to come are in it. */
export function firstSlice(window: HistoryDays, today: string): Slice {
  const { startDate, endDate } = window;
  const last = endDate > today && startDate <= today ? today : endDate;
  return { ...sliceTo(last, SLICE_DAYS, window), endDate };
}

/**
 * Whoever pages on reads a slice again, so a slice with many rows must not become long; who has few rows must not be asked
 * often. So each slice is twice as long as the one before, unless that is busy.
 * @param rows how many the slice has.
 * @returns the next older slice; `undefined` where the window begins.
 */
export function nextSlice({ startDate, days }: Slice, rows: number, window: HistoryDays): Slice | undefined {
  if (startDate <= window.startDate) return undefined;
  return sliceTo(moved(startDate, -1), rows < BUSY_ROWS ? 2 * days : SLICE_DAYS, window);
}

function sliceTo(endDate: string, days: number, window: HistoryDays): Slice {
  const start = moved(endDate, 1 - days);
  return { startDate: start > window.startDate ? start : window.startDate, endDate, days };
}

/** @returns the day that is so many days later. */
export function moved(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
