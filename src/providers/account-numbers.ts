import type { FdxRecord } from "./data-provider.js";
import { splitNumbers } from "./fdx/dialect/canadian-numbers.js";

/** By what an account is known again, whichever way it comes. What a record does not tell is missing. */
export interface AccountNumbers {
  /** Canada's three digits. */
  readonly institution: string | undefined;
  /** Canada's five digits. */
  readonly transit: string | undefined;
  /** The last four digits of its number: all that a masked number shows. */
  readonly lastDigits: string;
}

const TRANSIT = /^\d{5}$/;
const LAST_DIGITS = /\d{4}$/;

/** @returns `undefined` unless the record tells the end of the account's number. */
export function accountNumbers(record: FdxRecord): AccountNumbers | undefined {
  const { routingTransitNumber: joined, bankTransitId, bankInstitutionId, accountNumberDisplay } = record;
  const lastDigits = typeof accountNumberDisplay === "string" && LAST_DIGITS.exec(accountNumberDisplay)?.[0];
  if (!lastDigits) return undefined;
  const split = splitNumbers(joined);
  const transit = [bankTransitId, split?.transit, joined].find(
    (text): text is string => typeof text === "string" && TRANSIT.test(text),
  );
  const institution = typeof bankInstitutionId === "string" ? bankInstitutionId : split?.institution;
  return { institution, transit, lastDigits };
}
