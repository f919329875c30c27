import { decimalText } from "../../core/decimal.js";
import { isMissing } from "../fdx/dialect/plain-object.js";

/** Makes a record of what is there; a missing value, an empty text and an empty list are nothing to tell. */
export function present(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => isTold(value)));
}

/** @returns the record, or `undefined` if nothing is in it. */
export function presentPart(members: object): Record<string, unknown> | undefined {
  const part = present(members);
  return Object.keys(part).length === 0 ? undefined : part;
}

/** @returns exact decimal text; what is no number stays as it came, so that who reads it is told that it cannot be read. */
export function amountOf(value: unknown): unknown {
  return isTold(value) ? (decimalText(value) ?? value) : undefined;
}

/** @returns -1, 0 or 1 for a number; `undefined` for anything else. */
export function signOf(value: unknown): -1 | 0 | 1 | undefined {
  const text = decimalText(value);
  if (text === undefined) return undefined;
  if (!/[1-9]/.test(text)) return 0;
  return text.startsWith("-") ? -1 : 1;
}

/** @returns the text; that of a number, for ids and account numbers that came as one. */
export function idText(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** A number of so many digits that came as a JSON number has lost its leading zeros. */
export function paddedText(value: unknown, digits: number): string | undefined {
  return idText(value)?.padStart(typeof value === "number" ? digits : 0, "0");
}

/** @returns Flinks' number of a bank, which comes as a number or as its text; `undefined` for anything else. */
export function institutionIdOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

/** FDX fiAttributes: what Flinks says beyond the FDX model. */
export function attributesOf(members: object): readonly Record<string, unknown>[] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) => {
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isPlain && value !== "" ? [{ name, value: decimalText(value) ?? String(value) }] : [];
  });
}

function isTold(value: unknown): boolean {
  return !isMissing(value) && value !== "" && !(Array.isArray(value) && value.length === 0);
}
