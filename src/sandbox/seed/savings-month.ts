import { lastDayOf } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import type { SavingsPlan } from "./portfolio.js";

/** Pays a month's interest on the last day, on the balance of that day. */
export function savingsInterest(plan: SavingsPlan, { month, own }: MonthBooks): void {
  own.post({
    day: lastDayOf(month),
    description: "Interest paid",
    direction: "CREDIT",
    cents: Math.floor((own.balanceCents * plan.ratePercent) / 1_200),
    type: "INTEREST",
    category: "Interest",
  });
}
