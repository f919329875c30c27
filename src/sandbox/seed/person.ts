import type { BooksKey } from "../bank-profile.js";
import type { Day } from "./calendar.js";

/** One invented person, with the bank's knowledge of them. */
export interface Person {
  /** Also the username at the login page. */
  readonly id: string;
  readonly country: "CA" | "US";
  readonly banks: readonly BooksKey[];
  /** A business: the name is of whoever acts for it. */
  readonly business?: boolean;
  readonly name: { readonly first: string; readonly middle?: string; readonly last: string };
  readonly dateOfBirth: Day;
  /** Only ever the masked form: the sandbox holds no tax numbers. */
  readonly maskedTaxId: string;
  readonly customerSince: Day;
  readonly email: string;
  readonly phone: string;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly region: string;
    readonly postalCode: string;
  };
}

export function fullName(person: Person): string {
  return `${person.name.first} ${person.name.last}`;
}
