import { describe, expect, it } from "@jest/globals";
import { readTransaction } from "../../../../../src/providers/fdx/dialect/transaction.js";

type Fields = Record<string, unknown>;
const read = (fields: Fields): Fields => readTransaction({ transactionId: "t", ...fields });

describe("a transaction", () => {
  it.each([["LOAN_ACCOUNT"], ["LOC_ACCOUNT"], ["LineOfCreditAccount"], [undefined]])(
    "of %s has its payment details collected where they stand flat",
    (accountCategory) => {
      const sent = { accountCategory, principalAmount: 90, interestAmount: "9.5", feesAmount: 0 };
      expect(read(sent)["paymentDetails"]).toEqual({
        principalAmount: 90,
        interestAmount: "9.5",
        feesAmount: 0,
      });
    },
  );

  it("keeps payment details that came, and gets none of nothing", () => {
    const paymentDetails = { principalAmount: 1 };
    expect(read({ accountCategory: "LOC_ACCOUNT", paymentDetails, feesAmount: 3 })["paymentDetails"]).toBe(
      paymentDetails,
    );
    expect(read({ accountCategory: "LOC_ACCOUNT" })).not.toHaveProperty("paymentDetails");
    expect(read({ accountCategory: "DEPOSIT_ACCOUNT", feesAmount: 3 })).not.toHaveProperty("paymentDetails");
  });

  it.each<[Fields, Fields]>([
    [
      {
        accountCategory: "INVESTMENT_ACCOUNT",
        securityIds: [{ id: "1", idType: "ISIN" }],
        taxExempt: "true",
      },
      { securityId: "1", securityIdType: "ISIN", taxExempt: true },
    ],
    [
      { securityIds: [{ id: "1" }], securityId: "own", priorYearContrib: "false" },
      { securityId: "own", priorYearContrib: false },
    ],
    [
      { imageIds: "i-1", lineItem: { amount: 1, imageIds: "i-2" } },
      { imageIds: ["i-1"], lineItem: [{ imageIds: ["i-2"] }] },
    ],
    [
      { links: { href: "x" }, fiAttributes: [null] },
      { links: [{ href: "x" }], fiAttributes: [] },
    ],
    [
      { transactionPayee: { address: { state: "ON", primary: "true" }, phone: { type: "CELL" } } },
      { transactionPayee: { address: { region: "ON", primary: true }, phone: { network: "CELLULAR" } } },
    ],
    // What the graph's scalars take as it comes stays as it came.
    [
      { amount: "12.50", checkNumber: "101" },
      { amount: "12.50", checkNumber: "101" },
    ],
    [
      { postedTimestamp: "2026-01-02T03:04:05.1234567Z" },
      { postedTimestamp: "2026-01-02T03:04:05.1234567Z" },
    ],
  ])("%j is read as %j", (sent, own) => {
    expect(read(sent)).toMatchObject(own);
  });

  it("of 6.4 is handed on as it came, and not written to", () => {
    const row = Object.freeze({
      ...{ transactionId: "t", accountCategory: "DEPOSIT_ACCOUNT", amount: 1, description: "x" },
      ...{ imageIds: Object.freeze(["i"]), lineItem: Object.freeze([Object.freeze({ amount: 1 })]) },
    });
    expect(readTransaction(row)).toBe(row);
  });
});
