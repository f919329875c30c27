import { addDays, daysBetween, historyStart, type Day } from "./calendar.js";
import { bringForward } from "./household.js";
import type { Entry, Ledger } from "./ledger.js";
import { CARD_SHOPS } from "./merchants.js";
import type { BulkPlan } from "./portfolio.js";
import { PRODUCTS } from "./products.js";
import { seededRandom, type Random } from "./random.js";

/** Every so many entries the money turns round, so that the balance stays where it began. */
const ENTRIES_PER_RETURN = 20;

/** Fills an account with exactly `plan.entries` entries, spread evenly over the shown history. */
export function fillBulk(plan: BulkPlan, ledger: Ledger, today: Day): void {
  const start = historyStart(today);
  const span = daysBetween(start, today);
  const random = seededRandom(`bulk/${plan.slot}`);
  let sinceReturn = 0;
  bringForward(plan, ledger, start);
  for (let index = 1; index < plan.entries; index += 1) {
    const day = addDays(start, Math.floor((index * span) / plan.entries));
    const returns = index % ENTRIES_PER_RETURN === 0;
    const entry = returns ? moneyBack(plan, day, sinceReturn) : spending(plan, day, random);
    sinceReturn = returns ? 0 : sinceReturn + entry.cents;
    ledger.post(entry);
  }
}

function spending(plan: BulkPlan, day: Day, random: Random): Entry {
  const shop = random.pick(CARD_SHOPS.CA);
  return {
    day,
    description: shop.name,
    direction: "DEBIT",
    cents: random.integer(shop.fromCents, shop.toCents),
    type: PRODUCTS[plan.product].category === "LOC_ACCOUNT" ? "PURCHASE" : "POSDEBIT",
    merchant: shop.name,
    category: shop.category,
  };
}

function moneyBack(plan: BulkPlan, day: Day, cents: number): Entry {
  const card = PRODUCTS[plan.product].category === "LOC_ACCOUNT";
  return {
    day,
    description: card ? "Payment received" : "Deposit",
    direction: "CREDIT",
    cents,
    type: card ? "PAYMENT" : "DEPOSIT",
  };
}
