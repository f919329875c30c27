import type { FdxEntity } from "./entity.js";

export const FiAttribute: FdxEntity = {
  name: "FiAttribute",
  description:
    "One of the provider's own attributes, outside the FDX model. Names and values differ from provider to provider.",
  fields: {
    name: ["String", "5.2", "The provider's name of the attribute."],
    value: ["String", "5.2", "Its value as text."],
  },
};

export const Currency: FdxEntity = {
  name: "Currency",
  description: "The currency of an account or position, and its exchange rate where the provider converts.",
  fields: {
    currencyRate: [
      "Decimal",
      "5.2",
      "The exchange rate between the two currencies; missing if nothing was converted.",
    ],
    currencyCode: ["CurrencyCode", "5.2", "The currency the amounts are in."],
    originalCurrencyCode: ["CurrencyCode", "5.2", "The currency the amounts were converted from."],
  },
};

export const InterestRate: FdxEntity = {
  name: "InterestRate",
  description: "An interest rate and how it works.",
  fields: {
    rate: [
      "Decimal",
      "6.4",
      "The yearly rate as the provider writes it: at most providers in percent, so that 5.25 means 5.25 %.",
    ],
    rateAsOf: ["Date", "6.4", "The day the rate is of."],
    compoundingPeriod: ["CompoundingPeriod", "6.4", "How often interest is added to the balance."],
    priorRate: ["Decimal", "6.4", "The rate before the current one, in percent."],
    type: ["InterestRateType", "6.4", "Whether the rate can change."],
    index: ["String", "6.4", "The index a rate of type INDEXED follows, for example the prime rate."],
  },
};

export const HateoasLink: FdxEntity = {
  name: "HateoasLink",
  description:
    "A link the provider gives. It leads to the provider's own API, which an app cannot call: the gateway keeps the tokens.",
  fields: {
    href: ["String", "5.2", "The address, absolute or relative to the provider's API."],
    action: ["HttpAction", "5.2", "The HTTP method it is meant for."],
    rel: ["String", "5.2", "How what is behind the link relates to this object."],
    types: ["[String]", "5.2", "Media types that can be fetched, for example application/pdf."],
  },
};
