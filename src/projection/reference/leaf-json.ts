import { decimalText } from "../../core/decimal.js";
import { maskedText } from "../../core/masked-text.js";
import type { LeafKind } from "../projection.js";

/** @returns the JSON that is written for a token that is not `null`; `undefined` for an unusual one. */
export type LeafJson = (raw: string) => string | undefined;

const MAX_INT = 2 ** 31 - 1;
/** A double holds so many digits exactly, and `exact-json.ts` of the providers leaves such a number alone. */
const SHORT_NUMBER = /^-?[\d.]{1,15}$/;
const ASCII = /^[ -\u007f]+$/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

const text: LeafJson = (raw) => (raw.startsWith('"') ? JSON.stringify(JSON.parse(raw)) : undefined);

export const LEAF_JSON: Readonly<Record<LeafKind, LeafJson>> = {
  text,
  id: text,
  masked,
  decimal,
  int: (raw) => (/^(?:0|-?[1-9]\d{0,9})$/.test(raw) && isInt(Number(raw)) ? raw : undefined),
  boolean: (raw) => (raw === "true" || raw === "false" ? raw : undefined),
  date: plain((value) => DATE.test(value)),
  dateTime: plain(
    (value) => DATE.test(value.slice(0, 10)) && (value.length === 10 || TIME.test(value.slice(10))),
  ),
  currency: plain((value) => /^[A-Z]{3}$/.test(value)),
};

/** @returns the text of a JSON string without escapes. */
export function plainText(raw: string): string | undefined {
  return raw.startsWith('"') && !raw.includes("\\") ? raw.slice(1, -1) : undefined;
}

function plain(isUsual: (value: string) => boolean): LeafJson {
  return (raw) => {
    const value = plainText(raw);
    return value !== undefined && isUsual(value) ? raw : undefined;
  };
}

/** A character of several bytes is rare enough for the ordinary way, and so is an empty text. */
function masked(raw: string): string | undefined {
  const value = plainText(raw);
  return value !== undefined && ASCII.test(value) ? JSON.stringify(maskedText(value)) : undefined;
}

function decimal(raw: string): string | undefined {
  const value = plainText(raw);
  // A text that would be written otherwise (an exponent, zeros in front) is rare enough for the ordinary way.
  if (value !== undefined) return decimalText(value) === value ? raw : undefined;
  return SHORT_NUMBER.test(raw) ? JSON.stringify(decimalText(Number(raw))) : undefined;
}

function isInt(value: number): boolean {
  return value <= MAX_INT && value >= -MAX_INT - 1;
}
