import type { FdxRecord } from "../../loaders/records.js";
import type { AccountOrigin } from "../account/account-node.js";
import type { HistoryList } from "../connection/history-list.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { toldCategory } from "./told-category.js";

/** FDX's name of a transaction's own id. */
export const TRANSACTION_ID = "transactionId";
/** FDX's names of a transaction's moments; at many providers the first is missing, while it is pending or always. */
const MOMENTS = ["postedTimestamp", "transactionTimestamp"] as const;

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * @param accountCategory of the account, where it is known.
 * @returns how the transactions of one account are read.
 * @throws GatewayError DATA_CLUSTER_NOT_GRANTED
 */
export function transactionList(
  context: GraphContext,
  origin: AccountOrigin,
  accountCategory?: unknown,
): HistoryList {
  requireCluster(origin.consent, "TRANSACTIONS");
  return {
    name: "transactions",
    origin,
    categoryOf: (row) => accountCategory ?? toldCategory(row),
    keys: { idKey: TRANSACTION_ID, dayKeys: MOMENTS },
    load: (key) => context.loaders.transactionPage.load(key),
  };
}

/**
 * @returns when a transaction was booked and when it was recorded, wall-clock milliseconds, as far as it tells; the first
 * is the time it has in a list. A time without an offset is taken for UTC: this process may stand anywhere.
 */
export function momentsOf(transaction: FdxRecord): readonly number[] {
  return MOMENTS.map((name) => transaction[name]).flatMap((text) => {
    if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(text)) return [];
    const isLocal = text.includes("T") && !OFFSET.test(text);
    const moment = Date.parse(isLocal ? `${text}Z` : text);
    return Number.isNaN(moment) ? [] : [moment];
  });
}
