import { addDays, dayIn, type Day } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import type { Entry } from "./ledger.js";
import { ABROAD, CARD_SHOPS } from "./merchants.js";
import type { CardPlan } from "./portfolio.js";

const ANNUAL_FEE_CENTS = 12_000;
const ANNUAL_FEE_MONTH = "04";
const ABROAD_SHARE = 0.06;

/** Books last month's bill, this month's purchases, and interest where the bill is not paid in full. */
export function cardMonth(plan: CardPlan, books: MonthBooks): void {
  const owedCents = -books.own.balanceCents;
  payCard(books, Math.round(owedCents * plan.paidShare));
  if (plan.paidShare < 1) chargeInterest(plan, books, owedCents);
  for (let count = 0; count < plan.purchasesPerMonth; count += 1) {
    books.own.post(purchase(books, dayIn(books.month, books.random.integer(1, 28))));
  }
  if (!books.month.endsWith(ANNUAL_FEE_MONTH)) return;
  books.own.post({
    day: dayIn(books.month, 3),
    description: "Annual card fee",
    direction: "DEBIT",
    cents: ANNUAL_FEE_CENTS,
    type: "FEE",
    category: "Bank fees",
  });
}

/** Authorisations of the last two days that are not posted yet. */
export function cardPending(books: MonthBooks, today: Day): void {
  for (const day of [addDays(today, -1), addDays(today, -1), addDays(today, -2)])
    books.own.hold(purchase(books, day));
}

function payCard({ month, own, everyday }: MonthBooks, cents: number): void {
  const day = dayIn(month, 20);
  everyday.post({ day, description: "Card payment", direction: "DEBIT", cents, type: "BILLPAYMENT" });
  own.post({ day, description: "Payment received, thank you", direction: "CREDIT", cents, type: "PAYMENT" });
}

function chargeInterest(plan: CardPlan, { month, own }: MonthBooks, owedCents: number): void {
  own.post({
    day: dayIn(month, 21),
    description: "Interest on purchases",
    direction: "DEBIT",
    cents: Math.round((owedCents * plan.ratePercent) / 1_200),
    type: "INTEREST",
    category: "Interest",
  });
}

function purchase(books: MonthBooks, day: Day): Entry {
  const { random } = books;
  if (random.chance(ABROAD_SHARE)) return purchaseAbroad(books, day);
  const shop = random.pick(CARD_SHOPS[books.country]);
  return {
    day,
    description: shop.name.toUpperCase(),
    direction: "DEBIT",
    cents: random.integer(shop.fromCents, shop.toCents),
    type: "PURCHASE",
    merchant: shop.name,
    category: shop.category,
  };
}

function purchaseAbroad({ random }: MonthBooks, day: Day): Entry {
  const shop = random.pick(ABROAD);
  const foreignCents = random.integer(shop.fromCents, shop.toCents);
  // Yen have no smaller unit.
  const amount = shop.currency === "JPY" ? Math.round(foreignCents / 100) : foreignCents / 100;
  return {
    day,
    description: shop.name.toUpperCase(),
    direction: "DEBIT",
    cents: Math.round(amount * shop.rate * 100),
    type: "PURCHASE",
    merchant: shop.name,
    category: shop.category,
    foreign: { amount, currency: shop.currency },
  };
}
