import { Big } from "big.js";

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Longer texts are not amounts, and expanding an exponent such as 1e999999 would fill the memory. */
const MAX_LENGTH = 64;
const MAX_EXPONENT = 40;

/** @returns the value as plain decimal text (no exponent), or `undefined` if it is not a finite number. */
export function decimalText(value: unknown): string | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const text = String(value);
  if (text.length > MAX_LENGTH) return undefined;
  if (PLAIN.test(text)) return text;
  return expanded(text);
}

function expanded(text: string): string | undefined {
  try {
    const big = new Big(text);
    return Math.abs(big.e) > MAX_EXPONENT ? undefined : big.toFixed();
  } catch {
    return undefined;
  }
}
