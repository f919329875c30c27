import type { FdxRecord, Page } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import type { HistoryConnection } from "./history-connection.js";
import { type HistoryList, loadPage } from "./history-list.js";
import { historyNodes } from "./history-nodes.js";
import { cursorOf, type HistoryPlace, isStart, placeAt, startOf } from "./history-place.js";
import { readHistory } from "./history-reading.js";
import type { HistoryArgs } from "./history.args.js";
import { LazyEdge } from "./lazy-cursors.js";
import { requirePageSize } from "./page.args.js";
import { connection } from "./slice.js";

/**
 * One page of a list that the provider pages itself: one upstream call. Our cursor wraps the provider's, is bound to
 * caller, consent, account and list, and holds the window, so that paging goes on where it began. A page may be shorter
 * than was asked for.
 */
export async function historyPage(
  context: GraphContext,
  args: HistoryArgs,
  list: HistoryList,
): Promise<HistoryConnection> {
  const asked = pageAsked(context, args, list);
  return pageOf(context, list, asked, await loadPage(list, asked.place));
}

/** Where a page begins, and how many rows it has at most. */
export interface AskedPage {
  readonly place: HistoryPlace;
  readonly first: number;
}

/** @throws GatewayError ARGUMENT_INVALID, CURSOR_INVALID */
export function pageAsked(context: GraphContext, args: HistoryArgs, list: HistoryList): AskedPage {
  const first = requirePageSize(args.first);
  const place =
    args.after == null ? startOf(args, first, context.today) : placeAt(context, list, args.after, args);
  return { place, first };
}

/** @returns what a page of the provider's gives there. */
export function pageOf(
  context: GraphContext,
  list: HistoryList,
  { place, first }: AskedPage,
  page: Page<FdxRecord>,
): HistoryConnection {
  const reading = readHistory({ place, page, keys: list.keys, first });
  const { rows, behind, next, complete, historyFrom, totalCount } = reading;
  const edges = historyNodes(context, list, rows).map(
    (node, index) => new LazyEdge(node, () => cursorOf(context, list, behind(index))),
  );
  const more = { hasNextPage: next !== undefined, hasPreviousPage: !isStart(place) };
  const endOfEmpty = next && (() => cursorOf(context, list, next));
  const listed = connection(edges, more, { totalCount, endOfEmpty });
  return { complete, historyFrom, ...listed };
}
