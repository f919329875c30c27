/** The family of an account or transaction: wrapper keys of 4.6 and 5.x and the names of the entities → FDX 6.4's value. */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ["deposit", "DEPOSIT_ACCOUNT"],
  ["loan", "LOAN_ACCOUNT"],
  ["loc", "LOC_ACCOUNT"],
  ["lineofcredit", "LOC_ACCOUNT"],
  ["investment", "INVESTMENT_ACCOUNT"],
  ["insurance", "INSURANCE_ACCOUNT"],
  ["annuity", "ANNUITY_ACCOUNT"],
  ["commercial", "COMMERCIAL_ACCOUNT"],
  ["digitalwallet", "DIGITAL_WALLET"],
  ["bnpl", "BNPL_ACCOUNT"],
  ["buynowpaylater", "BNPL_ACCOUNT"],
]);

const OWN_VALUES: ReadonlySet<string> = new Set(CATEGORIES.values());

/** @returns FDX 6.4's value for one that a provider wrote; an unknown one as it came, for the graph's open enum. */
export function categoryOfValue(value: unknown): unknown {
  if (typeof value !== "string" || OWN_VALUES.has(value)) return value;
  return CATEGORIES.get(stemOf(value)) ?? value;
}

/**
 * @param key of a wrapper, for example `locAccount`.
 * @returns its category; one made from the key where it is unknown, so that a client sees that there is one;
 * `undefined` for a key that names none, such as `accountDescriptor`.
 */
export function categoryOfKey(key: string): string | undefined {
  const stem = key.replace(/(?:Account|Transaction)s?$/, "");
  const known = CATEGORIES.get(stem.toLowerCase()) ?? CATEGORIES.get(stemOf(key));
  if (known !== undefined) return known;
  return /^account/i.test(stem) ? undefined : `${snakeCase(stem)}_ACCOUNT`;
}

/** `LineOfCreditTransaction`, `LINE_OF_CREDIT_ACCOUNT` → `lineofcredit`. */
function stemOf(text: string): string {
  const letters = text.toLowerCase().replace(/[^a-z]/g, "");
  return letters.replace(/(?:account|transaction)s?$/, "");
}

function snakeCase(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}
