import { fdxEnum } from "../fdx-enum.js";

export const SecurityIdType = fdxEnum("SecurityIdType", "The numbering scheme of a security id.", {
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

export const SecurityType = fdxEnum("SecurityType", "The kind of a traded security.", {
  BOND: null,
  DEBT: null,
  DIGITALASSET: null,
  MUTUALFUND: null,
  OPTION: null,
  OTHER: null,
  STOCK: null,
  SWEEP: "Vehicle that idle cash is moved into.",
});

export const SecurityCategory = fdxEnum(
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

export const DebtType = fdxEnum("DebtType", "How a debt security pays interest.", {
  COUPON: "At regular dates.",
  ZERO: "Not at all: bought below its face value.",
});

export const DebtClass = fdxEnum("DebtClass", "Who issued a debt security.", [
  "CORPORATE",
  "MUNICIPAL",
  "OTHER",
  "TREASURY",
]);

export const CouponMatureFrequency = fdxEnum("CouponMatureFrequency", "How often coupons are paid.", [
  "ANNUAL",
  "MONTHLY",
  "OTHER",
  "QUARTERLY",
  "SEMIANNUAL",
]);

export const CallType = fdxEnum("CallType", "What the next call date of a debt security means.", [
  "CALL",
  "MATURITY",
  "PREFUND",
  "PUT",
]);

export const MutualFundType = fdxEnum("MutualFundType", "Whether a fund issues new units on demand.", [
  "OPENEND",
  "CLOSEEND",
  "OTHER",
]);

export const Secured = fdxEnum("Secured", "Whether a written option is backed by a position.", [
  "COVERED",
  "NAKED",
]);

export const OptionType = fdxEnum("OptionType", "The right an option gives.", {
  CALL: "To buy.",
  PUT: "To sell.",
});

export const StockType = fdxEnum("StockType", "The share class of a stock.", [
  "COMMON",
  "CONVERTIBLE",
  "OTHER",
  "PREFERRED",
]);
