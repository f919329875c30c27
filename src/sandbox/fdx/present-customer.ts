import type { BankBooks, BankAccount } from "../seed/bank-books.js";
import type { Person } from "../seed/person.js";
import type { Access } from "./access.js";

/** The person who consented, with as much about them as the granted clusters allow. */
export function presentCustomer(access: Access, books: BankBooks): Record<string, unknown> {
  const { person, clusters } = access;
  return {
    ...identity(person, books),
    ...(clusters.has("CUSTOMER_CONTACT") && contact(person)),
    ...(clusters.has("CUSTOMER_PERSONAL") && personal(person)),
    accounts: access.accounts.map((account) => ({
      accountId: account.id,
      relationship: relationship(account),
    })),
  };
}

/** The answer of `/accounts/{accountId}/contact`. */
export function presentContact(
  access: Access,
  account: BankAccount,
  books: BankBooks,
): Record<string, unknown> {
  const { person, clusters } = access;
  const holder = {
    ...identity(person, books),
    ...contact(person),
    ...(clusters.has("CUSTOMER_PERSONAL") && personal(person)),
    relationship: relationship(account),
  };
  return { ...contact(person), holders: [holder] };
}

function identity(person: Person, books: BankBooks): Record<string, unknown> {
  return {
    customerId: books.customerId(person),
    type: person.business === true ? "BUSINESS" : "CONSUMER",
    name: person.name,
    customerStartDate: person.customerSince,
  };
}

function contact(person: Person): Record<string, unknown> {
  return {
    emails: [person.email],
    addresses: [{ ...person.address, country: person.country, type: "HOME", primary: true }],
    telephones: [
      { type: "PERSONAL", country: "+1", number: person.phone, network: "CELLULAR", primary: true },
    ],
  };
}

function personal(person: Person): Record<string, unknown> {
  return { dateOfBirth: person.dateOfBirth, taxId: person.maskedTaxId, taxIdCountry: person.country };
}

function relationship(account: BankAccount): string {
  return account.product.category === "LOAN_ACCOUNT" ? "PRIMARY_BORROWER" : "SOLE_OWNER";
}
