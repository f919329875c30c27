import type { FdxRecord } from "../data-provider.js";
import type { PlainObject } from "../fdx/dialect/plain-object.js";
import { accountKindOf } from "./connect-account-kind.js";
import type { ConnectAccount } from "./connect-view.js";
import { amountOf, attributesOf, idText, present, signOf } from "./connect-values.js";

const DAY = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:$|[T ])/;

/** A posted movement in FDX's words: Flinks shows no others. */
export function transactionRecord({ row: account, accountId }: ConnectAccount, row: PlainObject): FdxRecord {
  const { category } = accountKindOf(account);
  const day = dayOf(row);
  const isInvestment = category === "INVESTMENT_ACCOUNT";
  return present({
    accountCategory: category,
    accountId,
    transactionId: idText(row["Id"]),
    // A day in the bank's own time. With an offset it would be another day somewhere.
    postedTimestamp: day === undefined ? row["Date"] : `${day}T00:00:00`,
    description: row["Description"],
    status: "POSTED",
    ...movementOf(row),
    runningBalance: isInvestment ? amountOf(row["Balance"]) : undefined,
    fiAttributes: attributesOf(isInvestment ? {} : { Balance: row["Balance"] }),
  });
}

/** @returns YYYY-MM-DD; `undefined` where it cannot be read. */
export function dayOf({ Date: date }: PlainObject): string | undefined {
  const [, year, month, day] = DAY.exec(typeof date === "string" ? date : "") ?? [];
  return year === undefined ? undefined : `${year}-${month ?? ""}-${day ?? ""}`;
}

/**
 * One of `Debit` and `Credit` is expected, and positive; the other may be null or zero. Flinks' own sample fills both and does
 * not say what that means: a difference would be a guess about money, so neither amount nor direction is told then, nor for
 * a negative one. Both can still be read as raw.
 */
function movementOf({ Debit: debit, Credit: credit }: PlainObject): PlainObject {
  const signs = [debit, credit].map((value) => signOf(value) ?? 0).join();
  if (signs === "1,0") return { debitCreditMemo: "DEBIT", amount: amountOf(debit) };
  if (signs === "0,1") return { debitCreditMemo: "CREDIT", amount: amountOf(credit) };
  // Nothing, zero, or what is no number: that is told to whoever reads it.
  return signs === "0,0" ? { amount: amountOf(debit) ?? amountOf(credit) } : {};
}
