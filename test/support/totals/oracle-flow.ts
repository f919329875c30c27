import type { Members, TotalsCase, Window } from "./made-case.js";
import { isNoCash, type Listed, requireKnown } from "./oracle-accounts.js";
import { amountIn, currencyIn, dayIn, isThere, Lacking, timeIn, wordIn } from "./oracle-values.js";

const DAY_MS = 86_400_000;

export interface Flow {
  readonly currency: string;
  readonly moved: readonly Moved[];
}

interface Moved {
  readonly day: string;
  /** Below zero for what went out. */
  readonly amount: bigint;
}

/** @returns `undefined` for an account that is no cash. */
export function flowOf({ account }: Listed, window: Window): Flow | undefined {
  if (isNoCash(account)) return undefined;
  requireKnown(account);
  const currency = currencyIn(account.members);
  const { failure, isBrokenOff, pages } = account.history;
  if (failure !== undefined) throw new Lacking(failure);
  if (isBrokenOff) throw new Lacking("HISTORY_INCOMPLETE");
  const moved = rowsOf(pages.flat(), window).flatMap((row) => movementIn(row, window) ?? []);
  return { currency, moved };
}

/** Each once; all, where they are of days near the window, else those whose time lies in it. One without a time is in any. */
function rowsOf(rows: readonly Members[], { from, to }: Window): readonly Members[] {
  const start = Date.parse(from);
  const end = Date.parse(to) + DAY_MS - 1;
  const ids = rows.map((row, index) => row["transactionId"]?.json ?? String(index));
  const timed = rows
    .filter((_, index) => ids.indexOf(ids[index] ?? "") === index)
    .map((row) => ({ row, times: [row["postedTimestamp"], row["transactionTimestamp"]].flatMap(timeIn) }));
  const isNear = (time: number): boolean => time >= start - DAY_MS && time <= end + DAY_MS;
  const areNear = timed.every(({ times }) => times.length === 0 || times.some(isNear));
  const isInside = ([time = end]: readonly number[]): boolean => time >= start && time <= end;
  return timed.filter(({ times }) => areNear || isInside(times)).map(({ row }) => row);
}

function movementIn(row: Members, { from, to }: Window): Moved | undefined {
  const direction = wordIn(row["debitCreditMemo"]);
  if (direction === "MEMO" || !isBooked(row)) return undefined;
  const field = isThere(row["postedTimestamp"]) ? "postedTimestamp" : "transactionTimestamp";
  const told = dayIn(row[field], field);
  const day = [from, told, to].sort()[1] ?? told;
  const amount = amountIn(row["amount"], "amount");
  const size = amount < 0n ? -amount : amount;
  return { day, amount: { CREDIT: size, DEBIT: -size }[direction] ?? amount };
}

function isBooked(row: Members): boolean {
  const status = wordIn(row["status"]);
  if (status === "POSTED") return true;
  if (["PENDING", "AUTHORIZATION", "MEMO"].includes(status)) return false;
  if (!isThere(row["postedTimestamp"])) throw new Lacking("VALUE_NOT_TOLD", "status");
  return true;
}

/** Goes through the window day by day, and begins a period where the month is another, or the week since a Monday long ago. */
export function periodsOf({ from, to, by }: TotalsCase): readonly { readonly from: string; to: string }[] {
  const periods: { readonly from: string; to: string; readonly key: string }[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10);
    const week = Math.floor((time / DAY_MS + 3) / 7);
    const key = { DAY: day, WEEK: String(week), MONTH: day.slice(0, 7) }[by];
    const last = periods.at(-1);
    if (last?.key === key) last.to = day;
    else periods.push({ from: day, to: day, key });
  }
  return periods;
}
