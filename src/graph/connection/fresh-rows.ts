import type { FdxRecord } from "../../loaders/records.js";
import { ownId, recordId } from "../record-id.js";
import type { HistoryPart } from "./history-part.js";
import type { HistoryPlace } from "./history-place.js";
import { markOf } from "./mark.js";

interface FreshRows {
  /** One more than wanted where there are so many. */
  readonly indexes: readonly number[];
  /** The page has changed so much since it was read before that nobody can say where that reading ended. */
  readonly isLost: boolean;
}

/**
 * @returns the rows of this page that were not served yet. A row is known again by the provider's own id only: two rows
 * without one may be equal and still be two.
 */
export function freshRows({ place, page, keys, first }: HistoryPart): FreshRows {
  const { rows } = page;
  const start = startIn(place, rows, keys.idKey);
  const from = start ?? Math.min(place.seen, rows.length);
  const served = new Set(place.served);
  const ids = new Set(rows.slice(0, from).map((row) => ownId(row, keys.idKey)));
  const isKnown = (id: string): boolean => ids.has(id) || (served.size > 0 && served.has(markOf(id)));
  const indexes: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (indexes.length > first) break;
    const id = ownId(row, keys.idKey);
    if (index < from || (id !== undefined && isKnown(id))) continue;
    ids.add(id);
    indexes.push(index);
  }
  return { indexes, isLost: start === undefined };
}

/** All rows of a page that came before were served then; of rows without ids, nobody knows. */
export function noRows({ page, keys }: HistoryPart): FreshRows {
  return { indexes: [], isLost: page.rows.some((row) => ownId(row, keys.idKey) === undefined) };
}

/**
 * A provider's cursor points only at pages, so a page that is longer than ours is asked for again. It may have changed
 * since: reading goes on behind the row served last, or behind the one before it that is still there.
 */
function startIn(
  { served, seen, count }: HistoryPlace,
  rows: readonly FdxRecord[],
  idKey: string,
): number | undefined {
  if (seen === 0) return 0;
  const marks = new Map<number, string>();
  const markAt = (index: number): string => {
    const mark = marks.get(index) ?? markOf(recordId(rows[index] ?? {}, idKey));
    marks.set(index, mark);
    return mark;
  };
  for (let back = 0; back < Math.min(seen, served.length); back += 1) {
    const mark = served[served.length - 1 - back];
    const usual = seen - 1 - back;
    if (usual < rows.length && markAt(usual) === mark) return usual + 1;
    const moved = rows.findIndex((_, index) => markAt(index) === mark);
    if (moved >= 0) return moved + 1;
  }
  // All that was served of the page is gone from it. Where each such row is remembered, the rest is all new.
  const isRemembered = Math.min(seen, count) <= served.length;
  return isRemembered && rows.every((row) => ownId(row, idKey) !== undefined) ? 0 : undefined;
}
