import { ConsentId } from "../../core/ids.js";
import type { HistoryDays } from "../connection/history.args.js";
import { isOtherDay } from "../connection/history-place.js";
import { cursorInvalid } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import type { RowPosition } from "./merged-row.js";
import type { Slice } from "./merged-slice.js";

/** A place in the transactions of all accounts. */
export interface MergedPlace {
  readonly window: HistoryDays;
  /** Mark of what else was asked for; `""` for all accounts. */
  readonly filter: string;
  readonly slice: Slice;
  /** From which day on nothing is missing, once something is: `?` where no day can be told, `""` while all is well. */
  readonly gap: string;
  /** The row served last; missing in front of the slice. */
  readonly after?: RowPosition;
  /** Keys of rows further on in the slice that were served with the slice before it. */
  readonly again: readonly string[];
}

/** Of what a cursor holds: one of another release is refused. */
const VERSION = "1";
const LIST = "all transactions";
/** The list is of no single consent. */
const NO_CONSENT = ConsentId("");
/** Two marks. */
const KEYS = /.{16}/g;

/** Names a row within its slice. */
export function keyOf({ account, row }: RowPosition): string {
  return account + row;
}

/**
 * Opaque, and bound to the caller by its MAC.
 * @param place has a row.
 */
export function mergedCursor(
  context: GraphContext,
  { after, again, ...place }: MergedPlace & { readonly after: RowPosition },
): string {
  const { time, account, row } = after;
  const held = { ...place, after: { time, account, row }, again: again.join("") };
  const parts = [VERSION, LIST, JSON.stringify(held)];
  return context.ids.encode(context.caller, { kind: "cursor", consentId: NO_CONSENT, parts });
}

interface Asked {
  readonly filter: string;
  /** Left out, a day is the cursor's. */
  readonly startDate: string | null | undefined;
  readonly endDate: string | null | undefined;
}

/**
 * @param after a cursor that `mergedCursor` made.
 * @throws GatewayError CURSOR_INVALID, also where something else is asked for than the cursor was made for
 */
export function mergedPlaceAt(context: GraphContext, after: string, asked: Asked): MergedPlace {
  const { consentId, parts } = context.ids.decode(context.caller, "cursor", after) ?? { parts: [] };
  const [version, list, held = ""] = parts;
  if (consentId !== NO_CONSENT || version !== VERSION || list !== LIST) throw cursorInvalid();
  // Behind the MAC, a cursor of this version holds just what `mergedCursor` put there.
  const { again, ...place } = JSON.parse(held) as Omit<MergedPlace, "again"> & { readonly again: string };
  if (!isAsked(place, asked)) throw cursorInvalid();
  return { ...place, again: again.match(KEYS) ?? [] };
}

function isAsked({ window, filter }: Pick<MergedPlace, "window" | "filter">, asked: Asked): boolean {
  const isOther = isOtherDay(asked.startDate, window.startDate) || isOtherDay(asked.endDate, window.endDate);
  return !isOther && asked.filter === filter;
}
