import type { HistoryQuery } from "../data-provider.js";

const DAY_MS = 86_400_000;

/** Days, both included. */
interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

/** Where the reading of a history list stands: the days it asks for now, and the provider's cursor within them. */
export interface HistoryPlace {
  readonly days: Days;
  readonly cursor: string | undefined;
  /** The place where these days have been read to their end; missing when no earlier day was asked for. */
  readonly earlier: string | undefined;
  /** A place further on in the same days. */
  readonly at: (cursor: string) => string;
  /** Whether these days are all that was asked for. */
  readonly isWhole: boolean;
}

/** `2026-01-31/pageKey=…`: the last of the days, and the provider's cursor. */
const PLACE = /^(\d{4}-\d{2}-\d{2})\/(.*)$/s;

/**
 * Providers refuse or cut ranges that are too long for them. Such a range is read in pieces, newest first; which piece
 * comes next is told by the cursor alone.
 * @param windowDays how many days one request may ask for; all if left out.
 */
export function historyPlace(query: HistoryQuery, windowDays: number | undefined): HistoryPlace {
  const [, end = query.endDate, inner = query.cursor] = PLACE.exec(query.cursor ?? "") ?? [];
  const days = { startDate: startOf(query.startDate, end, windowDays), endDate: end };
  const isLast = days.startDate === query.startDate;
  const isWhole = isLast && end === query.endDate;
  return {
    days,
    isWhole,
    cursor: inner === "" ? undefined : inner,
    earlier: isLast ? undefined : `${moved(days.startDate, -1)}/`,
    at: (cursor) => (isWhole ? cursor : `${end}/${cursor}`),
  };
}

/** Both ends are included: a window of one day begins on the day it ends. */
function startOf(earliest: string, end: string, windowDays: number | undefined): string {
  if (windowDays === undefined) return earliest;
  const start = moved(end, 1 - windowDays);
  return start > earliest ? start : earliest;
}

function moved(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
