import { dayIn, type Day } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import type { Ledger } from "./ledger.js";
import type { InvestmentPlan } from "./portfolio.js";
import { securityOf, unitPriceCents } from "./securities.js";

const INVESTED_AT_START = 0.97;
const DIVIDEND_MONTHS = /-(03|06|09|12)$/;
const DIVIDEND_SHARE = 0.005;
const FEE_CENTS = 2_500;

/** The money that was there when the shown history begins is turned into units on its first day. */
export function investmentStart(plan: InvestmentPlan, { month, own }: MonthBooks): void {
  const spend = Math.floor((plan.openingCents * INVESTED_AT_START) / plan.securities.length);
  for (const symbol of plan.securities) buy(own, symbol, dayIn(month, 1), spend);
}

/** Books a contribution and what is bought for it, a dividend each quarter and a fee each January. */
export function investmentMonth(plan: InvestmentPlan, books: MonthBooks): void {
  const { month, own } = books;
  contribute(plan, books);
  const spend = Math.floor(plan.contributionCents / plan.securities.length);
  for (const symbol of plan.securities) buy(own, symbol, dayIn(month, 6), spend);
  if (DIVIDEND_MONTHS.test(month)) payDividends(plan, own, dayIn(month, 16));
  if (!month.endsWith("-01")) return;
  own.post({
    day: dayIn(month, 20),
    description: "Plan fee",
    direction: "DEBIT",
    cents: FEE_CENTS,
    type: "FEE",
  });
}

/** Units in ten-thousandths, and their cost, by symbol. */
export function positionsOf(ledger: Ledger): ReadonlyMap<string, { unitsE4: number; costCents: number }> {
  const positions = new Map<string, { unitsE4: number; costCents: number }>();
  for (const { trade, type, cents } of ledger.newestFirst()) {
    if (trade === undefined || type !== "PURCHASED") continue;
    const held = positions.get(trade.symbol) ?? { unitsE4: 0, costCents: 0 };
    positions.set(trade.symbol, {
      unitsE4: held.unitsE4 + trade.unitsE4,
      costCents: held.costCents + cents,
    });
  }
  return positions;
}

/** The value of units in ten-thousandths at a price, in cents. */
export function valueCents(unitsE4: number, priceCents: number): number {
  return Math.round((unitsE4 * priceCents) / 10_000);
}

function contribute(plan: InvestmentPlan, { month, own, everyday, portfolio }: MonthBooks): void {
  const day = dayIn(month, 5);
  const cents = plan.contributionCents;
  const byEmployer = plan.paidBy === "employer";
  own.post({
    day,
    description: byEmployer ? `Contribution ${portfolio.habits.employer}` : "Contribution",
    direction: "CREDIT",
    cents,
    type: "CONTRIBUTION",
  });
  if (byEmployer) return;
  everyday.post({ day, description: "To investments", direction: "DEBIT", cents, type: "TRANSFER" });
}

function buy(own: Ledger, symbol: string, day: Day, spendCents: number): void {
  const priceCents = unitPriceCents(symbol, day.slice(0, 7));
  const unitsE4 = Math.floor((spendCents * 10_000) / priceCents);
  own.post({
    day,
    description: `Bought ${securityOf(symbol).name}`,
    direction: "DEBIT",
    cents: valueCents(unitsE4, priceCents),
    type: "PURCHASED",
    trade: { symbol, unitsE4, priceCents },
  });
}

function payDividends(plan: InvestmentPlan, own: Ledger, day: Day): void {
  const positions = positionsOf(own);
  for (const symbol of plan.securities) {
    const priceCents = unitPriceCents(symbol, day.slice(0, 7));
    const unitsE4 = positions.get(symbol)?.unitsE4 ?? 0;
    own.post({
      day,
      description: `Dividend ${securityOf(symbol).name}`,
      direction: "CREDIT",
      cents: Math.round(valueCents(unitsE4, priceCents) * DIVIDEND_SHARE),
      type: "DIVIDEND",
      trade: { symbol, unitsE4, priceCents },
    });
  }
}
