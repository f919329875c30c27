import { kindsOf } from "../../../fdx/model.js";
import type { PlainObject } from "./plain-object.js";

/**
 * The family of an account or transaction, by the stem of what stands for it: wrapper keys of 4.6 and 5.x are made of
 * the value (`locAccount`) or of the entity's name (`lineOfCreditAccount`).
 */
const CATEGORIES: ReadonlyMap<string, string> = new Map(
  kindsOf("Account").flatMap(({ name, when }): [string, string][] =>
    when === undefined ? [] : [name, when].map((text) => [stemOf(text), when]),
  ),
);

const OWN_VALUES: ReadonlySet<string> = new Set(CATEGORIES.values());

/** Writes FDX 6.4's value for one that a provider wrote; an unknown one stays as it came, for the graph's open enum. */
export function putCategory(record: PlainObject): void {
  const { accountCategory: value } = record;
  if (typeof value !== "string" || OWN_VALUES.has(value)) return;
  const category = CATEGORIES.get(stemOf(value));
  if (category !== undefined) record["accountCategory"] = category;
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
