import { GatewayError } from "../../core/gateway-error.js";
import type { HistoryKey } from "../../loaders/loaders.js";
import type { Page } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import type { Connection } from "./connection-of.js";
import { type HistoryArgs, historyWindow } from "./history.args.js";
import { requirePageSize } from "./page.args.js";
import { connection } from "./slice.js";

/** A place in a provider's list: its page, how many rows of it were seen, and the window they were read under. */
interface Place {
  readonly pageKey: string | undefined;
  readonly seen: number;
  readonly startDate: string;
  readonly endDate: string;
}

export interface HistoryList<Row extends object> {
  /** Which list: a cursor of another one does not fit. */
  readonly name: string;
  readonly account: AccountNode;
  readonly load: (key: HistoryKey) => Promise<Page<Row>>;
  /** Makes the row a GraphQL node; `Row` is the request's own object. */
  readonly node: (row: Row) => Row & { readonly id: string };
}

/**
 * One page of a list that the provider pages itself: one upstream call. Our cursor wraps the provider's, is bound to
 * caller, consent, account and list, and holds the window, so that paging goes on where it began.
 */
export async function historyPage<Row extends object>(
  context: GraphContext,
  args: HistoryArgs,
  list: HistoryList<Row>,
): Promise<Connection<Row & { readonly id: string }>> {
  const first = requirePageSize(args.first);
  const { consent, accountId } = originOf(list.account);
  const place = args.after == null ? startOf(args, context.clock.now()) : placeAt(context, list, args.after);
  const { pageKey, seen, startDate, endDate } = place;
  // The rows already seen of this page are asked for again: a provider's cursor points only at pages.
  const query = { startDate, endDate, limit: seen + first, pageKey };
  const page = await list.load({ consent, accountId, query });
  const rows = page.rows.slice(seen, seen + first);
  const rest = seen + rows.length < page.rows.length;
  const edges = rows.map((row, index) => {
    const last = index === rows.length - 1 && !rest && page.nextPageKey !== undefined;
    const next = last
      ? { ...place, pageKey: page.nextPageKey, seen: 0 }
      : { ...place, seen: seen + index + 1 };
    return { node: list.node(row), cursor: cursorOf(context, list, next) };
  });
  const more = { hasNextPage: rest || page.nextPageKey !== undefined, hasPreviousPage: args.after != null };
  return connection(edges, more, page.totalElements);
}

function startOf(args: HistoryArgs, now: number): Place {
  return { pageKey: undefined, seen: 0, ...historyWindow(args, now) };
}

function cursorOf<Row extends object>(context: GraphContext, list: HistoryList<Row>, place: Place): string {
  const { consent, accountId } = originOf(list.account);
  const { pageKey, seen, startDate, endDate } = place;
  const parts = [
    list.name,
    accountId,
    startDate,
    endDate,
    String(seen),
    ...(pageKey === undefined ? [] : [pageKey]),
  ];
  return context.ids.encode(context.caller, { kind: "cursor", consentId: consent.id, parts });
}

/** Behind the MAC, a cursor of this list holds just what `cursorOf` put there. */
function placeAt<Row extends object>(context: GraphContext, list: HistoryList<Row>, cursor: string): Place {
  const { consent, accountId } = originOf(list.account);
  const reference = context.ids.decode(context.caller, "cursor", cursor);
  const [name, account, ...place] = reference?.parts ?? [];
  if (reference?.consentId !== consent.id || name !== list.name || account !== accountId) {
    throw new GatewayError("CURSOR_INVALID", "cursor is not of this list", { facts: { argument: "after" } });
  }
  const [startDate, endDate, seen, pageKey] = place as [string, string, string, string?];
  return { pageKey, seen: Number(seen), startDate, endDate };
}
