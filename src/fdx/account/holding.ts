import type { FdxEntity } from "../entity.js";

export const Holding: FdxEntity = {
  name: "Holding",
  cluster: "INVESTMENTS",
  description: "A position in an investment account. Needs INVESTMENTS.",
  fields: {
    holdingId: ["String", "5.2", "The provider's id of the position."],
    securityIds: ["[SecurityId]", "6.0", "The numbers of the security. Providers before FDX 6 send one."],
    holdingName: ["String", "5.2", "The name of the security or position."],
    holdingType: ["HoldingType", "5.2", "What the position consists of."],
    holdingSubType: ["HoldingSubType", "5.2", "The finer kind of a cash-like position."],
    positionType: ["PositionType", "5.2", "Whether the units are owned or owed."],
    heldInAccount: ["HeldInAccount", "5.2", "The sub-account that holds the position."],
    description: ["String", "5.2", "The provider's free text."],
    symbol: ["String", "5.2", "The ticker symbol."],
    originalPurchaseDate: ["Date", "5.2", "The day the position was first bought."],
    purchasedPrice: ["Decimal", "5.2", "The price paid per unit."],
    currentAmortizationFactor: [
      "Decimal",
      "6",
      "From 0 to 1: scales the market value of a debt that is being paid back. Missing means 1.",
    ],
    currentUnitPrice: ["Decimal", "5.2", "The price of one unit, of the day in `currentUnitPriceDate`."],
    changeInPrice: ["Decimal", "5.2", "The change in unit price since the last close."],
    currentUnitPriceDate: ["Date", "5.2", "The day of the price."],
    units: ["Decimal", "5.2", "The number of units."],
    marketValue: ["Decimal", "5.2", "What the position is worth."],
    faceValue: ["Decimal", "5.2", "The face value of a bond."],
    averageCost: ["Boolean", "5.2", "Whether the cost is an average over all purchases."],
    cashAccount: ["Boolean", "5.2", "Whether this position is the account's settlement cash."],
    rate: ["Decimal", "5.2", "The yearly rate of a deposit certificate or bond, in percent."],
    expirationDate: ["Date", "5.2", "The day a certificate, bond or option ends."],
    inv401kSource: ["Inv401kSourceType", "5.2", "Where the money came from, in a retirement plan."],
    currency: ["Currency", "5.2", "The currency of the position, if not the account's."],
    assetClasses: ["[Portion]", "5.2", "The mix of asset classes."],
    fiAssetClasses: ["[FiPortion]", "5.2", "The mix of asset classes, by the provider's own classes."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
    taxLots: ["[TaxLot]", "5.2", "The lots the position was bought in."],
    digitalUnits: ["String", "5.2", "The number of units of a digital asset as text, at any precision."],
    security: ["Security", "6.0", "What the position consists of, in detail; sent since FDX 6."],
  },
};

export const SecurityId: FdxEntity = {
  name: "SecurityId",
  description: "A number that names a security, and whose numbering it is.",
  fields: {
    id: ["String", "6", "The number. This is not a gateway id."],
    idType: ["SecurityIdType", "6", "The numbering scheme."],
  },
};

export const TaxLot: FdxEntity = {
  name: "TaxLot",
  description: "Units of a position that were bought together and are taxed together.",
  fields: {
    originalPurchaseDate: ["Date", "5.2", "The day of purchase."],
    quantity: ["Decimal", "5.2", "The number of units."],
    purchasedPrice: ["Decimal", "5.2", "The price paid per unit."],
    costBasis: ["Decimal", "5.2", "What the lot cost in all, for tax."],
    currentValue: ["Decimal", "5.2", "What the lot is worth now."],
    positionType: ["PositionType", "5.2", "Whether the units are owned or owed."],
  },
};

export const Portion: FdxEntity = {
  name: "Portion",
  description: "The share of one asset class in a position.",
  fields: {
    assetClass: ["AssetClass", "5.2", "The asset class."],
    percent: ["Decimal", "5.2", "Its share in percent."],
  },
};

export const FiPortion: FdxEntity = {
  name: "FiPortion",
  description: "The share of one asset class in a position, by the provider's own classes.",
  fields: {
    assetClass: ["String", "5.2", "The asset class in the provider's words."],
    percent: ["Decimal", "5.2", "Its share in percent."],
  },
};
