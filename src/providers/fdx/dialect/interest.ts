import { fieldType } from "../../../fdx/field-type.js";
import { kindsOf } from "../../../fdx/model.js";
import { collected, copy } from "./collect.js";
import { isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

/** Before 6.4 a rate stands flat on the account: flat name → name inside FDX `InterestRate`. */
const FLAT = [
  ["interestRate", "rate"],
  ["interestRateAsOf", "rateAsOf"],
  ["priorInterestRate", "priorRate"],
  ["interestRateType", "type"],
  ["interestRateIndex", "index"],
] as const;

/** Category → its member of the type `InterestRate`: who pays it. */
const TARGETS: ReadonlyMap<unknown, string> = new Map(
  kindsOf("Account").flatMap(({ when, fields }) =>
    Object.entries(fields)
      .filter(([, field]) => fieldType(field).name === "InterestRate")
      .map(([name]) => [when, name] as const),
  ),
);

/** Fills `earnedInterest` or `chargedInterest` from the flat fields. */
export function putInterest(account: PlainObject): void {
  const target = TARGETS.get(account["accountCategory"]);
  if (target === undefined || !isMissing(account[target])) return;
  const rate = rateOf(account);
  if (rate !== undefined) account[target] = rate;
}

function rateOf(account: PlainObject): PlainObject | undefined {
  if (isPlainObject(account["interestRate"])) return account["interestRate"];
  const rate = collected(account, FLAT);
  if (rate !== undefined) copy(account, "compoundingPeriod", rate, "compoundingPeriod");
  return rate;
}
