import { dayIn } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import type { LinePlan } from "./portfolio.js";

const PAID_SHARE = 0.12;
const DRAW_CHANCE = 0.3;

/** Books interest and a payment on a line of credit, and now and then a draw into the everyday account. */
export function lineMonth(plan: LinePlan, { month, own, everyday, random }: MonthBooks): void {
  const owedCents = -own.balanceCents;
  own.post({
    day: dayIn(month, 9),
    description: "Interest charged",
    direction: "DEBIT",
    cents: Math.round((owedCents * plan.ratePercent) / 1_200),
    type: "INTEREST",
    category: "Interest",
  });
  const paid = Math.round(owedCents * PAID_SHARE);
  const payday = dayIn(month, 18);
  everyday.post({
    day: payday,
    description: "Line of credit payment",
    direction: "DEBIT",
    cents: paid,
    type: "BILLPAYMENT",
  });
  own.post({ day: payday, description: "Payment", direction: "CREDIT", cents: paid, type: "PAYMENT" });
  const drawn = random.integer(5, 14) * 10_000;
  if (!random.chance(DRAW_CHANCE) || owedCents + drawn > plan.limitCents) return;
  const day = dayIn(month, random.integer(5, 25));
  own.post({ day, description: "Funds drawn", direction: "DEBIT", cents: drawn, type: "WITHDRAWAL" });
  everyday.post({
    day,
    description: "From line of credit",
    direction: "CREDIT",
    cents: drawn,
    type: "TRANSFER",
  });
}
