import type { Person } from "./person.js";

/** Who banks at Summit Bank only: one person with everything there is, and one business. */
export const FULL_PEOPLE: readonly Person[] = [
  {
    id: "robin",
    country: "US",
    banks: ["full"],
    name: { first: "Robin", middle: "Ash", last: "Calder" },
    dateOfBirth: "1985-05-21",
    maskedTaxId: "XXX-XX-2231",
    customerSince: "2012-01-09",
    email: "robin.calder@example.com",
    phone: "5035550121",
    address: { line1: "16 Fern Hill Road", city: "Portland", region: "OR", postalCode: "97205" },
  },
  {
    id: "orchard",
    country: "US",
    banks: ["full"],
    business: true,
    name: { first: "Olive", last: "Marsh" },
    dateOfBirth: "1978-08-08",
    maskedTaxId: "XX-XXX1180",
    customerSince: "2018-09-01",
    email: "hello@orchard.example.com",
    phone: "5035550190",
    address: { line1: "3 Orchard Lane", city: "Salem", region: "OR", postalCode: "97301" },
  },
];
