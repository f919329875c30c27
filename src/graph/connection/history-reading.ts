import type { FdxRecord } from "../../loaders/records.js";
import { recordId } from "../record-id.js";
import { freshRows, noRows } from "./fresh-rows.js";
import { noDay, oldestDay, wholeFrom } from "./history-day.js";
import type { HistoryPart } from "./history-part.js";
import type { HistoryPlace } from "./history-place.js";
import { goOn, isOldPage } from "./history-trail.js";
import { markOf } from "./mark.js";

/** Rows that come again are looked for among so many before them: as many as our largest page has. */
const REMEMBERED_ROWS = 100;

/** What one page gives to a client, and where it goes on. */
export interface HistoryReading {
  readonly rows: readonly FdxRecord[];
  /** The place behind the row of this index: behind the last one, where the list goes on. */
  readonly behind: (index: number) => HistoryPlace;
  /** Where the list goes on; missing at its end. */
  readonly next: HistoryPlace | undefined;
  readonly complete: boolean;
  readonly historyFrom: string | null;
  /** How long the provider says the list is, unless more rows than that have come. */
  readonly totalCount: number | undefined;
}

/**
 * Reads one page, which may repeat rows, lead in a circle, or be another than it was when it was read before. Every case
 * ends, and what cannot be had is said to be missing.
 */
export function readHistory(given: HistoryPart): HistoryReading {
  const isOld = isOldPage(given);
  const fresh = isOld ? noRows(given) : freshRows(given);
  const part = fresh.isLost || isShorter(given) ? withGap(given) : given;
  const taken = fresh.indexes.slice(0, part.first);
  const end = behindRows(part, taken);
  const isRest = fresh.indexes.length > taken.length;
  const { next, isBroken } = isRest ? { next: end, isBroken: false } : goOn(part, end, isOld);
  const gap = isBroken ? firstGap(end) : end.gap;
  return {
    next,
    complete: gap === "",
    historyFrom: noDay(gap) ? null : gap,
    totalCount: totalOf(given, end),
    rows: rowsAt(part.page.rows, taken),
    behind: (index) => {
      const isLast = index === taken.length - 1;
      return isLast && next !== undefined ? next : behindRows(part, taken.slice(0, index + 1));
    },
  };
}

/**
 * A list that became shorter between two pages has lost rows in front of this one, so that others have moved up and were
 * skipped: nobody can say which.
 */
function isShorter({ place, page }: HistoryPart): boolean {
  if (place.seen > 0 || place.total === undefined) return false;
  const { totalElements = page.rows.length === 0 ? place.count : Infinity } = page;
  return totalElements < place.total;
}

function totalOf({ page }: HistoryPart, { count }: HistoryPlace): number | undefined {
  const { totalElements: total, rows } = page;
  return total === undefined || total < Math.max(count, rows.length) ? undefined : total;
}

function withGap(part: HistoryPart): HistoryPart {
  return { ...part, place: { ...part.place, gap: firstGap(part.place) } };
}

/** What is missing later in the list changes nothing: it is whole from the first gap on. */
function firstGap(place: HistoryPlace): string {
  return place.gap === "" ? wholeFrom(place) : place.gap;
}

/** @param taken indexes of the rows that are served of this page. */
function behindRows({ place, page, keys }: HistoryPart, taken: readonly number[]): HistoryPlace {
  const rows = rowsAt(page.rows, taken);
  const marks = rows.slice(-REMEMBERED_ROWS).map((row) => markOf(recordId(row, keys.idKey)));
  return {
    ...place,
    seen: (taken.at(-1) ?? page.rows.length - 1) + 1,
    count: place.count + rows.length,
    served: [...place.served, ...marks].slice(-REMEMBERED_ROWS),
    oldest: oldestDay(place.oldest, rows, keys.dayKeys),
    ...{ total: page.totalElements, least: lesser(place.least, page.totalElements) },
  };
}

function lesser(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function rowsAt(rows: readonly FdxRecord[], indexes: readonly number[]): readonly FdxRecord[] {
  const chosen = new Set(indexes);
  return rows.filter((_, index) => chosen.has(index));
}
