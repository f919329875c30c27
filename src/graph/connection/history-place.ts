import type { NodeReference } from "../../core/node-id.js";
import type { AccountOrigin } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { type HistoryArgs, type HistoryDays, historyWindow } from "./history.args.js";
import { marksIn } from "./mark.js";
import { cursorInvalid } from "./slice.js";

/**
 * A place in a provider's list: its page, how many rows of it were seen, and how it was asked for. All pages are asked
 * for alike: where a provider's cursor is the number of a page, another `limit` would skip rows or repeat them. The rest
 * is what must be remembered to notice a list that goes in circles or changes while it is read.
 */
export interface HistoryPlace {
  readonly startDate: string;
  readonly endDate: string;
  readonly limit: number;
  readonly seen: number;
  /** How many pages of the provider were read to their end. */
  readonly pages: number;
  /** How many rows were served. */
  readonly count: number;
  /** Marks of the rows served last, oldest first. */
  readonly served: readonly string[];
  /** Marks of the cursors followed and of the pages they led to, oldest first. */
  readonly trail: readonly string[];
  /** The day of the row served last; `""` before the first; `?` where the rows are not newest first. */
  readonly oldest: string;
  /** From which day on nothing is missing, once something is: `?` where no day can be told, `""` while all is well. */
  readonly gap: string;
  /** How long the provider said the list is, on the page before. */
  readonly total: number | undefined;
  /** The shortest that the provider said the list is: rows that came while it was read are not missing from it. */
  readonly least: number | undefined;
  readonly cursor: string | undefined;
}

/** Which list: a cursor of another one does not fit. */
export interface HistoryName {
  readonly name: string;
  readonly origin: AccountOrigin;
}

/** Of what a cursor holds: one of another release is refused, where reading it otherwise would skip rows. */
const VERSION = "3";
/** Version, list and account. */
const NAMING_PARTS = 3;

export function startOf(args: HistoryArgs, limit: number, today: string): HistoryPlace {
  return startIn(historyWindow(args, today), limit);
}

/** @returns the place in front of the whole list of these days. */
export function startIn({ startDate, endDate }: HistoryDays, limit: number): HistoryPlace {
  return {
    startDate,
    endDate,
    limit,
    seen: 0,
    pages: 0,
    count: 0,
    served: [],
    trail: [],
    oldest: "",
    gap: "",
    total: undefined,
    least: undefined,
    cursor: undefined,
  };
}

/** Whether it is in front of the whole list. */
export function isStart({ pages, seen }: HistoryPlace): boolean {
  return pages === 0 && seen === 0;
}

/** Opaque, and bound to caller, consent, account and list by its MAC. */
export function cursorOf(context: GraphContext, list: HistoryName, place: HistoryPlace): string {
  const { startDate, endDate, limit, seen, pages, count, total, least } = place;
  const { served, trail, oldest, gap, cursor } = place;
  const numbers = [limit, seen, pages, count, total ?? "", least ?? ""].map(String);
  const parts = [VERSION, list.name, list.origin.accountId, startDate, endDate, ...numbers];
  parts.push(served.join(""), trail.join(""), oldest, gap);
  if (cursor !== undefined) parts.push(cursor);
  return context.ids.encode(context.caller, { kind: "cursor", consentId: list.origin.consent.id, parts });
}

/**
 * @param after a cursor that `cursorOf` made.
 * @throws GatewayError CURSOR_INVALID, also where other days are asked for than the cursor was made for
 */
export function placeAt(
  context: GraphContext,
  list: HistoryName,
  after: string,
  days: { readonly startDate?: string | null; readonly endDate?: string | null },
): HistoryPlace {
  const reference = context.ids.decode(context.caller, "cursor", after);
  if (reference === undefined || !isOfList(reference, list)) throw cursorInvalid();
  const place = placeOf(reference.parts.slice(NAMING_PARTS));
  if (isOtherDay(days.startDate, place.startDate) || isOtherDay(days.endDate, place.endDate))
    throw cursorInvalid();
  return place;
}

function isOfList({ consentId, parts }: NodeReference, { name, origin }: HistoryName): boolean {
  const [version, list, accountId] = parts;
  const isOfAccount = consentId === origin.consent.id && accountId === origin.accountId;
  return version === VERSION && list === name && isOfAccount;
}

/** Behind the MAC, a cursor of this version holds just what `cursorOf` put there. */
function placeOf(parts: readonly string[]): HistoryPlace {
  const [startDate = "", endDate = "", limit, seen, pages, count, total, least, ...marks] = parts;
  const [served = "", trail = "", oldest = "", gap = "", cursor] = marks;
  return {
    ...{ startDate, endDate, limit: Number(limit), seen: Number(seen), pages: Number(pages) },
    ...{ count: Number(count), served: marksIn(served), trail: marksIn(trail), oldest, gap, cursor },
    ...{ total: numberIn(total), least: numberIn(least) },
  };
}

function numberIn(text: string | undefined): number | undefined {
  return text === "" ? undefined : Number(text);
}

/** A day that is left out beside a cursor is the cursor's. */
export function isOtherDay(given: string | null | undefined, day: string): boolean {
  return given != null && given !== day;
}
