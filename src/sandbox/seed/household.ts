import { dayIn, historyMonths, historyStart, monthOf, type Day, type Month } from "./calendar.js";
import { cardMonth, cardPending } from "./card-month.js";
import { everydayMonth, everydayPending, sweepIntoSavings } from "./everyday-month.js";
import { investmentMonth, investmentStart } from "./investment-month.js";
import type { Ledger } from "./ledger.js";
import { lineMonth } from "./line-month.js";
import { loanMonth } from "./loan-month.js";
import type { MonthBooks } from "./month-books.js";
import type { AccountPlan, PlainPlan, Portfolio } from "./portfolio.js";
import { PRODUCTS } from "./products.js";
import { savingsInterest } from "./savings-month.js";
import { seededRandom } from "./random.js";

/**
 * Lives through two years of one person's money, month by month. A payment is booked on both accounts it touches,
 * so that what leaves the chequing account is what arrives at the card, the loan or the savings.
 */
export function fillHousehold(portfolio: Portfolio, ledgers: ReadonlyMap<string, Ledger>, today: Day): void {
  const booksOf = (plan: AccountPlan, month: Month): MonthBooks => ({
    month,
    country: portfolio.bank === "maple" ? "CA" : "US",
    portfolio,
    random: seededRandom(`${portfolio.bank}/${portfolio.personId}/${plan.slot}/${month}`),
    own: ledgerOf(ledgers, plan.slot),
    everyday: ledgerOf(ledgers, "everyday"),
    savings: ledgers.get("savings"),
  });
  for (const plan of portfolio.accounts)
    bringForward(plan, ledgerOf(ledgers, plan.slot), historyStart(today));
  for (const month of historyMonths(today)) {
    for (const plan of portfolio.accounts) bookMonth(plan, booksOf(plan, month), today);
    sweepIntoSavings(booksOf(everydayPlan(portfolio), month));
    for (const plan of portfolio.accounts) {
      if (plan.kind === "savings") savingsInterest(plan, booksOf(plan, month));
    }
  }
  for (const plan of portfolio.accounts) bookPending(plan, booksOf(plan, `${today}/pending`), today);
}

function bookMonth(plan: AccountPlan, books: MonthBooks, today: Day): void {
  if (plan.kind === "everyday") everydayMonth(books);
  if (plan.kind === "card") cardMonth(plan, books);
  if (plan.kind === "line") lineMonth(plan, books);
  if (plan.kind === "loan") loanMonth(plan, books);
  if (plan.kind === "plain") plainMonth(plan, books);
  if (plan.kind === "investment") {
    if (books.month === monthOf(historyStart(today))) investmentStart(plan, books);
    investmentMonth(plan, books);
  }
}

function plainMonth({ monthly }: PlainPlan, { month, own }: MonthBooks): void {
  for (const { dayOfMonth, ...entry } of monthly) own.post({ ...entry, day: dayIn(month, dayOfMonth) });
}

function bookPending(plan: AccountPlan, books: MonthBooks, today: Day): void {
  if (plan.kind === "everyday") everydayPending(books, today);
  if (plan.kind === "card") cardPending(books, today);
}

/** The shown history does not reach back to the opening of most accounts, so it begins with what was there. */
export function bringForward(plan: AccountPlan, ledger: Ledger, day: Day): void {
  const { category } = PRODUCTS[plan.product];
  const owed = ["LOC_ACCOUNT", "LOAN_ACCOUNT", "BNPL_ACCOUNT"].includes(category);
  ledger.post({
    day,
    description: "Balance brought forward",
    direction: owed ? "DEBIT" : "CREDIT",
    cents: plan.openingCents,
    type: "ADJUSTMENT",
  });
}

function everydayPlan(portfolio: Portfolio): AccountPlan {
  const plan = portfolio.accounts.find((candidate) => candidate.slot === "everyday");
  if (plan === undefined) throw new Error(`${portfolio.personId} has no everyday account`);
  return plan;
}

function ledgerOf(ledgers: ReadonlyMap<string, Ledger>, slot: string): Ledger {
  const ledger = ledgers.get(slot);
  if (ledger === undefined) throw new Error(`No ledger for ${slot}`);
  return ledger;
}
