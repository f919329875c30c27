import { BANK_PROFILES } from "../../../src/sandbox/bank-profile.js";
import { type BankAccount, BankBooks } from "../../../src/sandbox/seed/bank-books.js";
import { type Day, monthOf } from "../../../src/sandbox/seed/calendar.js";
import { positionsOf, valueCents } from "../../../src/sandbox/seed/investment-month.js";
import { unitPriceCents } from "../../../src/sandbox/seed/securities.js";

/** What one person has at one sandbox bank, by the bank's own books: whole cents, and nothing that was sent to anybody. */
export class BookTotals {
  readonly currency: string;
  readonly #accounts: readonly BankAccount[];
  readonly #today: Day;

  constructor(bank: "maple" | "liberty", personId: string, today: Day) {
    const books = new BankBooks(BANK_PROFILES[bank], today);
    const person = books.person(personId);
    if (person === undefined) throw new Error(`${personId} is unknown at ${bank}`);
    this.#accounts = books.accountsOf(person);
    this.#today = today;
    this.currency = BANK_PROFILES[bank].currency;
  }

  get cash(): object {
    const ledgers = this.#of("DEPOSIT_ACCOUNT").map(({ ledger }) => ledger);
    const cents = sum(ledgers.map(({ balanceCents }) => balanceCents));
    const pending = sum(ledgers.map(({ pendingCents }) => pendingCents));
    return { currency: this.currency, amount: money(cents), available: money(cents + pending) };
  }

  get worth(): object {
    const owned = this.#of("DEPOSIT_ACCOUNT", "INVESTMENT_ACCOUNT").map(
      ({ ledger }) => ledger.balanceCents + this.#investedCents(ledger),
    );
    const owed = this.#of("LOC_ACCOUNT", "LOAN_ACCOUNT").map(({ ledger }) => -ledger.balanceCents);
    return {
      ...{ currency: this.currency, assets: money(sum(owned)), liabilities: money(sum(owed)) },
      net: money(sum(owned) - sum(owed)),
    };
  }

  /** Both days included. */
  moved(from: Day, to: Day): object {
    const entries = this.#of("DEPOSIT_ACCOUNT").flatMap(({ ledger }) => ledger.newestFirst());
    const booked = entries.filter(({ pending, day }) => !pending && day >= from && day <= to);
    const on = (side: string): number =>
      sum(booked.filter(({ direction }) => direction === side).map(({ cents }) => cents));
    return {
      ...{ currency: this.currency, inflow: money(on("CREDIT")), outflow: money(on("DEBIT")) },
      net: money(on("CREDIT") - on("DEBIT")),
    };
  }

  countOf(...categories: readonly string[]): number {
    return this.#of(...categories).length;
  }

  #of(...categories: readonly string[]): readonly BankAccount[] {
    return this.#accounts.filter(({ product }) => categories.includes(product.category));
  }

  #investedCents(ledger: BankAccount["ledger"]): number {
    const positions = [...positionsOf(ledger)];
    return sum(
      positions.map(([symbol, { unitsE4 }]) =>
        valueCents(unitsE4, unitPriceCents(symbol, monthOf(this.#today))),
      ),
    );
  }
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}

/** Decimal text without zeros at the end. */
function money(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, "");
  return cents < 0 ? `-${text}` : text;
}
