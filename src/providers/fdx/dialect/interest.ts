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

/** Who pays it, by category. */
const TARGETS: ReadonlyMap<unknown, string> = new Map([
  ["LOAN_ACCOUNT", "chargedInterest"],
  ["LOC_ACCOUNT", "chargedInterest"],
  ["DEPOSIT_ACCOUNT", "earnedInterest"],
  ["INVESTMENT_ACCOUNT", "earnedInterest"],
  ["INSURANCE_ACCOUNT", "earnedInterest"],
  ["ANNUITY_ACCOUNT", "earnedInterest"],
  ["COMMERCIAL_ACCOUNT", "earnedInterest"],
  ["DIGITAL_WALLET", "earnedInterest"],
]);

/** Fills `earnedInterest` or `chargedInterest` from the flat fields. */
export function putInterest(account: PlainObject): void {
  const target = TARGETS.get(account["accountCategory"]);
  if (target === undefined || isPlainObject(account[target])) return;
  const rate = isMissing(account[target]) ? rateOf(account) : { rate: account[target] };
  if (rate !== undefined) account[target] = rate;
}

function rateOf(account: PlainObject): PlainObject | undefined {
  if (isPlainObject(account["interestRate"])) return account["interestRate"];
  const rate = collected(account, FLAT);
  if (rate !== undefined) copy(account, "compoundingPeriod", rate, "compoundingPeriod");
  return rate;
}
