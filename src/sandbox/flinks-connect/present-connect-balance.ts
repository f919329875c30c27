import type { BankAccount } from "../seed/bank-books.js";
import { monthOf, type Day } from "../seed/calendar.js";
import { positionsOf, valueCents } from "../seed/investment-month.js";
import { unitPriceCents } from "../seed/securities.js";

/** Bulk accounts are for load and share one round limit. */
const BULK_LIMIT_CENTS = 10_000_000;

/** Any of them may be null. */
export interface ConnectBalance {
  /** Counts what is authorized but not posted. */
  readonly Available: number | null;
  /** Counts what is posted. Of a debt: what is owed. */
  readonly Current: number | null;
  readonly Limit: number | null;
}

/** Loans and investments have no `Available`, only cards and lines have a `Limit`. */
export function presentBalance({ ledger, plan, product }: BankAccount, today: Day): ConnectBalance {
  const { balanceCents, pendingCents } = ledger;
  const { category } = product;
  if (category === "LOC_ACCOUNT") {
    const limitCents = "limitCents" in plan ? plan.limitCents : BULK_LIMIT_CENTS;
    const availableCents = limitCents + balanceCents + pendingCents;
    return { Available: money(availableCents), Current: money(-balanceCents), Limit: money(limitCents) };
  }
  if (category === "LOAN_ACCOUNT") return { Available: null, Current: money(-balanceCents), Limit: null };
  if (category === "INVESTMENT_ACCOUNT") {
    return { Available: null, Current: money(balanceCents + heldCents(ledger, today)), Limit: null };
  }
  return { Available: money(balanceCents + pendingCents), Current: money(balanceCents), Limit: null };
}

/** Cents as a JSON number: the shortest text of the quotient is the exact decimal. */
export function money(cents: number): number {
  return cents / 100;
}

function heldCents(ledger: BankAccount["ledger"], today: Day): number {
  const positions = [...positionsOf(ledger)];
  return positions.reduce(
    (sum, [symbol, { unitsE4 }]) => sum + valueCents(unitsE4, unitPriceCents(symbol, monthOf(today))),
    0,
  );
}
