import { describe, expect, it } from "@jest/globals";
import { putRight } from "../../../../../src/providers/fdx/dialect/shape.js";
import { SHAPES } from "../../../../../src/providers/fdx/dialect/shapes.js";

type Fields = Record<string, unknown>;
function read(fields: Fields, entity = "PaymentNetwork"): Fields {
  putRight(fields, SHAPES.of(entity));
  return fields;
}

describe("a Canadian network", () => {
  it.each([
    ["000401234", "004", "01234"],
    ["00401234", "004", "01234"],
    ["004-01234", "004", "01234"],
    ["01234-004", "004", "01234"],
    [" 01234 004 ", "004", "01234"],
    [401234, "004", "01234"],
    ["4-1234", undefined, undefined],
    ["", undefined, undefined],
    ["1234567890", undefined, undefined],
  ])(
    "with the joined number %p has the institution %p and the transit %p",
    (bankId, institution, transit) => {
      const network = read({ type: "CA_ACSS", bankId });
      expect([network["bankInstitutionId"], network["bankTransitId"]]).toEqual([institution, transit]);
    },
  );

  it("keeps the numbers that came apart, and fills what is missing", () => {
    expect(read({ type: "CA_LVTS", bankId: "000401234", bankInstitutionId: "010" })).toMatchObject({
      ...{ bankId: "000401234", bankInstitutionId: "010", bankTransitId: "01234" },
    });
  });

  it("has both numbers joined in the electronic form where they came as one number", () => {
    expect(read({ type: "CA_ACSS", bankId: 99910482 })["bankId"]).toBe("099910482");
  });

  it("has both numbers joined where they came apart, in the electronic form", () => {
    expect(read({ type: "CA_ACSS", bankInstitutionId: 4, bankTransitId: "01234" })["bankId"]).toBe(
      "000401234",
    );
    expect(read({ type: "CA_ACSS", bankInstitutionId: "004" })).not.toHaveProperty("bankId");
  });
});

describe("a network whose type is no text", () => {
  it.each([[{ toString: 1, valueOf: 1 }], [{ toString: null }], [["CA_ACSS"]], [7]])(
    "is left alone: %j",
    (type) => {
      expect(read({ type, bankId: "000401234" })).toEqual({ type, bankId: "000401234" });
    },
  );
});

describe("a network of the US", () => {
  it("has no Canadian numbers, though its routing number looks like them", () => {
    expect(read({ type: "US_ACH", bankId: "021000021" })).toEqual({ type: "US_ACH", bankId: "021000021" });
  });

  it("gets the zero of a routing number back that came as a number", () => {
    expect(read({ type: "US_ACH", bankId: 21000021 })["bankId"]).toBe("021000021");
  });
});

it("an account number that came as a number is text, so that it can be masked", () => {
  expect(read({ type: "X", identifier: 12345678, transferIn: "true" })).toEqual({
    ...{ type: "X", identifier: "12345678", transferIn: true },
  });
  expect(read({ identifier: 12345678, jointAccount: "false" }, "AssetTransferNetwork")).toEqual({
    ...{ identifier: "12345678", jointAccount: false },
  });
});
