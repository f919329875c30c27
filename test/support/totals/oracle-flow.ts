import type { MadeHistory, Members, TotalsCase } from "./made-case.js";
import { isNoCash, type Listed, requireKnown } from "./oracle-accounts.js";
import { amountIn, currencyIn, dayIn, isThere, Lacking, wordIn } from "./oracle-values.js";

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
export function flowOf({ consent, account }: Listed, window: TotalsCase): Flow | undefined {
  if (isNoCash(account)) return undefined;
  requireKnown(account);
  if (!consent.clusters.includes("TRANSACTIONS")) throw new Lacking("DATA_CLUSTER_NOT_GRANTED");
  const currency = currencyIn(account.members);
  const moved = new Map<string, Moved>();
  for (const row of rowsOf(account.history)) {
    const movement = movementIn(row, window);
    const key = row["transactionId"]?.json ?? `without id ${moved.size}`;
    if (movement !== undefined && !moved.has(key)) moved.set(key, movement);
  }
  return { currency, moved: [...moved.values()] };
}

/** Rows of a list that breaks off are looked at until it does. */
function* rowsOf({ pages, failure, isBrokenOff }: MadeHistory): Generator<Members> {
  if (failure !== undefined) throw new Lacking(failure);
  yield* pages.slice(0, isBrokenOff ? -1 : undefined).flat();
  if (isBrokenOff) throw new Lacking("HISTORY_INCOMPLETE");
}

function movementIn(row: Members, { from, to }: TotalsCase): Moved | undefined {
  const direction = wordIn(row["debitCreditMemo"]);
  if (direction === "MEMO" || !isBooked(row)) return undefined;
  const field = isThere(row["postedTimestamp"]) ? "postedTimestamp" : "transactionTimestamp";
  const day = dayIn(row[field], field);
  if (day < from || day > to) return undefined;
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
