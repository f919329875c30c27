import { editValues } from "./body.js";
import type { Fault } from "./fault.js";

/** Fields with values from a list; the direction of money is none, because amounts would lose their meaning. */
const OPEN_ENUMS = new Set([
  ...["accountType", "status", "balanceType", "lineOfBusinessType", "transactionType", "holdingType"],
  ...["positionType", "idType", "securityType", "relationship", "network", "interestRateType"],
  ...["paymentFrequency", "identifierType", "type"],
]);
const CLOSED_ENUMS = new Set([...OPEN_ENUMS, "accountCategory", "debitCreditMemo"]);

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const DIGITS = /^\d{3,15}$/;

export const numbersAsText: Fault = editValues((value) =>
  typeof value === "number" ? String(value) : value,
);

/** Leading zeros are lost, as they are in the field. */
export const textAsNumbers: Fault = texts((text) => (DIGITS.test(text) ? Number(text) : text));

export const valuesNull: Fault = editValues((value, name) =>
  KEPT.has(name) || name.endsWith("Id") ? value : null,
);

export const enumsUnknown: Fault = texts((text, name) => (OPEN_ENUMS.has(name) ? "BRAND_NEW" : text));

export const enumsLowerCase: Fault = texts((text, name) =>
  CLOSED_ENUMS.has(name) ? text.toLowerCase() : text,
);

export const enumsFreeText: Fault = texts((text, name) =>
  OPEN_ENUMS.has(name) ? `Our ${text}, see branch` : text,
);

export const fractionSevenDigits: Fault = texts((text) =>
  TIMESTAMP.test(text) ? text.replace(/(\.\d+)?Z$/, ".1234567Z") : text,
);

export const timeWithoutZone: Fault = texts((text) => (TIMESTAMP.test(text) ? text.slice(0, -1) : text));

export const timeAsDate: Fault = texts((text) => (TIMESTAMP.test(text) ? text.slice(0, 10) : text));

export const dateAsTime: Fault = texts((text) => (DATE.test(text) ? `${text}T00:00:00Z` : text));

/** What a list cannot do without. */
const KEPT = new Set(["accountCategory", "href", "nextPageKey", "nextOffset", "totalElements"]);

function texts(change: (text: string, name: string) => unknown): Fault {
  return editValues((value, name) => (typeof value === "string" ? change(value, name) : value));
}
