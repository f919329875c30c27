import fc from "fast-check";
import type { Written } from "./made-case.js";

export const written = (json: string): Written => ({ json });
export const text = (value: string): Written => written(JSON.stringify(value));
export const oneOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
export const left = fc.constant(undefined);
export const nothing = oneOf<Written | undefined>(undefined, written("null"));

/** Most values are as FDX has them, or hardly an account would ever be added up. @param usually how often for each odd one. */
export function mostly<Value>(
  usual: fc.Arbitrary<Value>,
  odd: fc.Arbitrary<Value>,
  usually = 12,
): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: usual, weight: usually }, { arbitrary: odd, weight: 1 });
}

export const rarely = (usually = 12): fc.Arbitrary<boolean> =>
  mostly(fc.constant(false), fc.constant(true), usually);

const digits = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(""));
const whole = digits(1, 20).map((list) => list.replace(/^0+(?=\d)/, ""));

/** Cents, many digits, exponents. */
export const number = fc.oneof(
  {
    arbitrary: fc.tuple(fc.nat(9_999_999), digits(2, 2)).map(([units, cents]) => `${units}.${cents}`),
    weight: 6,
  },
  { arbitrary: fc.tuple(whole, digits(1, 12)).map(([units, rest]) => `${units}.${rest}`), weight: 2 },
  { arbitrary: whole, weight: 1 },
  {
    arbitrary: fc
      .tuple(whole, fc.integer({ min: -12, max: 12 }), oneOf("e", "E"))
      .map(([mantissa, exponent, mark]) => `${mantissa}${mark}${exponent}`),
    weight: 1,
  },
  { arbitrary: fc.constant("0"), weight: 1 },
);

/** @param negative how many of ten are below zero. */
export function amount(negative: number): fc.Arbitrary<Written | undefined> {
  const signed = fc.tuple(number, fc.nat(9)).map(([size, chance]) => (chance < negative ? `-${size}` : size));
  const odd = fc.oneof(
    nothing,
    oneOf(text("n/a"), text(""), text("12.50 CAD"), text("1,234.50"), text("9".repeat(70))),
    oneOf(written("true"), written('{"amount":1}'), written("1e60")),
  );
  const usual = fc.oneof(
    { arbitrary: signed.map(written), weight: 5 },
    { arbitrary: signed.map(text), weight: 1 },
  );
  return mostly<Written | undefined>(usual, odd, 16);
}
