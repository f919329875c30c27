import { describe, expect, it } from "@jest/globals";
import { Big } from "big.js";
import fc from "fast-check";
import { decimalText } from "../../../../src/core/decimal.js";
import { parseExactJson } from "../../../../src/providers/fdx/exact-json.js";

const parse = (text: string): unknown => parseExactJson(Buffer.from(text));

/** A JSON number of any length, with or without fraction and exponent. */
const jsonNumber = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.constant("0"), fc.stringMatching(/^[1-9][0-9]{0,24}$/)),
    fc.option(fc.stringMatching(/^[0-9]{1,20}$/), { nil: undefined }),
    fc.option(fc.tuple(fc.constantFrom("e", "E"), fc.integer({ min: -12, max: 12 })), { nil: undefined }),
  )
  .map(([sign, whole, fraction, exponent]) => {
    const tail = exponent === undefined ? "" : exponent.join("");
    return `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}${tail}`;
  });

describe("parseExactJson", () => {
  it("keeps every digit of every number", () => {
    fc.assert(
      fc.property(jsonNumber, fc.constantFrom("", " ", "\n\t"), (number, space) => {
        const { amount, list } = parse(`{"amount":${space}${number},"list":[1,${space}${number}]}`) as {
          amount: unknown;
          list: unknown[];
        };
        for (const value of [amount, list[1]]) {
          const text = decimalText(value) ?? "nothing";
          expect(new Big(text).eq(new Big(number))).toBe(true);
          expect(text).not.toMatch(/e/i);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["0.1", 0.1],
    ["1234567.89", 1234567.89],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890.12", "12345678901234567890.12"],
    ["0.1234567890123456789", "0.1234567890123456789"],
    ["1e400", "1e400"],
    ["1.5e3", 1500],
  ])("reads %s as %p: a double where it is exact, the text where it is not", (text, value) => {
    expect(parse(`{"amount":${text}}`)).toEqual({ amount: value });
  });

  it("reads any JSON value as JSON.parse does where numbers are small", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{15}|[eE]/.test(text) && !text.includes("__proto__"));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("leaves text alone, however much it looks like numbers, also beside a long number", () => {
    const account = {
      accountNumber: "12345678901234567890",
      memo: ": 1234567890123456.78, [1e9]",
      nested: '\\"1e5',
    };
    const text = JSON.stringify({ ...account, amount: 0 });
    expect(parse(text)).toEqual({ ...account, amount: 0 });
    expect(parse(text.replace('"amount":0', '"amount":12345678901234567890'))).toEqual({
      ...account,
      amount: "12345678901234567890",
    });
  });

  it.each(["1", "12345678901234567890"])(
    "takes the last of a member's values, beside %s as well",
    (number) => {
      expect(parse(`{"a":"one","n":${number},"a":"two","a":null}`)).toMatchObject({ a: null });
      expect(parse(`{"n":${number},"b":{"a":1,"a":[2]}}`)).toMatchObject({ b: { a: [2] } });
    },
  );

  it("gives the same values with and without a long number beside them", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
        (record) => {
          fc.pre(!Object.hasOwn(record, "__proto__"));
          const text = JSON.stringify({ record });
          const withLong = `${text.slice(0, -1)},"long":12345678901234567890}`;
          expect((parse(withLong) as { record: unknown }).record).toEqual(
            (parse(text) as { record: unknown }).record,
          );
        },
      ),
    );
  });

  it.each(["", "{", '{"owner":"Alex Tremblay"', "<html>Alex</html>", '{"a":12345678901234567890,Alex}'])(
    "says of broken JSON %p only how long it is",
    (text) => {
      const failure = ((): unknown => {
        try {
          return parse(text);
        } catch (caught) {
          return caught;
        }
      })();
      expect(failure).toMatchObject({
        code: "PROVIDER_ANSWER_INVALID",
        message: `PROVIDER_ANSWER_INVALID: ${text.length} bytes are not JSON`,
      });
      expect((failure as Error).cause).toBeUndefined();
    },
  );

  it("does not take long over a large hostile body", () => {
    const body = Buffer.from(`[${"1".repeat(15)}.${" ".repeat(2_000_000)}:${",".repeat(2_000_000)}`);
    const start = performance.now();
    expect(() => parseExactJson(body)).toThrow(expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
