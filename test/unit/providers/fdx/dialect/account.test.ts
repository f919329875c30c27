import { describe, expect, it } from "@jest/globals";
import { readAccount } from "../../../../../src/providers/fdx/dialect/account.js";

type Fields = Record<string, unknown>;
const read = (fields: Fields, accountCategory = "DEPOSIT_ACCOUNT"): Fields =>
  readAccount({ accountId: "a", accountCategory, ...fields });

describe("a rate", () => {
  const flat = {
    ...{ interestRate: 0, interestRateAsOf: "2026-01-02T00:00:00.0000000Z", priorInterestRate: "4.5" },
    ...{ interestRateType: "VARIABLE", interestRateIndex: "PRIME", compoundingPeriod: "DAILY" },
  };
  const rate = {
    ...{ rate: 0, rateAsOf: "2026-01-02T00:00:00.0000000Z", priorRate: "4.5" },
    ...{ type: "VARIABLE", index: "PRIME", compoundingPeriod: "DAILY" },
  };

  it.each([
    ["DEPOSIT_ACCOUNT", "earnedInterest"],
    ["INVESTMENT_ACCOUNT", "earnedInterest"],
    ["INSURANCE_ACCOUNT", "earnedInterest"],
    ["ANNUITY_ACCOUNT", "earnedInterest"],
    ["COMMERCIAL_ACCOUNT", "earnedInterest"],
    ["DIGITAL_WALLET", "earnedInterest"],
    ["LOAN_ACCOUNT", "chargedInterest"],
    ["LOC_ACCOUNT", "chargedInterest"],
  ])("that stands flat on a %s becomes its %s", (category, target) => {
    const account = read(flat, category);
    expect(account[target]).toEqual(rate);
    expect(Object.keys(account).filter((key) => key.endsWith("Interest"))).toEqual([target]);
  });

  it("that is an object already wins over the flat one", () => {
    expect(read({ ...flat, earnedInterest: { rate: 9 } })["earnedInterest"]).toEqual({ rate: 9 });
  });

  it("that is a number in place of an object, or an object in place of a number, is read", () => {
    expect(read({ earnedInterest: 4.25 })["earnedInterest"]).toEqual({ rate: 4.25 });
    expect(read({ interestRate: { rate: 3 } })["earnedInterest"]).toEqual({ rate: 3 });
  });

  it("is not made of nothing, nor of a compounding period alone", () => {
    expect(read({ interestRate: null, compoundingPeriod: "DAILY" })).not.toHaveProperty("earnedInterest");
    expect(read({ interestRate: 5 }, "CRYPTO_ACCOUNT")).not.toHaveProperty("earnedInterest");
  });
});

describe("the bill of a line of credit", () => {
  const flat = {
    ...{ minimumPaymentAmount: 10, lastPaymentAmount: "20.50", lastPaymentDate: "2026-01-05" },
    ...{ lastStmtBalance: 500, lastStmtDate: "2026-01-01", pastDueAmount: 0 },
    ...{ statementAmountDueDate: "2026-01-25", nextPaymentDate: "2026-01-26", nextPaymentAmount: 15 },
  };
  const bill = {
    ...{ minimumPaymentDue: 10, lastPaymentAmount: "20.50", lastPaymentDate: "2026-01-05" },
    ...{ statementBalance: 500, statementDate: "2026-01-01", pastDueAmount: 0, dueDate: "2026-01-25" },
  };

  it("is made of the flat fields, which stay", () => {
    const account = read(flat, "LOC_ACCOUNT");
    expect(account).toMatchObject({ ...flat, bills: [bill] });
    expect(account).not.toHaveProperty("scheduledPayments");
  });

  it("falls due with the next payment where nothing else is said", () => {
    expect(read({ ...flat, statementAmountDueDate: null }, "LOC_ACCOUNT")["bills"]).toEqual([
      { ...bill, dueDate: "2026-01-26" },
    ]);
  });

  it("is left as it came where there is one, and not made for others or of nothing", () => {
    expect(read({ ...flat, bills: [] }, "LOC_ACCOUNT")["bills"]).toEqual([]);
    expect(read(flat, "LOAN_ACCOUNT")).not.toHaveProperty("bills");
    expect(read({ nextPaymentDate: "2026-01-26", pastDueAmount: 1 }, "LOC_ACCOUNT")).not.toHaveProperty(
      "bills",
    );
  });
});

describe("other names", () => {
  it.each([
    [{ nickName: "Mine" }, { nickname: "Mine" }],
    [{ nickName: "Old", nickname: "Mine" }, { nickname: "Mine" }],
    [{ nickName: "Mine", nickname: null }, { nickname: "Mine" }],
    [{ programId: "p" }, { rewardProgramId: "p" }],
    [{ accountCategory: "LOC_ACCOUNT", transfersApr: 19.9 }, { balanceTransfersApr: 19.9 }],
    [{ domicile: { state: "QC", country: "CA" } }, { domicile: { region: "QC", country: "CA" } }],
    [{ domicile: { state: "old", region: "QC" } }, { domicile: { region: "QC" } }],
    [{ currency: "CAD" }, { currency: { currencyCode: "CAD" } }],
  ])("%j is read as %j", (sent, own) => {
    expect(read(sent)).toMatchObject(own);
  });
});

describe("Canadian numbers of an account", () => {
  it.each([
    ["000401234", { country: "CA" }, "004", "01234"],
    ["000401234", { country: "ca" }, "004", "01234"],
    ["000401234", { country: "US" }, undefined, undefined],
    ["000401234", undefined, undefined, undefined],
    ["000401234", { country: { toString: 1, valueOf: 1 } }, undefined, undefined],
  ])("%s in an account at home in %j", (routingTransitNumber, domicile, institution, transit) => {
    const account = read({ routingTransitNumber, domicile });
    expect([account["bankInstitutionId"], account["bankTransitId"]]).toEqual([institution, transit]);
  });

  it("that came as numbers get their zeros back", () => {
    expect(read({ bankInstitutionId: 4, bankTransitId: 1234 })).toMatchObject({
      ...{ bankInstitutionId: "004", bankTransitId: "01234" },
    });
  });
});

describe("a list", () => {
  it("that came as its one entry becomes a list", () => {
    const sent = { fiAttributes: { name: "x" }, holdings: { holdingId: "h", taxLots: { quantity: 1 } } };
    const account = read(sent, "INVESTMENT_ACCOUNT");
    expect(account).toMatchObject({
      ...{ fiAttributes: [{ name: "x" }], holdings: [{ holdingId: "h", taxLots: [{ quantity: 1 }] }] },
    });
  });

  it("loses its nulls, which would cost the client all of it", () => {
    const sent = { fiAttributes: [null, { name: "x" }], bills: null };
    expect(read(sent, "LOC_ACCOUNT")).toMatchObject({
      ...{ fiAttributes: [{ name: "x" }], bills: null },
    });
  });
});

describe("a truth value", () => {
  it.each([
    ["true", true],
    ["FALSE", false],
    [" True ", true],
    ["yes", "yes"],
    [1, 1],
    [null, null],
  ])("%p is read as %p", (sent, own) => {
    expect(read({ transferIn: sent })["transferIn"]).toBe(own);
  });

  it("is not made of a text that may be one by chance", () => {
    expect(read({ nickname: "true", fiAttributes: [{ name: "closed", value: "false" }] })).toMatchObject({
      ...{ nickname: "true", fiAttributes: [{ value: "false" }] },
    });
  });
});

describe("a holding", () => {
  const investment = (fields: Fields): Fields => read(fields, "INVESTMENT_ACCOUNT");
  const holding = (fields: Fields): unknown =>
    (investment({ holdings: [fields] })["holdings"] as unknown[])[0];

  it.each<[Fields, Fields]>([
    [{ securityId: "037", securityIdType: "CUSIP" }, { securityIds: [{ id: "037", idType: "CUSIP" }] }],
    [{ securityId: "037" }, { securityIds: [{ id: "037" }] }],
    [{ securityId: "037", securityIds: [{ id: "1" }] }, { securityIds: [{ id: "1" }] }],
    [{ securityIds: { id: "1" } }, { securityIds: [{ id: "1" }] }],
    [
      { currency: "USD", cashAccount: "true" },
      { currency: { currencyCode: "USD" }, cashAccount: true },
    ],
    [{ stockSecurity: { unitsUser: 1 } }, { security: { securityCategory: "STOCK_SECURITY", unitsUser: 1 } }],
    [
      { security: { debtSecurity: { parValue: 1 } } },
      { security: { securityCategory: "DEBT_SECURITY", parValue: 1 } },
    ],
    [
      { security: { securityCategory: "SWEEP_SECURITY", checks: "true" }, stockSecurity: {} },
      { security: { securityCategory: "SWEEP_SECURITY", checks: true } },
    ],
    [{ security: { parValue: 1 } }, { security: { parValue: 1 } }],
  ])("%j is read as %j", (sent, own) => {
    expect(holding(sent)).toMatchObject(own);
  });

  it("has no number where none came", () => {
    expect(holding({ symbol: "ABC" })).toEqual({ symbol: "ABC" });
  });

  it("is left alone in an order and a contribution, which keep the pair", () => {
    const account = investment({
      ...{
        openOrders: [{ securityIds: [{ id: "1", idType: "CUSIP" }] }],
        contribution: { securityIds: { id: "2" } },
      },
    });
    expect(account).toMatchObject({
      ...{ openOrders: [{ securityId: "1", securityIdType: "CUSIP" }], contribution: [{ securityId: "2" }] },
    });
  });
});

it("an account of 6.4 is not written to", () => {
  const account = Object.freeze({
    ...{ accountId: "a", accountCategory: "LOC_ACCOUNT", nickname: "x", transferIn: true },
    currency: Object.freeze({ currencyCode: "CAD" }),
    chargedInterest: Object.freeze({ rate: 1 }),
    bills: Object.freeze([Object.freeze({ autoPayEnabled: false })]),
    fiAttributes: Object.freeze([Object.freeze({ name: "x" })]),
  });
  expect(readAccount(account)).toBe(account);
});
