import { dayIn } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import type { LoanPlan } from "./portfolio.js";

/** Charges a month's interest and takes the instalment; the rest of the instalment lowers the principal. */
export function loanMonth(plan: LoanPlan, { month, own, everyday }: MonthBooks): void {
  const owedCents = -own.balanceCents;
  const interestCents = Math.round((owedCents * plan.ratePercent) / 1_200);
  const paymentCents = Math.min(plan.paymentCents, owedCents + interestCents);
  const day = dayIn(month, plan.paymentDay);
  own.post({
    day,
    description: "Interest charged",
    direction: "DEBIT",
    cents: interestCents,
    type: "INTEREST",
  });
  own.post({
    day,
    description: "Instalment",
    direction: "CREDIT",
    cents: paymentCents,
    type: "PAYMENT",
    split: { principalCents: paymentCents - interestCents, interestCents },
  });
  everyday.post({
    day,
    description: "Loan instalment",
    direction: "DEBIT",
    cents: paymentCents,
    type: "PREAUTHORIZEDWITHDRAWAL",
    category: "Loan",
  });
}
