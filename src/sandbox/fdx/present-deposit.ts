import type { BankAccount } from "../seed/bank-books.js";
import type { Day } from "../seed/calendar.js";
import type { BookedEntry } from "../seed/ledger.js";
import { decimal } from "./decimal.js";

/** The fields that only deposit accounts have. What is pending lowers what is available, not the balance. */
export function presentDeposit({ ledger, plan }: BankAccount, today: Day): Record<string, unknown> {
  const posted = ledger.newestFirst().filter(({ pending }) => !pending);
  const bookedToday = posted.filter(({ day }) => day === today);
  const interest = posted.filter(({ type, day }) => type === "INTEREST" && day.startsWith(today.slice(0, 4)));
  return {
    currentBalance: decimal(ledger.balanceCents),
    availableBalance: decimal(ledger.balanceCents + ledger.pendingCents),
    openingDayBalance: decimal(ledger.balanceCents - netCents(bookedToday)),
    annualPercentageYield: plan.kind === "savings" ? plan.ratePercent : undefined,
    interestYtd: decimal(netCents(interest)),
    transferIn: true,
    transferOut: true,
  };
}

function netCents(entries: readonly BookedEntry[]): number {
  return entries.reduce((sum, { direction, cents }) => sum + (direction === "CREDIT" ? cents : -cents), 0);
}
