import { describe, expect, it } from "@jest/globals";
import { readAccount } from "../../../../../src/providers/fdx/dialect/account.js";
import { readTransaction } from "../../../../../src/providers/fdx/dialect/transaction.js";

describe("a wrapped account", () => {
  it.each([
    ["depositAccount", "DEPOSIT_ACCOUNT"],
    ["loanAccount", "LOAN_ACCOUNT"],
    ["locAccount", "LOC_ACCOUNT"],
    ["lineOfCreditAccount", "LOC_ACCOUNT"],
    ["LineOfCreditAccount", "LOC_ACCOUNT"],
    ["investmentAccount", "INVESTMENT_ACCOUNT"],
    ["insuranceAccount", "INSURANCE_ACCOUNT"],
    ["annuityAccount", "ANNUITY_ACCOUNT"],
    ["commercialAccount", "COMMERCIAL_ACCOUNT"],
    ["digitalWallet", "DIGITAL_WALLET"],
    ["buyNowPayLaterAccount", "BNPL_ACCOUNT"],
    ["bnplAccount", "BNPL_ACCOUNT"],
  ])("in %s is of the category %s", (key, accountCategory) => {
    const inner = { accountId: "a", nickname: "Mine" };
    const account = readAccount({ [key]: inner });
    expect(account).toEqual({ accountId: "a", nickname: "Mine", accountCategory });
    expect(account).toBe(inner);
  });

  it("of a kind that nobody knows is kept, and says which", () => {
    expect(readAccount({ cryptoVaultAccount: { accountId: "a" } })).toEqual({
      accountId: "a",
      accountCategory: "CRYPTO_VAULT_ACCOUNT",
    });
    expect(readAccount({ thing: { accountId: "a" } })["accountId"]).toBe("a");
  });

  it("that names its own category keeps it", () => {
    const row = { depositAccount: { accountId: "a", accountCategory: "COMMERCIAL_ACCOUNT" } };
    expect(readAccount(row)["accountCategory"]).toBe("COMMERCIAL_ACCOUNT");
  });

  it("in a descriptor, which names no kind, has none", () => {
    expect(readAccount({ accountDescriptor: { accountId: "a" } })).toEqual({ accountId: "a" });
  });

  it("is found among the kinds it is not", () => {
    const row = { depositAccount: null, loanAccount: { accountId: "a" }, locAccount: null };
    expect(readAccount(row)).toEqual({ accountId: "a", accountCategory: "LOAN_ACCOUNT" });
  });

  it("takes what stands beside the wrapper along", () => {
    const error = { code: "500" };
    expect(readAccount({ loanAccount: { balance: 1 }, accountId: null, error })).toEqual({
      ...{ balance: 1, error, accountCategory: "LOAN_ACCOUNT" },
    });
    expect(readTransaction({ accountId: "a", loanTransaction: { transactionId: "t" } })).toMatchObject({
      ...{ accountId: "a", transactionId: "t", accountCategory: "LOAN_ACCOUNT" },
    });
  });
});

describe("a flat account", () => {
  it("is not taken apart, whatever stands in it", () => {
    const row = { accountId: "a", accountCategory: "LOAN_ACCOUNT", linkedAccount: { accountId: "b" } };
    expect(readAccount(row)).toBe(row);
    const withoutId = { description: "x", linkedAccount: { accountId: "b" } };
    expect(readAccount(withoutId)).toBe(withoutId);
    const text = { depositAccount: "a" };
    expect(readAccount(text)).toBe(text);
  });

  it.each([
    ["LINE_OF_CREDIT_ACCOUNT", "LOC_ACCOUNT"],
    ["LineOfCreditAccount", "LOC_ACCOUNT"],
    ["LocAccount", "LOC_ACCOUNT"],
    ["deposit_account", "DEPOSIT_ACCOUNT"],
    ["Loan", "LOAN_ACCOUNT"],
    ["LOC_ACCOUNT", "LOC_ACCOUNT"],
    ["DIGITAL_WALLET", "DIGITAL_WALLET"],
    ["CRYPTO_ACCOUNT", "CRYPTO_ACCOUNT"],
    ["", ""],
    [7, 7],
  ])("that says %p is of the category %p", (accountCategory, own) => {
    expect(readAccount({ accountId: "a", accountCategory })["accountCategory"]).toBe(own);
  });
});

describe("a wrapped transaction", () => {
  it.each([
    ["depositTransaction", "DEPOSIT_ACCOUNT"],
    ["loanTransaction", "LOAN_ACCOUNT"],
    ["locTransaction", "LOC_ACCOUNT"],
    ["lineOfCreditTransaction", "LOC_ACCOUNT"],
    ["investmentTransaction", "INVESTMENT_ACCOUNT"],
    ["insuranceTransaction", "INSURANCE_ACCOUNT"],
    ["commercialTransaction", "COMMERCIAL_ACCOUNT"],
    ["digitalWalletTransaction", "DIGITAL_WALLET"],
    ["buyNowPayLaterTransaction", "BNPL_ACCOUNT"],
    ["crypto_Transaction", "CRYPTO__ACCOUNT"],
  ])("in %s is of the category %s, with or without an id", (key, accountCategory) => {
    expect(readTransaction({ [key]: { amount: 5 } })).toEqual({ amount: 5, accountCategory });
    expect(readTransaction({ [key]: { transactionId: "t" } })).toEqual({
      transactionId: "t",
      accountCategory,
    });
  });

  it("is not looked for in a flat one without an id: the rest would be lost", () => {
    const row = { amount: 5, originalTransaction: { transactionId: "t" } };
    expect(readTransaction(row)).toBe(row);
    expect(readTransaction({ transactionPayee: { merchantName: { name: "x" } } })).toHaveProperty(
      "transactionPayee",
    );
  });
});
