import { Big } from "big.js";

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Longer texts are not amounts, and expanding an exponent such as 1e999999 would fill the memory. */
const MAX_LENGTH = 64;
const MAX_EXPONENT = 40;

/**
 * @param value what a provider sent, or a sum of the gateway's own, which may be longer.
 * @returns the value as plain decimal text (no exponent), or `undefined` if it is not a finite number.
 */
export function decimalText(value: unknown): string | undefined {
  if (value instanceof Big) return value.toFixed();
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const text = String(value);
  if (text.length > MAX_LENGTH) return undefined;
  if (PLAIN.test(text)) return text;
  return expanded(text);
}

/** @returns the value without the loss of a digit, or `undefined` where `decimalText` has none. */
export function decimalOf(value: unknown): Big | undefined {
  const text = decimalText(value);
  return text === undefined ? undefined : new Big(text);
}

/** @returns the exact sum; big.js rounds in divisions only. */
export function sumOf(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), new Big(0));
}

function expanded(text: string): string | undefined {
  try {
    const big = new Big(text);
    return Math.abs(big.e) > MAX_EXPONENT ? undefined : big.toFixed();
  } catch {
    return undefined;
  }
}
