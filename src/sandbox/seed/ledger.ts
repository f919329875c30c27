import type { Day } from "./calendar.js";
import { seededRandom } from "./random.js";
import { stableId } from "./stable-id.js";

/** One movement of money as the bank books it. All money is in whole cents. */
export interface Entry {
  readonly day: Day;
  readonly description: string;
  /** For a deposit or investment, CREDIT adds money; for a debt, DEBIT adds to what is owed. */
  readonly direction: "CREDIT" | "DEBIT";
  /** Never negative: the direction says the rest. */
  readonly cents: number;
  /** A value of the `transactionType` list that belongs to the account's category. */
  readonly type: string;
  readonly merchant?: string;
  readonly individual?: { readonly first: string; readonly last: string };
  readonly category?: string;
  readonly memo?: string;
  readonly reference?: string;
  readonly checkNumber?: number;
  readonly foreign?: { readonly amount: number; readonly currency: string };
  readonly split?: { readonly principalCents: number; readonly interestCents: number };
  readonly trade?: Trade;
}

interface Trade {
  readonly symbol: string;
  /** Ten-thousandths of a unit. */
  readonly unitsE4: number;
  readonly priceCents: number;
}

export interface BookedEntry extends Entry {
  readonly id: string;
  readonly pending: boolean;
  /** RFC 3339, on `day`. */
  readonly timestamp: string;
}

/** Entries of one day are spread over it from seven in the morning. */
const FIRST_MINUTE = 7 * 60;
const LAST_MINUTE = 24 * 60 - 1;
const MINUTES_APART = 40;

/** The books of one account. What lies after `today` is not booked: the sandbox cannot see the future. */
export class Ledger {
  readonly #accountId: string;
  readonly #today: Day;
  readonly #entries: BookedEntry[] = [];
  readonly #entriesOnDay = new Map<Day, number>();
  #sorted: readonly BookedEntry[] | undefined;
  #balanceCents = 0;
  #pendingCents = 0;

  constructor(accountId: string, today: Day) {
    this.#accountId = accountId;
    this.#today = today;
  }

  /** Posted credits less posted debits, in cents. */
  get balanceCents(): number {
    return this.#balanceCents;
  }

  /** Pending credits less pending debits, in cents; no part of the balance. */
  get pendingCents(): number {
    return this.#pendingCents;
  }

  post(entry: Entry): void {
    this.#book(entry, false);
  }

  hold(entry: Entry): void {
    this.#book(entry, true);
  }

  /** Pending ones first, then the newest first. */
  newestFirst(): readonly BookedEntry[] {
    this.#sorted ??= this.#entries.toSorted(
      (a, b) => Number(b.pending) - Number(a.pending) || (a.timestamp < b.timestamp ? 1 : -1),
    );
    return this.#sorted;
  }

  #book(entry: Entry, pending: boolean): void {
    if (entry.day > this.#today || entry.cents === 0) return;
    const ordinal = this.#entriesOnDay.get(entry.day) ?? 0;
    this.#entriesOnDay.set(entry.day, ordinal + 1);
    const signed = entry.direction === "CREDIT" ? entry.cents : -entry.cents;
    if (pending) this.#pendingCents += signed;
    else this.#balanceCents += signed;
    this.#sorted = undefined;
    this.#entries.push({
      ...entry,
      pending,
      id: stableId("txn", this.#accountId, entry.day, String(ordinal)),
      timestamp: this.#timestamp(entry.day, ordinal),
    });
  }

  /** Grows within a day in the order of booking, so that a running balance reads as it happened. */
  #timestamp(day: Day, ordinal: number): string {
    const random = seededRandom(`${this.#accountId}/${day}/${String(ordinal)}`);
    const minute = Math.min(
      FIRST_MINUTE + ordinal * MINUTES_APART + random.integer(1, MINUTES_APART),
      LAST_MINUTE,
    );
    const clock = [Math.floor(minute / 60), minute % 60, random.integer(0, 59)];
    return `${day}T${clock.map((part) => String(part).padStart(2, "0")).join(":")}Z`;
  }
}
