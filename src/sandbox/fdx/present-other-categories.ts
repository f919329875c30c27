import type { Product } from "../seed/products.js";
import { decimal } from "./decimal.js";

type Fields = Record<string, unknown>;

const LIMIT_CENTS = 150_000;

/** The categories that only a bank that shows everything has, with the fields that follow from the books. */
const PRESENTERS = {
  BNPL_ACCOUNT: (cents: number): Fields => ({
    currentBalance: decimal(-cents),
    principalBalance: decimal(-cents),
    creditLine: decimal(LIMIT_CENTS),
    availableCredit: decimal(LIMIT_CENTS + cents),
  }),
  DIGITAL_WALLET: (cents: number): Fields => ({
    currentBalance: decimal(cents),
    availableBalance: decimal(cents),
    openingDayBalance: decimal(cents),
  }),
  COMMERCIAL_ACCOUNT: (cents: number): Fields => ({ currentLedgerBalance: decimal(cents) }),
  INSURANCE_ACCOUNT: (): Fields => ({}),
  ANNUITY_ACCOUNT: (): Fields => ({}),
} as const satisfies Partial<Record<Product["category"], (cents: number) => Fields>>;

type OtherCategory = keyof typeof PRESENTERS;

export function isOtherCategory(category: Product["category"]): category is OtherCategory {
  return Object.hasOwn(PRESENTERS, category);
}

export function presentOtherCategory(category: OtherCategory, balanceCents: number): Fields {
  return PRESENTERS[category](balanceCents);
}
