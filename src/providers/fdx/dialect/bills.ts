import { collected, copy } from "./collect.js";
import { isMissing, type PlainObject } from "./plain-object.js";

/** Before 6.4 the latest bill of a line of credit stands flat on the account: flat name → name inside FDX `Bills`. */
const FLAT = [
  ["minimumPaymentAmount", "minimumPaymentDue"],
  ["lastPaymentAmount", "lastPaymentAmount"],
  ["lastPaymentDate", "lastPaymentDate"],
  ["lastStmtBalance", "statementBalance"],
  ["lastStmtDate", "statementDate"],
  ["statementAmountDueDate", "dueDate"],
] as const;

/**
 * Fills the `bills` of a line of credit. `scheduledPayments` are left alone: that a payment falls due does not mean that somebody set it up, and
 * the old fields say no more.
 */
export function putBills(account: PlainObject): void {
  if (!isMissing(account["bills"])) return;
  const bill = collected(account, FLAT);
  if (bill === undefined) return;
  copy(account, "pastDueAmount", bill, "pastDueAmount");
  copy(account, "nextPaymentDate", bill, "dueDate");
  account["bills"] = [bill];
}
