import type { PlainObject } from "../fdx/dialect/plain-object.js";

type Category = "DEPOSIT_ACCOUNT" | "LOC_ACCOUNT" | "LOAN_ACCOUNT" | "INVESTMENT_ACCOUNT";

/** Flinks' `Type` → FDX category and `accountType`. Types of the categorization guide; capitals do not count. */
const TYPES: ReadonlyMap<string, readonly [category: Category, accountType: string]> = new Map([
  ["chequing", ["DEPOSIT_ACCOUNT", "CHECKING"]],
  ["checking", ["DEPOSIT_ACCOUNT", "CHECKING"]],
  ["savings", ["DEPOSIT_ACCOUNT", "SAVINGS"]],
  // Money fixed for a term: a deposit in FDX, a product in Flinks.
  ["gic", ["DEPOSIT_ACCOUNT", "CD"]],
  ["creditcard", ["LOC_ACCOUNT", "CREDITCARD"]],
  ["lineofcredit", ["LOC_ACCOUNT", "LINEOFCREDIT"]],
  ["lineofcredithomeequity", ["LOC_ACCOUNT", "HOMELINEOFCREDIT"]],
  ["loan", ["LOAN_ACCOUNT", "LOAN"]],
  ["loancar", ["LOAN_ACCOUNT", "AUTOLOAN"]],
  ["loanauto", ["LOAN_ACCOUNT", "AUTOLOAN"]],
  ["loanstudent", ["LOAN_ACCOUNT", "STUDENTLOAN"]],
  ["loanpersonal", ["LOAN_ACCOUNT", "PERSONALLOAN"]],
  ["loanhomeequity", ["LOAN_ACCOUNT", "HOMEEQUITYLOAN"]],
  ["mortgage", ["LOAN_ACCOUNT", "MORTGAGE"]],
  ["brokerage", ["INVESTMENT_ACCOUNT", "BROKERAGEPRODUCT"]],
  ["fhsa", ["INVESTMENT_ACCOUNT", "FIRSTHOMESAVINGSACCOUNT"]],
  ["lif", ["INVESTMENT_ACCOUNT", "LIFEINCOMEFUND"]],
  ["lira", ["INVESTMENT_ACCOUNT", "LOCKEDINRETIREMENTACCOUNT"]],
  ["lrif", ["INVESTMENT_ACCOUNT", "LOCKEDINRETIREMENTINCOMEFUND"]],
  ["lrsp", ["INVESTMENT_ACCOUNT", "LOCKEDINRETIREMENTSAVINGSPLAN"]],
  ["rdsp", ["INVESTMENT_ACCOUNT", "REGISTEREDDISABILITYSAVINGSPLAN"]],
  ["resp", ["INVESTMENT_ACCOUNT", "REGISTEREDEDUCATIONSAVINGSPLAN"]],
  ["rpp", ["INVESTMENT_ACCOUNT", "REGISTEREDPENSIONPLAN"]],
  ["rrif", ["INVESTMENT_ACCOUNT", "REGISTEREDRETIREMENTINCOMEFUND"]],
  ["rrsp", ["INVESTMENT_ACCOUNT", "REGISTEREDRETIREMENTSAVINGSPLAN"]],
  ["tfsa", ["INVESTMENT_ACCOUNT", "TAXFREESAVINGSACCOUNT"]],
]);

/** Flinks' `Category` → the FDX categories that its accounts may have; the first for a type that is not known. */
const CATEGORIES: ReadonlyMap<string, readonly [Category, ...Category[]]> = new Map([
  ["operations", ["DEPOSIT_ACCOUNT"]],
  ["credits", ["LOC_ACCOUNT", "LOAN_ACCOUNT"]],
  ["products", ["INVESTMENT_ACCOUNT", "DEPOSIT_ACCOUNT", "LOAN_ACCOUNT"]],
]);

export interface AccountKind {
  /** FDX's, or Flinks' own word where none fits: the graph has a type for such accounts. */
  readonly category: unknown;
  readonly accountType: unknown;
}

/**
 * `Category` is how the bank lists the account, `Type` a guess from the words of its title: "Mortgage Savings" is guessed to
 * be a mortgage. A guess that does not fit its category is not believed, and stays as Flinks wrote it. What is not known
 * stays too.
 */
export function accountKindOf({ Category: category, Type: type }: PlainObject): AccountKind {
  const allowed = CATEGORIES.get(keyOf(category));
  const guess = guessOf(type);
  if (guess !== undefined && (allowed === undefined || allowed.includes(guess[0]))) {
    return { category: guess[0], accountType: guess[1] };
  }
  return { category: allowed?.[0] ?? category ?? undefined, accountType: type };
}

function guessOf(type: unknown): ReturnType<typeof TYPES.get> {
  const key = keyOf(type);
  return TYPES.get(key) ?? (key.startsWith("loan") ? TYPES.get("loan") : undefined);
}

function keyOf(word: unknown): string {
  return typeof word === "string" ? word.trim().toLowerCase() : "";
}
