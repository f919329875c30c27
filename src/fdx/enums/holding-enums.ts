import { fdxEnum } from "../fdx-enum.js";

export const HoldingType = fdxEnum("HoldingType", "What an investment position consists of.", {
  ANNUITY: null,
  BOND: null,
  CD: "Certificate of deposit.",
  DIGITALASSET: "Cryptocurrency and the like.",
  MUTUALFUND: null,
  OPTION: null,
  OTHER: null,
  STOCK: null,
});

export const HoldingSubType = fdxEnum("HoldingSubType", "The finer kind of a cash-like position.", [
  "CASH",
  "MONEYMARKET",
]);

export const PositionType = fdxEnum("PositionType", "Whether units are owned or owed.", {
  LONG: "Owned.",
  SHORT: "Sold without being owned.",
});

export const HeldInAccount = fdxEnum("HeldInAccount", "The sub-account that holds a position.", [
  "CASH",
  "MARGIN",
  "OTHER",
  "SHORT",
]);

export const SubAccountType = fdxEnum("SubAccountType", "The sub-account an order or trade belongs to.", [
  "CASH",
  "MARGIN",
  "SHORT",
  "OTHER",
]);

export const Inv401kSourceType = fdxEnum(
  "Inv401kSourceType",
  "Where the money in a retirement plan came from.",
  {
    AFTERTAX: "Employee, after tax.",
    MATCH: "Employer's match.",
    OTHERNONVEST: "Other, not vested yet.",
    OTHERVEST: "Other, vested.",
    PRETAX: "Employee, before tax.",
    PROFITSHARING: null,
    ROLLOVER: "Brought in from an earlier plan.",
  },
);

export const AssetClass = fdxEnum("AssetClass", "The asset class of a part of a position.", {
  DOMESTICBOND: null,
  INTLBOND: null,
  INTLSTOCK: null,
  LARGESTOCK: "Stock of large companies.",
  MONEYMARKET: null,
  OTHER: null,
  SMALLSTOCK: "Stock of small companies.",
});

export const OrderType = fdxEnum("OrderType", "What an open order will do.", [
  "BUY",
  "SELL",
  "BUYTOCOVER",
  "BUYTOOPEN",
  "SELLTOCOVER",
  "SELLTOOPEN",
  "SELLSHORT",
  "SELLCLOSE",
]);

export const OrderDuration = fdxEnum("OrderDuration", "How long an open order stays valid.", {
  DAY: "Until the end of the trading day.",
  GOODTILLCANCEL: "Until it is cancelled.",
  IMMEDIATE: null,
});

export const UnitType = fdxEnum("UnitType", "What a quantity counts.", ["CURRENCY", "SHARES"]);

export const InvestmentBalanceType = fdxEnum(
  "InvestmentBalanceType",
  "Whether a named balance is money or a share of the whole.",
  ["AMOUNT", "PERCENTAGE"],
);
