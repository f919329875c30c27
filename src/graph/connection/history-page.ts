import { GatewayError } from "../../core/gateway-error.js";
import type { HistoryKey } from "../../loaders/loaders.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { AccountOrigin } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { keepReplaced, type WithPayload } from "../raw/raw-payload.js";
import { recordId } from "../record-id.js";
import type { Connection } from "./connection-of.js";
import { type HistoryArgs, historyWindow } from "./history.args.js";
import { requirePageSize } from "./page.args.js";
import { connection, cursorInvalid } from "./slice.js";

/** Where a row was read: what the fields below it need to read on. Not a GraphQL field. */
const origin = Symbol("origin");

/** The parent object of a row's GraphQL type: the provider's record and the gateway's id. */
export type HistoryNode = FdxRecord & WithPayload & { readonly id: string; readonly [origin]: AccountOrigin };

export function accountOf(row: HistoryNode): AccountOrigin {
  return row[origin];
}

/**
 * A place in a provider's list: its page, how many rows of it were seen, and how it was asked for. All pages are asked
 * for alike: where a provider's cursor is the number of a page, another `limit` would skip rows or repeat them.
 */
interface Place {
  readonly cursor: string | undefined;
  readonly seen: number;
  readonly limit: number;
  readonly startDate: string;
  readonly endDate: string;
}

export interface HistoryList {
  /** Which list: a cursor of another one does not fit. */
  readonly name: string;
  readonly origin: AccountOrigin;
  /** FDX's name of a row's own id, which is unique below the account only. */
  readonly idKey: string;
  /** For rows that do not say it, where the account was read. */
  readonly accountCategory?: unknown;
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
): Promise<Connection<HistoryNode>> {
  const first = requirePageSize(args.first);
  const place =
    args.after == null ? startOf(args, first, context.clock.now()) : placeAt(context, list, args.after);
  const page = await load(list, place);
  // The rows already seen of this page were asked for again: a provider's cursor points only at pages.
  const rows = page.rows.slice(place.seen, place.seen + first);
  const seen = place.seen + rows.length;
  const rest = seen < page.rows.length;
  const nextPage = page.next === undefined ? undefined : { ...place, cursor: page.next, seen: 0 };
  const nodes = nodesOf(context, list, rows);
  const edges = nodes.map((node, index) => ({
    node,
    get cursor() {
      const isLast = index === rows.length - 1 && !rest;
      const after = (isLast ? nextPage : undefined) ?? { ...place, seen: place.seen + index + 1 };
      return cursorOf(context, list, after);
    },
  }));
  const more = { hasNextPage: rest || nextPage !== undefined, hasPreviousPage: args.after != null };
  const endOfEmpty = nextPage && (() => cursorOf(context, list, nextPage));
  return connection(edges, more, { totalCount: page.totalElements, endOfEmpty });
}

async function load(list: HistoryList, place: Place): Promise<Page<FdxRecord>> {
  const { startDate, endDate, limit, cursor } = place;
  const page = (await list.load({ ...list.origin, query: { startDate, endDate, limit, cursor } })).value;
  if (page.next === undefined || page.next !== cursor) return page;
  throw new GatewayError("PROVIDER_ANSWER_INVALID", `${list.name}: the next page is the same page`);
}

/** The account's id is bound to the caller; the row's own is unique below it (FDX promises no more). */
function nodesOf(context: GraphContext, list: HistoryList, rows: readonly FdxRecord[]): HistoryNode[] {
  const { consent, accountId } = list.origin;
  const reference = { kind: "account", consentId: consent.id, parts: [accountId] } as const;
  const account = context.ids.encode(context.caller, reference);
  return rows.map((row) => {
    const id = `${account}.${Buffer.from(recordId(row, list.idKey)).toString("base64url")}`;
    const accountCategory = row["accountCategory"] ?? list.accountCategory;
    // The row is this request's own: writing into it spares a copy of every transaction.
    keepReplaced(consent, row);
    const node = row as { -readonly [Member in keyof HistoryNode]: HistoryNode[Member] };
    node[origin] = list.origin;
    node.id = id;
    node["accountCategory"] = accountCategory;
    return node;
  });
}

function startOf(args: HistoryArgs, limit: number, now: number): Place {
  return { cursor: undefined, seen: 0, limit, ...historyWindow(args, now) };
}

function cursorOf(context: GraphContext, { name, origin }: HistoryList, place: Place): string {
  const { cursor, seen, limit, startDate, endDate } = place;
  const parts = [name, origin.accountId, startDate, endDate, String(limit), String(seen)];
  if (cursor !== undefined) parts.push(cursor);
  return context.ids.encode(context.caller, { kind: "cursor", consentId: origin.consent.id, parts });
}

/** Behind the MAC, a cursor of this list holds just what `cursorOf` put there. */
function placeAt(context: GraphContext, { name, origin }: HistoryList, after: string): Place {
  const reference = context.ids.decode(context.caller, "cursor", after);
  const [list, account, ...place] = reference?.parts ?? [];
  if (reference?.consentId !== origin.consent.id || list !== name || account !== origin.accountId) {
    throw cursorInvalid();
  }
  const [startDate, endDate, limit, seen, cursor] = place as [string, string, string, string, string?];
  return { cursor, seen: Number(seen), limit: Number(limit), startDate, endDate };
}
