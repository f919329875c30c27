import type { BankAccount } from "../seed/bank-books.js";
import { addDays, type Day } from "../seed/calendar.js";
import type { BookedEntry } from "../seed/ledger.js";
import { money } from "./present-connect-balance.js";
import { stableUuid } from "../seed/stable-uuid.js";

/** One posted movement: pending ones are not shown. */
export interface ConnectTransaction {
  readonly Id: string;
  readonly Date: Day;
  /** Deprecated, always null. */
  readonly Code: null;
  readonly Description: string;
  readonly Debit: number | null;
  readonly Credit: number | null;
  /** After this movement; null where the bank has no running balance. */
  readonly Balance: number | null;
}

const DEBTS = new Set(["LOC_ACCOUNT", "LOAN_ACCOUNT"]);

/** The posted movements of the last days, the newest first. There is no paging: a window comes whole. */
export function presentTransactions(
  account: BankAccount,
  accountId: string,
  window: { readonly today: Day; readonly days: number },
): readonly ConnectTransaction[] {
  const from = addDays(window.today, -window.days);
  const shown: ConnectTransaction[] = [];
  let balanceCents = account.ledger.balanceCents;
  for (const entry of account.ledger.newestFirst()) {
    if (entry.pending) continue;
    if (entry.day < from) break;
    shown.push(presentTransaction(account, stableUuid(accountId, entry.id), entry, balanceCents));
    balanceCents -= entry.direction === "CREDIT" ? entry.cents : -entry.cents;
  }
  return shown;
}

function presentTransaction(
  { product }: BankAccount,
  id: string,
  { day, description, direction, cents }: BookedEntry,
  balanceCents: number,
): ConnectTransaction {
  const isInvestment = product.category === "INVESTMENT_ACCOUNT";
  const amount = money(cents);
  return {
    ...{ Id: id, Date: day, Code: null, Description: description },
    // Flinks' own sample fills both, which leaves the direction untold. Here investments do.
    Debit: direction === "DEBIT" || isInvestment ? amount : null,
    Credit: direction === "CREDIT" || isInvestment ? amount : null,
    Balance: isInvestment ? null : money(DEBTS.has(product.category) ? -balanceCents : balanceCents),
  };
}
