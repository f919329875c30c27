import type { FdxRecord } from "./data-provider.js";
import { splitNumbers } from "./fdx/dialect/canadian-numbers.js";

/** By what a Canadian account is known again, whichever way it comes. */
export interface AccountNumbers {
  /** Three digits; missing where the record does not tell. */
  readonly institution: string | undefined;
  /** Five digits. */
  readonly transit: string;
  /** The last four digits of its number: all that a masked number shows. */
  readonly lastDigits: string;
}

const TRANSIT = /^\d{5}$/;
const LAST_DIGITS = /\d{4}$/;

/** @returns `undefined` unless the record tells the branch and the end of the number. */
export function accountNumbers(record: FdxRecord): AccountNumbers | undefined {
  const { routingTransitNumber: joined, bankTransitId, bankInstitutionId, accountNumberDisplay } = record;
  const split = splitNumbers(joined);
  const transit = [bankTransitId, split?.transit, joined].find(
    (text): text is string => typeof text === "string" && TRANSIT.test(text),
  );
  const lastDigits = typeof accountNumberDisplay === "string" && LAST_DIGITS.exec(accountNumberDisplay)?.[0];
  if (transit === undefined || !lastDigits) return undefined;
  const institution = typeof bankInstitutionId === "string" ? bankInstitutionId : split?.institution;
  return { institution, transit, lastDigits };
}
