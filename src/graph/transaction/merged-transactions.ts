import { accountKey, type AccountList } from "../account/account-list.js";
import type { AccountNode } from "../account/account-node.js";
import { noDay, UNKNOWN_DAY } from "../connection/history-day.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import { LazyEdge } from "../connection/lazy-cursors.js";
import { connection } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import type { ConsentFailure } from "../problem/consent-failure.js";
import { joinFailures } from "../problem/join-failures.js";
import { accountsWithTransactions } from "./accounts-with-transactions.js";
import { mergedCursor } from "./merged-place.js";
import { readMergedPage } from "./merged-page.js";
import { type MergedRequest, notFound } from "./merged-request.js";

export interface MergedTransactions extends HistoryConnection {
  /** Why transactions are missing, where a bank or a consent is the reason. */
  readonly failures: readonly ConsentFailure[];
  /** Whether a list broke off. */
  readonly isCut: boolean;
}

/**
 * A page of the transactions of all accounts, as `accounts` shows them.
 *
 * Rejects with NOT_FOUND for an account that its bank no longer shows.
 */
export async function mergedTransactions(
  context: GraphContext,
  request: MergedRequest,
): Promise<MergedTransactions> {
  const { place, first } = request;
  const list = await accountsWithTransactions(context, request.isWanted);
  const accounts = wantedAccounts(request, list);
  const start = list.missing.length === 0 || place.gap !== "" ? place : { ...place, gap: UNKNOWN_DAY };
  const { rows, gap, incomplete, hasNextPage } = await readMergedPage(context, accounts, start, first);
  const edges = rows.map(
    ({ row, place: behind }) => new LazyEdge(row.node, () => mergedCursor(context, behind())),
  );
  const failed = incomplete.flatMap(({ account, failure }) => (failure ? [{ account, failure }] : []));
  return {
    complete: gap === "",
    historyFrom: noDay(gap) ? null : gap,
    failures: [...list.missing, ...joinFailures(accounts, failed)],
    isCut: incomplete.some(({ failure }) => failure === undefined),
    ...connection(edges, { hasNextPage, hasPreviousPage: place.after !== undefined }),
  };
}

/** @throws GatewayError NOT_FOUND for one that is not listed, though its bank has answered */
function wantedAccounts({ accounts }: MergedRequest, list: AccountList): readonly AccountNode[] {
  if (accounts === undefined) return list.rows.map(({ node }) => node);
  const wanted = new Set(accounts.map(accountKey));
  const rows = list.rows.filter(({ keys }) => keys.some((key) => wanted.has(key)));
  const found = new Set(rows.flatMap(({ keys }) => keys));
  const unheard = new Set(list.missing.map(({ consent }) => consent.id));
  for (const account of accounts) {
    if (!found.has(accountKey(account)) && !unheard.has(account.consent.id)) throw notFound("accountIds");
  }
  return rows.map(({ node }) => node);
}
