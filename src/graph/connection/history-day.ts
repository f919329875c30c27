import type { FdxRecord } from "../../loaders/records.js";
import type { HistoryPlace } from "./history-place.js";

const DAY_MS = 86_400_000;
/** In place of a day: none can be told. */
export const UNKNOWN_DAY = "?";

export function noDay(day: string): boolean {
  return day === "" || day === UNKNOWN_DAY;
}

/**
 * @param before the day of the row in front of these.
 * @returns the day of the last row, or that none can be told: rows that are not newest first say nothing of what is missing.
 */
export function oldestDay(before: string, rows: readonly FdxRecord[], dayKeys: readonly string[]): string {
  let oldest = before;
  for (const row of rows) {
    const day = dayOf(row, dayKeys);
    if (oldest === UNKNOWN_DAY || day === undefined || (oldest !== "" && day > oldest)) return UNKNOWN_DAY;
    oldest = day;
  }
  return oldest;
}

/** @returns the first day from which on nothing is missing in a list, newest first, that was read to this place. */
export function wholeFrom({ oldest, endDate }: HistoryPlace): string {
  // Others of the oldest day itself may be missing.
  if (noDay(oldest) || oldest >= endDate) return UNKNOWN_DAY;
  const time = Date.parse(oldest);
  return Number.isNaN(time) ? UNKNOWN_DAY : new Date(time + DAY_MS).toISOString().slice(0, 10);
}

function dayOf(row: FdxRecord, dayKeys: readonly string[]): string | undefined {
  const key = dayKeys.find((name) => row[name] !== undefined && row[name] !== null);
  const value = key === undefined ? undefined : row[key];
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined;
}
