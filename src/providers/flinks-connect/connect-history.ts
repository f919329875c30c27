import { createHash } from "node:crypto";
import { GatewayError } from "../../core/gateway-error.js";
import type { HistoryQuery, Page } from "../data-provider.js";
import type { PlainObject } from "../fdx/dialect/plain-object.js";
import type { Snapshot } from "./connect-snapshot.js";
import { dayOf } from "./connect-transaction.js";
import { type ConnectAccount, transactionsIn } from "./connect-view.js";

const DAY_MS = 86_400_000;
const CURSOR = /^([\w-]{22})\.(\d{1,9})$/;

/**
 * One page of a window of an account's transactions, newest first; those of one day stay in Flinks' order. One whose day
 * cannot be read may be in any window, and stands at the end of each.
 * @param snapshot a cursor is good for the one it was made from: rows of another one stand elsewhere. Its transactions go so
 * far back and no farther: a window that begins before is cut off.
 * @throws GatewayError CURSOR_INVALID, PROVIDER_ANSWER_INVALID
 */
export function historyPage(
  account: ConnectAccount,
  query: HistoryQuery,
  snapshot: Snapshot,
): Page<PlainObject> {
  const list = listOf(account, query, snapshot.id);
  const start = startOf(query.cursor, list);
  const rows = windowOf(transactionsIn(account), query);
  if (start > rows.length)
    throw new GatewayError("CURSOR_INVALID", "the cursor is behind the end of the list");
  const end = start + query.limit;
  const next = end < rows.length ? `${list}.${end}` : undefined;
  const page = { rows: rows.slice(start, end), next, totalElements: rows.length };
  return next === undefined && query.startDate < firstDayOf(snapshot) ? { ...page, cutOff: true } : page;
}

function firstDayOf({ asOf, historyDays }: Snapshot): string {
  return new Date(asOf - historyDays * DAY_MS).toISOString().slice(0, 10);
}

function windowOf(
  rows: readonly PlainObject[],
  { startDate, endDate }: HistoryQuery,
): readonly PlainObject[] {
  const dated = rows.map((row) => ({ row, day: dayOf(row) }));
  const inside = dated.filter(({ day }) => day === undefined || (day >= startDate && day <= endDate));
  // Array.prototype.sort is stable.
  return inside.sort((a, b) => newestFirst(a.day ?? "", b.day ?? "")).map(({ row }) => row);
}

function newestFirst(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}

function startOf(cursor: string | undefined, list: string): number {
  if (cursor === undefined) return 0;
  const [, of, start] = CURSOR.exec(cursor) ?? [];
  if (of === list) return Number(start);
  throw new GatewayError("CURSOR_INVALID", "the cursor is of another list, or the accounts were read anew");
}

/** Names a list: account, window and snapshot. */
function listOf(
  { accountId }: ConnectAccount,
  { startDate, endDate }: HistoryQuery,
  snapshotId: string,
): string {
  const name = JSON.stringify([snapshotId, accountId, startDate, endDate]);
  return createHash("sha256").update(name).digest("base64url").slice(0, 22);
}
