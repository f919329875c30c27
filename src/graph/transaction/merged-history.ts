import type { WorkSignal } from "../../core/work-signal.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { HistoryDays } from "../connection/history.args.js";
import type { GraphContext } from "../context.js";
import { halfTime, tooLate } from "../half-time.js";
import { type AccountHistory, readAccountHistory } from "./account-history.js";
import { byPosition, mergedRows, type MergedRow } from "./merged-row.js";

/** The transactions of several accounts in one window. */
export interface MergedHistory {
  /** Each once, newest first; in the same order whatever order the banks list them in. */
  readonly rows: readonly MergedRow[];
  /** Accounts of which rows are missing, in the order given. */
  readonly incomplete: readonly AccountHistory[];
}

interface HistoryWish {
  readonly days: HistoryDays;
  /** Whether these rows, newest first, leave nothing to read elsewhere. */
  readonly isEnough: (rows: readonly MergedRow[]) => boolean;
}

/**
 * Reads every transaction of these accounts in a window: all accounts at once, each page by page to its end. What a bank
 * fails to give is told in `incomplete`; the other accounts are unharmed. Where what came is not enough, an account that
 * hangs is given up in time for reading on elsewhere.
 */
export async function readMergedHistory(
  context: GraphContext,
  accounts: readonly AccountNode[],
  { days, isEnough }: HistoryWish,
): Promise<MergedHistory> {
  const rowsOf = (histories: readonly AccountHistory[]): readonly MergedRow[] =>
    histories.flatMap((history) => mergedRows(history, days)).sort(byPosition);
  const come = new Map<AccountNode, AccountHistory>();
  const all = Promise.all(
    accounts.map(async (account) => {
      context.shown.tellWindow({ ...originOf(account), ...days });
      const history = await readAccountHistory(context, account, days);
      come.set(account, history);
      return history;
    }),
  );
  await Promise.race([all, endOf(halfTime(context))]);
  const isOver = come.size === accounts.length || isEnough(rowsOf([...come.values()]));
  const histories = isOver ? await all : accounts.map((account) => come.get(account) ?? notCome(account));
  return {
    rows: rowsOf(histories),
    incomplete: histories.filter(({ complete }) => !complete),
  };
}

async function endOf(signal: WorkSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

function notCome(account: AccountNode): AccountHistory {
  return { account, rows: [], failure: tooLate(), complete: false, historyFrom: null, asOf: undefined };
}
