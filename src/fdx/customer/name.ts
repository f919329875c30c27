import type { FdxEntity } from "../entity.js";

export const IndividualName: FdxEntity = {
  name: "IndividualName",
  description: "The name of a person.",
  fields: {
    first: ["String", "5.2", "Given name."],
    middle: ["String", "5.2", "Middle name or initial."],
    last: ["String", "5.2", "Family name."],
    suffix: ["String", "5.2", "What follows the name, for example Jr."],
  },
};

export const CustomerName: FdxEntity = {
  name: "CustomerName",
  extends: "IndividualName",
  description: "The name of a customer, person or company.",
  fields: {
    prefix: ["String", "5.2", "What precedes the name, for example Dr."],
    company: ["String", "5.2", "The name of the company, if the customer is one."],
    full: [
      "String",
      "gateway",
      "The whole name in one line, from providers that do not tell its parts; missing where there are parts.",
    ],
  },
};

export const BusinessName: FdxEntity = {
  name: "BusinessName",
  description: "The name of a business, in up to two lines.",
  fields: {
    name1: ["String", "6.0", "First line."],
    name2: ["String", "6.0", "Second line."],
  },
};
