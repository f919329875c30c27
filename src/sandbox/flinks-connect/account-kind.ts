import type { Product } from "../seed/products.js";

/** How Connect sorts an account. */
export interface AccountKind {
  readonly category: "Operations" | "Credits" | "Products" | "Other";
  readonly type: string;
}

/** `Type` is guessed from words of the title, in this order. Titles without any of them are `Unknown`. */
const TYPES_BY_WORD: readonly (readonly [words: RegExp, type: string])[] = [
  [/chequing|checking/i, "Chequing"],
  [/tax[- ]free|tfsa/i, "TFSA"],
  [/rrsp/i, "RRSP"],
  [/gic/i, "GIC"],
  [/savings/i, "Savings"],
  [/card/i, "CreditCard"],
  [/home equity line/i, "LineOfCreditHomeEquity"],
  [/line of credit/i, "LineOfCredit"],
  [/mortgage/i, "Mortgage"],
  [/auto loan/i, "LoanCar"],
  [/student loan/i, "LoanStudent"],
  [/loan/i, "Loan"],
];

const CATEGORIES: Readonly<Partial<Record<Product["category"], AccountKind["category"]>>> = {
  DEPOSIT_ACCOUNT: "Operations",
  LOC_ACCOUNT: "Credits",
  LOAN_ACCOUNT: "Credits",
  INVESTMENT_ACCOUNT: "Products",
};

/** `Category` follows how the bank lists the account, `Type` its title. */
export function accountKind(product: Product): AccountKind {
  const [, type] = TYPES_BY_WORD.find(([words]) => words.test(product.name)) ?? [];
  return { category: CATEGORIES[product.category] ?? "Other", type: type ?? "Unknown" };
}
