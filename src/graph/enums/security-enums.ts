import { openEnum } from "./open-enum.js";

export const SecurityIdType = openEnum("SecurityIdType", "The numbering scheme of a security id.", {
  CINS: null,
  CMC: null,
  CME: null,
  CUSIP: null,
  ISIN: null,
  ITSA: null,
  NASDAQ: null,
  SEDOL: null,
  SICC: null,
  VALOR: null,
  WKN: null,
});

export const SecurityType = openEnum("SecurityType", "The kind of a traded security.", {
  BOND: null,
  DEBT: null,
  DIGITALASSET: null,
  MUTUALFUND: null,
  OPTION: null,
  OTHER: null,
  STOCK: null,
  SWEEP: "Vehicle that idle cash is moved into.",
});

export const SecurityCategory = openEnum(
  "SecurityCategory",
  "The family of a security; it decides its GraphQL type.",
  [
    "DEBT_SECURITY",
    "MUTUAL_FUND_SECURITY",
    "OPTION_SECURITY",
    "OTHER_SECURITY",
    "STOCK_SECURITY",
    "SWEEP_SECURITY",
  ],
);

export const DebtType = openEnum("DebtType", "How a debt security pays interest.", {
  COUPON: "At regular dates.",
  ZERO: "Not at all: bought below its face value.",
});

export const DebtClass = openEnum("DebtClass", "Who issued a debt security.", [
  "CORPORATE",
  "MUNICIPAL",
  "OTHER",
  "TREASURY",
]);

export const CouponMatureFrequency = openEnum("CouponMatureFrequency", "How often coupons are paid.", [
  "ANNUAL",
  "MONTHLY",
  "OTHER",
  "QUARTERLY",
  "SEMIANNUAL",
]);

export const CallType = openEnum("CallType", "What the next call date of a debt security means.", [
  "CALL",
  "MATURITY",
  "PREFUND",
  "PUT",
]);

export const MutualFundType = openEnum("MutualFundType", "Whether a fund issues new units on demand.", [
  "OPENEND",
  "CLOSEEND",
  "OTHER",
]);

export const Secured = openEnum("Secured", "Whether a written option is backed by a position.", [
  "COVERED",
  "NAKED",
]);

export const OptionType = openEnum("OptionType", "The right an option gives.", {
  CALL: "To buy.",
  PUT: "To sell.",
});

export const StockType = openEnum("StockType", "The share class of a stock.", [
  "COMMON",
  "CONVERTIBLE",
  "OTHER",
  "PREFERRED",
]);
