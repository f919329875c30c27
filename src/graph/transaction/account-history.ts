import { GatewayError } from "../../core/gateway-error.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { HistoryNode } from "../connection/history-connection.js";
import { noDay, wholeFrom } from "../connection/history-day.js";
import { loadPage } from "../connection/history-list.js";
import { historyNodes } from "../connection/history-nodes.js";
import { startIn } from "../connection/history-place.js";
import { readHistory } from "../connection/history-reading.js";
import type { HistoryDays } from "../connection/history.args.js";
import type { GraphContext } from "../context.js";
import { earlier } from "../source/earlier.js";
import { transactionList } from "./transaction-rows.js";

/** How many rows a bank is asked for at once, where all of a window are wanted. */
export const WINDOW_PAGE_SIZE = 100;
/** Of one account and window: a longer list is cut, and said to be. */
const MAX_PAGES = 100;

/** One account's transactions in a window, as far as they could be had. */
export interface AccountHistory {
  readonly account: AccountNode;
  /** In the bank's order. */
  readonly rows: readonly HistoryNode[];
  /** Why the reading ended before the list did. Rows that came before stand in `rows`. */
  readonly failure: GatewayError | undefined;
  /** False where rows are missing: the reading failed, or the bank's list broke off. */
  readonly complete: boolean;
  /** Where it is not complete: the first day from which on nothing is missing, if it can be told. */
  readonly historyFrom: string | null;
  /** When the oldest of the pages was read at the bank; missing where all were read for this request. */
  readonly asOf: string | undefined;
}

/** Reads all pages. Never rejects with a GatewayError: a bank that fails has its failure in the answer. */
export async function readAccountHistory(
  context: GraphContext,
  account: AccountNode,
  days: HistoryDays,
): Promise<AccountHistory> {
  let rows: readonly HistoryNode[] = [];
  let asOf: string | undefined;
  try {
    const list = transactionList(context, originOf(account), account["accountCategory"]);
    let place = startIn(days, WINDOW_PAGE_SIZE);
    for (let pages = 1; ; pages += 1) {
      const page = await loadPage(list, place);
      const reading = readHistory({ place, page, keys: list.keys, first: Infinity });
      asOf = earlier(asOf, page.asOf);
      rows = rows.concat(historyNodes(context, list, reading.rows));
      const { next, complete, historyFrom } = reading;
      if (next === undefined) return { account, rows, failure: undefined, complete, historyFrom, asOf };
      if (pages >= MAX_PAGES) {
        const from = wholeFrom(next);
        return {
          ...{ account, rows, failure: undefined, complete: false, asOf },
          historyFrom: complete && !noDay(from) ? from : historyFrom,
        };
      }
      place = next;
    }
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    return { account, rows, failure, complete: false, historyFrom: null, asOf };
  }
}
