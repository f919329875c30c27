import { isRecord, type FdxRecord } from "./convert.js";

/** Flat rates, which 6.4 holds in an InterestRate. The date of the rate was a timestamp. */
export function flatRates({ earnedInterest, chargedInterest }: FdxRecord): FdxRecord {
  const rate = chargedInterest ?? earnedInterest;
  if (!isRecord(rate)) return {};
  const { rateAsOf } = rate;
  return {
    interestRate: rate["rate"],
    interestRateType: rate["type"] === "INDEXED" ? "VARIABLE" : rate["type"],
    interestRateAsOf: typeof rateAsOf === "string" ? `${rateAsOf}T00:00:00Z` : undefined,
    priorInterestRate: rate["priorRate"],
  };
}

/** What a credit line said of its last bill, which 6.4 holds in `bills`. */
export function flatBill({ bills }: FdxRecord): FdxRecord {
  const bill: unknown = Array.isArray(bills) ? bills[0] : undefined;
  if (!isRecord(bill)) return {};
  return {
    nextPaymentAmount: bill["totalPaymentDue"],
    nextPaymentDate: bill["dueDate"],
    minimumPaymentAmount: bill["minimumPaymentDue"],
    pastDueAmount: bill["pastDueAmount"],
    lastPaymentAmount: bill["lastPaymentAmount"],
    lastPaymentDate: bill["lastPaymentDate"],
    lastStmtBalance: bill["statementBalance"],
    lastStmtDate: bill["statementDate"],
  };
}

/** A holding named one security only. */
export function oneSecurity({ securityIds }: FdxRecord): FdxRecord {
  const first: unknown = Array.isArray(securityIds) ? securityIds[0] : undefined;
  return isRecord(first) ? { securityId: first["id"], securityIdType: first["idType"] } : {};
}

/** Who was paid was a plain text. */
export function payeeText({ transactionPayee }: FdxRecord): FdxRecord {
  if (!isRecord(transactionPayee)) return {};
  const { merchantName, individualName } = transactionPayee;
  const words = isRecord(merchantName)
    ? [merchantName["name1"]]
    : isRecord(individualName)
      ? [individualName["first"], individualName["last"]]
      : [];
  return words.length === 0 ? {} : { payee: words.filter((word) => typeof word === "string").join(" ") };
}

/** A mobile telephone was a purpose of its own, beside home, business and fax. */
export function telephoneType({ type, network }: FdxRecord): FdxRecord {
  if (network === "CELLULAR") return { type: "CELL" };
  return { type: type === "PERSONAL" || type === "BOTH" ? "HOME" : type };
}
