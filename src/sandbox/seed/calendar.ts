/** A calendar day as `YYYY-MM-DD`, in UTC; days compare as text. */
export type Day = string;

/** A calendar month as `YYYY-MM`; months compare as text. */
export type Month = string;

/** The bank shows two years of history. */
const HISTORY_MONTHS = 24;

const DAY_MS = 86_400_000;

export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(Date.parse(day) + count * DAY_MS));
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** @param dayOfMonth 1 to 28, so that it exists in every month. */
export function dayIn(month: Month, dayOfMonth: number): Day {
  return `${month}-${String(dayOfMonth).padStart(2, "0")}`;
}

export function addMonths(month: Month, count: number): Month {
  return dayOf(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + count))).slice(
    0,
    7,
  );
}

export function lastDayOf(month: Month): Day {
  return addDays(dayIn(addMonths(month, 1), 1), -1);
}

/** The months the bank shows, oldest first; the last one is the month of `today`. */
export function historyMonths(today: Day): readonly Month[] {
  const current = monthOf(today);
  return Array.from({ length: HISTORY_MONTHS + 1 }, (_, index) => addMonths(current, index - HISTORY_MONTHS));
}

/** The first day the bank shows anything of. */
export function historyStart(today: Day): Day {
  return dayIn(addMonths(monthOf(today), -HISTORY_MONTHS), 1);
}
