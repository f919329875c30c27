import type { FdxEntity } from "../entity.js";

export const BusinessCustomer: FdxEntity = {
  name: "BusinessCustomer",
  description: "What is known of a customer that is a business.",
  fields: {
    name: ["String", "5.2", "The registered name."],
    registeredAgents: ["[CustomerName]", "5.2", "Who may act for it."],
    registeredId: ["String", "5.2", "Its number in the business register."],
    industryCode: ["IndustryCode", "5.2", "What it does."],
    domicile: ["Domicile", "5.2", "Where it is registered."],
  },
};

export const IndustryCode: FdxEntity = {
  name: "IndustryCode",
  description: "What a business does, by a classification scheme.",
  fields: {
    type: ["IndustryClassificationSystem", "5.2", "The scheme."],
    code: ["String", "5.2", "The code in that scheme."],
  },
};

export const Domicile: FdxEntity = {
  name: "Domicile",
  description: "Where an account or business is at home, in law.",
  fields: {
    region: ["String", "5.2", "State, province or territory."],
    country: ["CountryCode", "5.2", "The country."],
  },
};
