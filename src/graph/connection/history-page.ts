import type { HistoryKey } from "../../loaders/loaders.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { recordId } from "../record-id.js";
import { type HistoryConnection, type HistoryNode, ORIGIN } from "./history-connection.js";
import type { RowKeys } from "./history-part.js";
import { cursorOf, type HistoryName, type HistoryPlace, placeAt, startOf } from "./history-place.js";
import { readHistory } from "./history-reading.js";
import type { HistoryArgs } from "./history.args.js";
import { requirePageSize } from "./page.args.js";
import { connection } from "./slice.js";

export interface HistoryList extends HistoryName {
  readonly keys: RowKeys;
  /** The category of a row that does not name it. */
  readonly categoryOf?: (row: FdxRecord) => unknown;
  readonly load: (key: HistoryKey) => Promise<Answer<Page<FdxRecord>>>;
}

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
  const first = requirePageSize(args.first);
  const place =
    args.after == null ? startOf(args, first, context.clock.now()) : placeAt(context, list, args.after, args);
  const page = await load(list, place);
  const reading = readHistory({ place, page, keys: list.keys, first });
  const { rows, behind, next, complete, historyFrom, totalCount } = reading;
  const edges = nodesOf(context, list, rows).map((node, index) => ({
    node,
    get cursor() {
      return cursorOf(context, list, behind(index));
    },
  }));
  const more = { hasNextPage: next !== undefined, hasPreviousPage: args.after != null };
  const endOfEmpty = next && (() => cursorOf(context, list, next));
  const listed = connection(edges, more, { totalCount, endOfEmpty });
  return { ...listed, complete, historyFrom };
}

async function load(list: HistoryList, place: HistoryPlace): Promise<Page<FdxRecord>> {
  const { startDate, endDate, limit, cursor } = place;
  return (await list.load({ ...list.origin, query: { startDate, endDate, limit, cursor } })).value;
}

/** The account's id is bound to the caller; the row's own is unique below it (FDX promises no more). */
function nodesOf(context: GraphContext, list: HistoryList, rows: readonly FdxRecord[]): HistoryNode[] {
  const { consent, accountId } = list.origin;
  const reference = { kind: "account", consentId: consent.id, parts: [accountId] } as const;
  const account = context.ids.encode(context.caller, reference);
  return rows.map((row) => {
    const id = `${account}.${Buffer.from(recordId(row, list.keys.idKey)).toString("base64url")}`;
    const accountCategory = row["accountCategory"] ?? list.categoryOf?.(row);
    // The row is this request's own: writing into it spares a copy of every transaction.
    const node = row as { -readonly [Member in keyof HistoryNode]: HistoryNode[Member] };
    node[ORIGIN] = list.origin;
    node.id = id;
    node["accountCategory"] = accountCategory;
    return node;
  });
}
