import type { FdxEntity } from "../entity.js";

export const Security: FdxEntity = {
  name: "Security",
  kind: "union",
  tellBy: "securityCategory",
  description:
    "What an investment position consists of. An unknown kind of security is served as OtherSecurity.",
  fields: {},
};

export const DebtSecurity: FdxEntity = {
  name: "DebtSecurity",
  extends: "Security",
  when: "DEBT_SECURITY",
  description: "A bond or another debt security.",
  fields: {
    securityCategory: ["SecurityCategory", "6", "The family of the security."],
    parValue: ["Decimal", "5.2", "The amount paid back at maturity."],
    debtType: ["DebtType", "5.2", "How interest is paid."],
    debtClass: ["DebtClass", "5.2", "Who issued it."],
    couponRate: ["Decimal", "5.2", "The yearly coupon in percent."],
    couponDate: ["Date", "5.2", "The next coupon day."],
    couponMatureFrequency: ["CouponMatureFrequency", "5.2", "How often coupons are paid."],
    callPrice: ["Decimal", "5.2", "The price at which the issuer may call it back."],
    yieldToCall: ["Decimal", "5.2", "The yearly yield in percent if it is called back."],
    callDate: ["Date", "5.2", "The next day it may be called back."],
    callType: ["CallType", "5.2", "What the call date means."],
    yieldToMaturity: ["Decimal", "5.2", "The yearly yield in percent if it is held to maturity."],
    bondMaturityDate: ["Date", "5.2", "The day it matures."],
  },
};

export const MutualFundSecurity: FdxEntity = {
  name: "MutualFundSecurity",
  extends: "Security",
  when: "MUTUAL_FUND_SECURITY",
  description: "Units of a mutual fund.",
  fields: {
    securityCategory: ["SecurityCategory", "6", "The family of the security."],
    mutualFundType: ["MutualFundType", "5.2", "Whether the fund issues new units on demand."],
    unitsStreet: ["Decimal", "5.2", "Units held in the broker's name."],
    unitsUser: ["Decimal", "5.2", "Units held in the owner's name."],
    reinvestDividends: ["Boolean", "5.2", "Whether dividends buy new units."],
    reinvestCapitalGains: ["Boolean", "5.2", "Whether gains buy new units."],
    yield: ["Decimal", "5.2", "The yearly yield in percent."],
    yieldAsOfDate: ["Date", "5.2", "The day the yield is of."],
  },
};

export const OptionSecurity: FdxEntity = {
  name: "OptionSecurity",
  extends: "Security",
  when: "OPTION_SECURITY",
  description: "An option contract.",
  fields: {
    securityCategory: ["SecurityCategory", "6", "The family of the security."],
    secured: ["Secured", "5.2", "Whether a written option is backed by a position."],
    optionType: ["OptionType", "5.2", "The right it gives."],
    strikePrice: ["Decimal", "5.2", "The agreed price per unit."],
    expireDate: ["Date", "5.2", "The last day it can be exercised."],
    sharesPerContract: ["Decimal", "5.2", "Units of the underlying security per contract."],
  },
};

export const OtherSecurity: FdxEntity = {
  name: "OtherSecurity",
  extends: "Security",
  when: "OTHER_SECURITY",
  otherwise: true,
  description: "A security of any other family, one that this gateway does not know yet included.",
  fields: {
    securityCategory: [
      "SecurityCategory",
      "6",
      "The family of the security; UNRECOGNIZED for one this gateway does not know.",
    ],
    typeDescription: ["String", "5.2", "The provider's words for what it is."],
  },
};

export const StockSecurity: FdxEntity = {
  name: "StockSecurity",
  extends: "Security",
  when: "STOCK_SECURITY",
  description: "Shares of a company.",
  fields: {
    securityCategory: ["SecurityCategory", "6", "The family of the security."],
    unitsStreet: ["Decimal", "5.2", "Shares held in the broker's name."],
    unitsUser: ["Decimal", "5.2", "Shares held in the owner's name."],
    reinvestDividends: ["Boolean", "5.2", "Whether dividends buy new shares."],
    stockType: ["StockType", "5.2", "The share class."],
    yield: ["Decimal", "5.2", "The yearly dividend yield in percent."],
    yieldAsOfDate: ["Date", "5.2", "The day the yield is of."],
  },
};

export const SweepSecurity: FdxEntity = {
  name: "SweepSecurity",
  extends: "Security",
  when: "SWEEP_SECURITY",
  description: "A vehicle that idle cash is moved into.",
  fields: {
    securityCategory: ["SecurityCategory", "6", "The family of the security."],
    currentBalance: ["Decimal", "5.2", "The balance."],
    availableBalance: ["Decimal", "5.2", "What can be used now."],
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    checks: ["Boolean", "5.2", "Whether cheques can be written on it."],
  },
};
