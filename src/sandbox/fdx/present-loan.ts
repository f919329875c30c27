import type { BankAccount } from "../seed/bank-books.js";
import { addMonths, dayIn, monthOf, type Day } from "../seed/calendar.js";
import type { LoanPlan } from "../seed/portfolio.js";
import { decimal } from "./decimal.js";

/** The fields that only loans have. `principalBalance` is what is owed, as a positive number. */
export function presentLoan({ ledger, plan }: BankAccount, today: Day): Record<string, unknown> {
  if (plan.kind !== "loan") return {};
  const payments = ledger.newestFirst().filter(({ type }) => type === "PAYMENT");
  const thisYear = payments.filter(({ day }) => day.startsWith(today.slice(0, 4)));
  const interestCents = thisYear.reduce((sum, { split }) => sum + (split?.interestCents ?? 0), 0);
  const [last] = payments;
  return {
    principalBalance: decimal(-ledger.balanceCents),
    payOffAmount: decimal(-ledger.balanceCents),
    originalPrincipal: decimal(plan.originalCents),
    originatingDate: plan.opened,
    loanTerm: plan.termMonths,
    maturityDate: `${addMonths(monthOf(plan.opened), plan.termMonths)}${plan.opened.slice(7)}`,
    interestRate: plan.ratePercent,
    interestRateType: "FIXED",
    paymentFrequency: "MONTHLY",
    nextPaymentAmount: decimal(plan.paymentCents),
    nextPaymentDate: nextPaymentDay(plan, today),
    lastPaymentAmount: last && decimal(last.cents),
    lastPaymentDate: last?.day,
    interestPaidYearToDate: decimal(interestCents),
  };
}

function nextPaymentDay(plan: LoanPlan, today: Day): Day {
  const thisMonth = dayIn(monthOf(today), plan.paymentDay);
  return thisMonth > today ? thisMonth : dayIn(addMonths(monthOf(today), 1), plan.paymentDay);
}
