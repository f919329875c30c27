import type { BankAccount } from "../seed/bank-books.js";
import { BankBooks } from "../seed/bank-books.js";
import type { Day } from "../seed/calendar.js";
import type { Person } from "../seed/person.js";
import type { Institution } from "./institutions.js";

const BOOKS_KEPT = 6;

/** What one person has at one bank, as it stood at the end of a day. */
export interface PersonalBooks {
  readonly person: Person;
  readonly accounts: readonly BankAccount[];
}

/** The banks' books at any day, so that what was read some days ago can be shown again as it was. */
export class ConnectBooks {
  readonly #books = new Map<string, BankBooks>();

  /** @returns `undefined` if the person does not bank there. */
  personal(institution: Institution, personId: string, day: Day): PersonalBooks | undefined {
    const books = this.#at(institution, day);
    const person = books.person(personId);
    return person && { person, accounts: books.accountsOf(person) };
  }

  /** Everybody who banks there. */
  people(institution: Institution, day: Day): readonly Person[] {
    return this.#at(institution, day).people;
  }

  #at(institution: Institution, day: Day): BankBooks {
    const key = `${String(institution.id)}/${day}`;
    const known = this.#books.get(key);
    if (known !== undefined) return known;
    const books = new BankBooks(institution.profile, day);
    this.#books.set(key, books);
    const [oldest] = this.#books.keys();
    if (this.#books.size > BOOKS_KEPT && oldest !== undefined) this.#books.delete(oldest);
    return books;
  }
}
