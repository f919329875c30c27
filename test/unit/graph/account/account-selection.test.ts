import { describe, expect, it } from "@jest/globals";
import { resultTypeFor } from "../../../../src/graph/account/account-selection.js";

describe("resultTypeFor", () => {
  it.each([
    ["nothing", []],
    ["descriptor fields", ["accountId", "accountCategory", "nickname", "status", "currency"]],
    ["what the gateway answers itself", ["__typename", "id", "consent"]],
    ["what has calls of its own", ["transactions", "paymentNetworks", "contact", "statements"]],
  ])("is lightweight for %s", (_what, fields) => {
    expect(resultTypeFor(new Set(fields))).toBe("lightweight");
  });

  it.each(["currentBalance", "availableBalance", "holdings", "interestRate", "balanceAsOf"])(
    "is details as soon as %s is selected",
    (field) => {
      expect(resultTypeFor(new Set(["accountId", field, "id"]))).toBe("details");
    },
  );
});
