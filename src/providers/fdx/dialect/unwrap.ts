import { categoryOfKey } from "./category.js";
import { copy } from "./collect.js";
import { isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

/** What may stand beside a wrapper and belongs to the record inside. */
const BESIDE = ["accountId", "accountCategory", "error"];
const WRAPPER = /(?:account|transaction|wallet|descriptor)s?$/i;

/**
 * FDX before 6.0 puts every account and transaction into an object with one key, which names its kind. Some write the
 * other kinds beside it as `null`.
 *
 * @param idKey a record that has it is not wrapped.
 * @returns the record itself, with the category its wrapper named.
 */
export function unwrapped(row: PlainObject, idKey: string): PlainObject {
  const key = isMissing(row[idKey]) ? onlyKey(row) : undefined;
  const inner = key === undefined ? undefined : row[key];
  if (key === undefined || !isPlainObject(inner) || !isWrapper(key, inner, idKey)) return row;
  for (const name of BESIDE) copy(row, name, inner, name);
  inner["accountCategory"] ??= categoryOfKey(key);
  return inner;
}

/** A key of another name is a kind that nobody knows yet, if what it holds has an id. */
function isWrapper(key: string, inner: PlainObject, idKey: string): boolean {
  return WRAPPER.test(key) || idKey in inner;
}

/** @returns `undefined` where there is more than one: the row is a flat one that lacks its id, and would lose the rest. */
function onlyKey(row: PlainObject): string | undefined {
  let only: string | undefined;
  for (const key of Object.keys(row)) {
    if (isMissing(row[key]) || BESIDE.includes(key)) continue;
    if (only !== undefined) return undefined;
    only = key;
  }
  return only;
}
