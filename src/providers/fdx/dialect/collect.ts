import { isMissing, type PlainObject } from "./plain-object.js";

/** Name on the record → name inside the object that FDX 6.4 has in place of flat fields. */
export type FlatNames = readonly (readonly [flat: string, own: string])[];

/** @returns an object of the flat fields that are there; `undefined` where there is none. */
export function collected(record: PlainObject, names: FlatNames): PlainObject | undefined {
  let found: PlainObject | undefined;
  for (const [flat, own] of names) {
    if (isMissing(record[flat])) continue;
    found ??= {};
    found[own] = record[flat];
  }
  return found;
}

/** Fills what is missing there with what is here. */
export function copy(from: PlainObject, name: string, to: PlainObject, own: string): void {
  if (isMissing(to[own]) && !isMissing(from[name])) to[own] = from[name];
}
