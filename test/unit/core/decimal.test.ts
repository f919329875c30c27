import { describe, expect, it } from "@jest/globals";
import { Big } from "big.js";
import fc from "fast-check";
import { decimalText } from "../../../src/core/decimal.js";

describe("decimalText", () => {
  it.each([
    [12.5, "12.5"],
    ["1234.50", "1234.50"],
    ["-0.10", "-0.10"],
    [0, "0"],
    [-7, "-7"],
    ["12345678901234567890.123456789", "12345678901234567890.123456789"],
  ])("leaves the plain text of %p as it is", (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  it.each([
    [1e-7, "0.0000001"],
    ["1.5E3", "1500"],
    ["-2.50e-3", "-0.0025"],
    [1e21, "1000000000000000000000"],
    ["007", "7"],
    [".5", "0.5"],
    ["5.", "5"],
  ])("writes %p without an exponent or stray zeros", (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  it.each(["1e41", "1e-41", "1e999999", "-9e400000000"])(
    "does not expand %s, which would fill memory",
    (text) => {
      expect(decimalText(text)).toBeUndefined();
    },
  );

  it("still expands the largest exponent it accepts", () => {
    expect(decimalText("1e40")).toBe(`1${"0".repeat(40)}`);
  });

  it("accepts 64 characters and not one more", () => {
    expect(decimalText("9".repeat(64))).toBe("9".repeat(64));
    expect(decimalText("9".repeat(65))).toBeUndefined();
  });

  it.each([NaN, Infinity, -Infinity, "NaN", "Infinity", "", " 1", "1,5", "0x10", "12 CAD", "1.2.3", "--1"])(
    "is undefined for %p, which is no number",
    (value) => {
      expect(decimalText(value)).toBeUndefined();
    },
  );

  it.each([null, undefined, true, 10n, {}, [], [5], new Date(0)])(
    "is undefined for a value of another type",
    (value) => {
      expect(decimalText(value)).toBeUndefined();
    },
  );

  it("keeps the value of every double it writes, in plain notation", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e20, max: 1e20 }), (value) => {
        const text = decimalText(value);
        if (text === undefined) return Math.abs(value) < 1e-40;
        return !/e/i.test(text) && new Big(text).eq(value);
      }),
    );
  });
});
