import type { BankAccount } from "../seed/bank-books.js";
import { dayIn, historyMonths, lastDayOf, type Day, type Month } from "../seed/calendar.js";
import type { BookedEntry } from "../seed/ledger.js";
import { stableId } from "../seed/stable-id.js";

/** One closed month of an account. */
export interface Statement {
  readonly id: string;
  readonly month: Month;
  readonly date: Day;
}

/** Only deposit accounts and credit lines get statements; loans and investments report once a year, on paper. */
export function hasStatements({ product }: BankAccount): boolean {
  return product.category === "DEPOSIT_ACCOUNT" || product.category === "LOC_ACCOUNT";
}

/** The statements of an account, newest first: one for each month that is over. */
export function statementsOf(account: BankAccount, today: Day): readonly Statement[] {
  const closed = historyMonths(today).filter((month) => lastDayOf(month) < today);
  return closed
    .map((month) => ({ id: stableId("stm", account.id, month), month, date: lastDayOf(month) }))
    .toReversed();
}

/** What a statement reports, in cents; a debt is negative. */
export interface StatementContent {
  readonly openingCents: number;
  readonly closingCents: number;
  /** Oldest first. */
  readonly entries: readonly BookedEntry[];
}

export function contentOf(account: BankAccount, { month }: Statement): StatementContent {
  const posted = account.ledger
    .newestFirst()
    .filter(({ pending }) => !pending)
    .toReversed();
  const before = posted.filter(({ day }) => day < dayIn(month, 1));
  const entries = posted.filter(({ day }) => day >= dayIn(month, 1) && day <= lastDayOf(month));
  const openingCents = netCents(before);
  return { openingCents, closingCents: openingCents + netCents(entries), entries };
}

function netCents(entries: readonly BookedEntry[]): number {
  return entries.reduce((sum, { direction, cents }) => sum + (direction === "CREDIT" ? cents : -cents), 0);
}
