import type { FdxRecord, Page } from "../../loaders/records.js";
import { recordId } from "../record-id.js";
import type { HistoryPlace } from "./history-place.js";
import type { HistoryPart } from "./history-part.js";
import { markOf } from "./mark.js";

/** A list of more pages is broken off: one without an end must not keep a client paging for ever. */
const MAX_HISTORY_PAGES = 2000;
/** Two for each page. A circle of fewer pages is noticed when it closes; a larger one ends at `MAX_HISTORY_PAGES`. */
const REMEMBERED_MARKS = 64;
interface Onward {
  readonly next: HistoryPlace | undefined;
  /** The list is not at its end, and does not go on. */
  readonly isBroken: boolean;
}

/** Whether just these rows were a page before. */
export function isOldPage({ place, page, keys }: HistoryPart): boolean {
  const { trail, seen } = place;
  // A page that is read on in is old in any case.
  if (seen > 0 || trail.length === 0 || page.rows.length === 0) return false;
  return trail.includes(markOfPage(page, keys.idKey));
}

/**
 * Whether the page before this one was an old one too. One old page may come when as many new rows have arrived as its
 * pages hold; two in a row are a circle.
 */
function wasOldBefore({ trail }: HistoryPlace): boolean {
  const last = trail.at(-1);
  return last !== undefined && trail.indexOf(last) < trail.length - 1;
}

/**
 * @param end the place behind all rows of this page.
 * @param isOld whether the page is one that was read before.
 */
export function goOn(part: HistoryPart, end: HistoryPlace, isOld: boolean): Onward {
  const { place, page } = part;
  if (isCircle(part, isOld)) {
    // Many lists end in a link to their own last page: with all rows there, it is only a slip.
    const isWhole = page.totalElements !== undefined && end.count >= page.totalElements;
    return { next: undefined, isBroken: !isWhole };
  }
  if (page.next === undefined) return { next: undefined, isBroken: page.cutOff === true || lacksRows(end) };
  if (place.pages + 1 >= MAX_HISTORY_PAGES) return { next: undefined, isBroken: true };
  const trail = trailBehind(part);
  return { next: { ...end, cursor: page.next, seen: 0, pages: place.pages + 1, trail }, isBroken: false };
}

/** Whether the list ends before as many rows were served as the provider says there are. */
function lacksRows({ count, least = 0 }: HistoryPlace): boolean {
  return count < least;
}

function isCircle({ place, page }: HistoryPart, isOld: boolean): boolean {
  if (isOld && wasOldBefore(place)) return true;
  if (page.next === undefined) return false;
  return page.next === place.cursor || place.trail.includes(markOfCursor(page.next));
}

function trailBehind({ place, page, keys }: HistoryPart): readonly string[] {
  const trail = [...place.trail, markOfCursor(place.cursor)];
  if (page.rows.length > 0) trail.push(markOfPage(page, keys.idKey));
  return trail.slice(-REMEMBERED_MARKS);
}

function markOfCursor(cursor: string | undefined): string {
  return markOf(`cursor ${cursor ?? ""}`);
}

function markOfPage(page: Page<FdxRecord>, idKey: string): string {
  return markOf(`page ${page.rows.map((row) => recordId(row, idKey)).join("\n")}`);
}
