import { addDays, dayIn, type Day } from "./calendar.js";
import type { MonthBooks } from "./month-books.js";
import { GROCERS } from "./merchants.js";

const MONTHLY_FEE_CENTS = 1_195;
const SWEEP_DAY = 28;
const SWEEP_STEP_CENTS = 1_000;

/** Books wages, bills, groceries, cash, a gift to a friend and the bank's fee. */
export function everydayMonth(books: MonthBooks): void {
  bookWages(books);
  bookBills(books);
  bookGroceries(books);
  bookCashAndFriends(books);
  books.own.post({
    day: dayIn(books.month, 26),
    description: "Monthly account fee",
    direction: "DEBIT",
    cents: MONTHLY_FEE_CENTS,
    type: "FEE",
    category: "Bank fees",
  });
}

/** What is above the cushion moves to savings on the 28th; what is missing comes back from there. */
export function sweepIntoSavings({ month, portfolio, own, savings }: MonthBooks): void {
  if (savings === undefined) return;
  const surplus = own.balanceCents - portfolio.habits.cushionCents;
  const cents = Math.floor(Math.abs(surplus) / SWEEP_STEP_CENTS) * SWEEP_STEP_CENTS;
  const [from, to] = surplus > 0 ? [own, savings] : [savings, own];
  // Without money in the savings the everyday account has to live with less.
  if (from === savings && savings.balanceCents < cents) return;
  const day = dayIn(month, SWEEP_DAY);
  const [toName, fromName] = surplus > 0 ? ["savings", "everyday account"] : ["everyday account", "savings"];
  from.post({ day, description: `Transfer to ${toName}`, direction: "DEBIT", cents, type: "TRANSFER" });
  to.post({ day, description: `Transfer from ${fromName}`, direction: "CREDIT", cents, type: "TRANSFER" });
}

/** A purchase the shop has not yet claimed. */
export function everydayPending({ random, country, own }: MonthBooks, today: Day): void {
  const shop = random.pick(GROCERS[country]);
  own.hold({
    day: addDays(today, random.chance(0.5) ? -1 : -2),
    description: `${shop.name} (authorised)`,
    direction: "DEBIT",
    cents: random.integer(shop.fromCents, shop.toCents),
    type: "POSDEBIT",
    merchant: shop.name,
    category: shop.category,
  });
}

function bookWages({ month, own, portfolio }: MonthBooks): void {
  const { employer, salaryCents } = portfolio.habits;
  for (const dayOfMonth of [1, 15]) {
    own.post({
      day: dayIn(month, dayOfMonth),
      description: `Payroll ${employer}`,
      direction: "CREDIT",
      cents: salaryCents,
      type: "DIRECTDEPOSIT",
      merchant: employer,
      category: "Income",
      memo: `Salary ${month}`,
    });
  }
}

function bookBills({ month, own, portfolio, random }: MonthBooks): void {
  for (const bill of portfolio.habits.bills) {
    own.post({
      day: dayIn(month, bill.dayOfMonth),
      description: bill.payee,
      direction: "DEBIT",
      cents: bill.cents,
      type: bill.category === "Rent" ? "PREAUTHORIZEDWITHDRAWAL" : "BILLPAYMENT",
      merchant: bill.payee,
      category: bill.category,
      reference: String(random.integer(10_000_000, 99_999_999)),
    });
  }
}

function bookGroceries({ month, own, random, country }: MonthBooks): void {
  const visits = random.integer(4, 7);
  for (let visit = 0; visit < visits; visit += 1) {
    const shop = random.pick(GROCERS[country]);
    own.post({
      day: dayIn(month, random.integer(2, 27)),
      description: shop.name,
      direction: "DEBIT",
      cents: random.integer(shop.fromCents, shop.toCents),
      type: "POSDEBIT",
      merchant: shop.name,
      category: shop.category,
    });
  }
}

function bookCashAndFriends({ month, own, random, portfolio }: MonthBooks): void {
  own.post({
    day: dayIn(month, random.integer(3, 26)),
    description: "Cash machine withdrawal",
    direction: "DEBIT",
    cents: random.integer(2, 10) * 2_000,
    type: "ATMWITHDRAWAL",
    category: "Cash",
  });
  own.post({
    day: dayIn(month, random.integer(4, 27)),
    description: `To ${portfolio.habits.friend.first} ${portfolio.habits.friend.last}`,
    direction: "DEBIT",
    cents: random.integer(15, 80) * 100,
    type: "PERSONTOPERSON",
    individual: portfolio.habits.friend,
    memo: random.pick(["Dinner, thanks!", "Concert tickets", "Share of the cabin"]),
  });
  if (!random.chance(0.25)) return;
  own.post({
    day: dayIn(month, random.integer(8, 24)),
    description: "Cheque",
    direction: "DEBIT",
    cents: random.integer(40, 220) * 100,
    type: "CHECK",
    checkNumber: random.integer(101, 899),
  });
}
