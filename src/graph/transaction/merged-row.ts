import { type AccountNode, originOf } from "../account/account-node.js";
import { accountKey } from "../account/account-list.js";
import type { HistoryNode } from "../connection/history-connection.js";
import type { HistoryDays } from "../connection/history.args.js";
import { markOf } from "../connection/mark.js";
import { ownId, recordId } from "../record-id.js";
import type { AccountHistory } from "./account-history.js";
import { momentsOf, TRANSACTION_ID } from "./transaction-rows.js";

const DAY_MS = 86_400_000;

/** Where a row stands among all rows of all accounts. */
export interface RowPosition {
  /** Wall-clock milliseconds. */
  readonly time: number;
  /** Mark of the account, the same under every consent of the end user by one way to a bank. */
  readonly account: string;
  /** Mark of the row, unique below its account. */
  readonly row: string;
}

/** A transaction in its place. */
export interface MergedRow extends RowPosition {
  readonly node: HistoryNode;
  readonly of: AccountNode;
}

/** Newest first, then by account, then by row. For `Array.sort`. */
export function byPosition(one: RowPosition, other: RowPosition): number {
  return other.time - one.time || byText(one.account, other.account) || byText(one.row, other.row);
}

function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * Banks choose rows by the day of booking or of recording, as they count days. A row that came for a window is of it where
 * one of its own days is, or is the next to it; it is moved to the window's edge if its time is not inside. A bank that
 * sends rows far from the window does not look at the days: of its rows those are taken whose own time lies inside.
 * @returns the account's rows in the window, each once. A row without a time stands at the window's end.
 */
export function mergedRows({ account, rows }: AccountHistory, days: HistoryDays): readonly MergedRow[] {
  const start = Date.parse(days.startDate);
  const end = Date.parse(days.endDate) + DAY_MS - 1;
  const timed = rows.map((node) => ({ node, moments: momentsOf(node) }));
  const isChosen = timed.every(({ moments }) => isNear(moments, start, end));
  const mark = markOf(accountKey(originOf(account)));
  const names = new RowNames();
  return timed.flatMap(({ node, moments: [time = end] }) => {
    const name = isChosen || (time >= start && time <= end) ? names.next(node) : undefined;
    if (name === undefined) return [];
    const position = { time: Math.min(Math.max(time, start), end), account: mark, row: markOf(name) };
    return [{ ...position, node, of: account }];
  });
}

function isNear(moments: readonly number[], start: number, end: number): boolean {
  if (moments.length === 0) return true;
  return moments.some((moment) => moment >= start - DAY_MS && moment <= end + DAY_MS);
}

/** Rows that a provider gives no id may be equal and still be two; one with an id that comes again is the same. */
class RowNames {
  readonly #counts = new Map<string, number>();

  /** @returns `undefined` for a row that was named before. */
  next(row: HistoryNode): string | undefined {
    const id = recordId(row, TRANSACTION_ID);
    const count = this.#counts.get(id) ?? 0;
    this.#counts.set(id, count + 1);
    if (count === 0) return id;
    return ownId(row, TRANSACTION_ID) === undefined ? `${id} ${count}` : undefined;
  }
}
