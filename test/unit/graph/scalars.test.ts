import { describe, expect, it } from "@jest/globals";
import type { GraphQLScalarType } from "graphql";
import { parseValue } from "graphql";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { CountryCode } from "../../../src/graph/scalars/country-code.js";
import { CurrencyCode } from "../../../src/graph/scalars/currency-code.js";
import { DateTime } from "../../../src/graph/scalars/date-time.js";
import { DateScalar } from "../../../src/graph/scalars/date.js";
import { Decimal } from "../../../src/graph/scalars/decimal.js";
import { Json } from "../../../src/graph/scalars/json.js";

type TextScalar = GraphQLScalarType<string, string>;

function codeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof GatewayError ? error.code : error;
  }
}

const refusal = expect.objectContaining({ name: "GraphQLError" });

describe("output", () => {
  it.each<[TextScalar, unknown, string]>([
    [Decimal, 0.1, "0.1"],
    [Decimal, 0, "0"],
    [Decimal, 1e-7, "0.0000001"],
    [Decimal, 1e21, "1000000000000000000000"],
    [Decimal, "12345678901234567.89", "12345678901234567.89"],
    [Decimal, "-1.50", "-1.50"],
    [DateScalar, "2026-03-31", "2026-03-31"],
    [DateScalar, "2026-03-31T23:59:59-05:00", "2026-03-31"],
    [DateTime, "2026-03-31T16:20:00Z", "2026-03-31T16:20:00Z"],
    [DateTime, "2026-03-31T16:20:00.123-0400", "2026-03-31T16:20:00.123-0400"],
    [DateTime, "2026-03-31", "2026-03-31"],
    [DateTime, new Date(0), "1970-01-01T00:00:00.000Z"],
    [CurrencyCode, "cad", "CAD"],
    [CountryCode, " CA ", "CA"],
  ])("%s of %p is %p", (scalar, value, text) => {
    expect(scalar.serialize(value)).toBe(text);
  });

  it.each<[TextScalar, unknown]>([
    [Decimal, NaN],
    [Decimal, Infinity],
    [Decimal, {}],
    [Decimal, ""],
    [Decimal, "1e999999"],
    [Decimal, "9".repeat(65)],
    [DateScalar, "03/31/2026"],
    [DateScalar, "2026-13-01"],
    [DateScalar, 20260331],
    [DateTime, "soon"],
    [DateTime, "03/31/2026 10:00"],
    [DateTime, 1774974000],
    [DateTime, new Date(NaN)],
    [CurrencyCode, "dollars"],
    [CountryCode, "CAN"],
    [CountryCode, 124],
  ])("%s does not serve %p", (scalar, value) => {
    expect(codeOf(() => scalar.serialize(value))).toBe("PROVIDER_ANSWER_INVALID");
  });
});

describe("input", () => {
  it.each<[TextScalar, string]>([
    [Decimal, "-1234.56"],
    [DateScalar, "2024-02-29"],
    [DateTime, "2026-03-31T16:20:00Z"],
    [DateTime, "2026-03-31T16:20:00.5-04:00"],
    [CurrencyCode, "USD"],
    [CountryCode, "US"],
  ])("%s takes %p as a variable and as a literal", (scalar, text) => {
    expect(scalar.parseValue(text)).toBe(text);
    expect(scalar.parseLiteral(parseValue(JSON.stringify(text)))).toBe(text);
  });

  it.each<[TextScalar, unknown]>([
    [Decimal, 1.5],
    [Decimal, "abc"],
    [DateScalar, "2026-02-30"],
    [DateScalar, "2026-03-31T00:00:00Z"],
    [DateScalar, 5],
    [DateTime, "2026-03-31"],
    [DateTime, "2026-03-31T16:20:00"],
    [DateTime, "2026-02-30T16:20:00Z"],
    [DateTime, "2026-03-31T25:20:00Z"],
    [CurrencyCode, "usd"],
    [CurrencyCode, "US"],
    [CountryCode, "USA"],
    [CountryCode, null],
  ])("%s refuses %p", (scalar, value) => {
    expect(() => scalar.parseValue(value)).toThrow(refusal);
  });

  it("refuses literals that are not text", () => {
    expect(() => Decimal.parseLiteral(parseValue("1.5"))).toThrow("1.5 is no Decimal.");
    expect(() => DateScalar.parseLiteral(parseValue("$from"))).toThrow(refusal);
  });
});

describe("JSON", () => {
  const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

  it("goes out as it is, as long as it can be written", () => {
    expect(Json.serialize(nested(99))).toEqual(nested(99));
  });

  it("that is nested so deeply that writing it would fail the whole answer is refused", () => {
    expect(codeOf(() => Json.serialize(nested(50_000)))).toBe("PROVIDER_ANSWER_INVALID");
  });
});
