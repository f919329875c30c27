import type { AccountNode } from "../account/account-node.js";
import { UNKNOWN_DAY } from "../connection/history-day.js";
import type { GraphContext } from "../context.js";
import type { AccountHistory } from "./account-history.js";
import { readMergedHistory } from "./merged-history.js";
import { keyOf, type MergedPlace } from "./merged-place.js";
import { byPosition, type MergedRow } from "./merged-row.js";
import { moved, nextSlice } from "./merged-slice.js";

/** What a cursor remembers of rows that a bank lists in two slices. */
const MAX_AGAIN = 100;

interface PlacedRow {
  readonly row: MergedRow;
  /** The place behind it. */
  readonly place: () => MergedPlace & { readonly after: MergedRow };
}

export interface MergedPage {
  readonly rows: readonly PlacedRow[];
  readonly hasNextPage: boolean;
  /** As in `MergedPlace`, at the end of the page. */
  readonly gap: string;
  /** Accounts of which rows are missing, as far as the page was read. */
  readonly incomplete: readonly AccountHistory[];
}

/**
 * One page of the transactions of these accounts, newest first. The window is read slice by slice, each with all its
 * accounts, so that no bank's order is relied on; a page ends with the slice that fills it. An account that fails is asked
 * for no older slice of this page: the others go on without it.
 */
export async function readMergedPage(
  context: GraphContext,
  accounts: readonly AccountNode[],
  start: MergedPlace,
  first: number,
): Promise<MergedPage> {
  let found: readonly PlacedRow[] = [];
  const incomplete: AccountHistory[] = [];
  let open = accounts;
  let { gap } = start;
  let place: MergedPlace | undefined = start;
  let seen: ReadonlySet<string> = new Set(start.again);
  while (place !== undefined && open.length > 0 && found.length <= first) {
    const history = await readMergedHistory(context, open, {
      days: place.slice,
      isEnough: isEnoughFor(place, { first, found: found.length, seen }),
    });
    gap = gapWith({ ...place, gap }, history.incomplete);
    found = found.concat(freshRows({ ...place, gap }, history.rows, seen));
    incomplete.push(...history.incomplete);
    const failed = new Set(history.incomplete.filter(({ failure }) => failure).map(({ account }) => account));
    open = open.filter((account) => !failed.has(account));
    seen = new Set(history.rows.map(keyOf));
    const slice = nextSlice(place.slice, history.rows.length, place.window);
    place = slice && { window: place.window, filter: place.filter, slice, gap, again: [] };
  }
  // Where nobody is left to ask, and the page shows something, the next page asks again.
  const isBrokenOff = open.length === 0 && found.length > 0;
  return {
    ...{ rows: found.slice(0, first), gap, incomplete },
    hasNextPage: found.length > first || isBrokenOff,
  };
}

/** @returns whether these rows of the place's slice fill the page, or no older slice is left. */
function isEnoughFor(
  place: MergedPlace,
  {
    first,
    found,
    seen,
  }: { readonly first: number; readonly found: number; readonly seen: ReadonlySet<string> },
): (rows: readonly MergedRow[]) => boolean {
  return (rows) =>
    found + freshRows(place, rows, seen).length > first ||
    nextSlice(place.slice, rows.length, place.window) === undefined;
}

/** @returns the rows behind the place, but for those that were served with the slice before. */
function freshRows(
  place: MergedPlace,
  rows: readonly MergedRow[],
  seen: ReadonlySet<string>,
): readonly PlacedRow[] {
  const { after } = place;
  const dropped = rows.filter((row) => seen.has(keyOf(row)));
  const fresh = rows.filter((row) => !seen.has(keyOf(row)));
  const behind = after === undefined ? fresh : fresh.filter((row) => byPosition(after, row) < 0);
  return behind.map((row) => ({
    row,
    place: () => {
      const again = dropped.filter((other) => byPosition(row, other) < 0).map(keyOf);
      return { ...place, after: row, again: [...new Set([...place.again, ...again])].slice(-MAX_AGAIN) };
    },
  }));
}

/** What is missing later in the list changes nothing: it is whole from the first gap on. */
function gapWith({ gap, slice, window }: MergedPlace, incomplete: readonly AccountHistory[]): string {
  if (gap !== "" || incomplete.length === 0) return gap;
  const days = incomplete.map(({ historyFrom }) => historyFrom ?? moved(slice.endDate, 1));
  const from = days.reduce((one, other) => (one > other ? one : other));
  return from > window.endDate ? UNKNOWN_DAY : from;
}
