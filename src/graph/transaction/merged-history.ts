import { type AccountNode, originOf } from "../account/account-node.js";
import type { HistoryDays } from "../connection/history.args.js";
import type { GraphContext } from "../context.js";
import { type AccountHistory, readAccountHistory } from "./account-history.js";
import { byPosition, mergedRows, type MergedRow } from "./merged-row.js";

/** The transactions of several accounts in one window. */
export interface MergedHistory {
  /** Each once, newest first; in the same order whatever order the banks list them in. */
  readonly rows: readonly MergedRow[];
  /** Accounts of which rows are missing, in the order given. */
  readonly incomplete: readonly AccountHistory[];
}

/**
 * Reads every transaction of these accounts in a window: all accounts at once, each page by page to its end. What a bank
 * fails to give is told in `incomplete`; the other accounts are unharmed.
 */
export async function readMergedHistory(
  context: GraphContext,
  accounts: readonly AccountNode[],
  days: HistoryDays,
): Promise<MergedHistory> {
  const histories = await Promise.all(
    accounts.map(async (account) => {
      context.shown.tellWindow({ ...originOf(account), ...days });
      return readAccountHistory(context, account, days);
    }),
  );
  return {
    rows: histories.flatMap((history) => mergedRows(history, days)).sort(byPosition),
    incomplete: histories.filter(({ complete }) => !complete),
  };
}
