import type { MadeAccount, MadeConsent } from "./made-case.js";
import { amountIn, currencyIn, isThere, Lacking, wordIn } from "./oracle-values.js";

export interface Listed {
  readonly consent: MadeConsent;
  readonly account: MadeAccount;
}

export interface Value {
  readonly currency: string;
  readonly amount: bigint;
  readonly available: bigint | undefined;
  readonly isOwed: boolean;
}

const FIELDS: Readonly<Record<string, string | null>> = {
  DEPOSIT_ACCOUNT: "currentBalance",
  DIGITAL_WALLET: "currentBalance",
  COMMERCIAL_ACCOUNT: "currentLedgerBalance",
  INVESTMENT_ACCOUNT: "currentValue",
  ANNUITY_ACCOUNT: "surrenderValue",
  INSURANCE_ACCOUNT: null,
  LOC_ACCOUNT: "currentBalance",
  BNPL_ACCOUNT: "currentBalance",
  LOAN_ACCOUNT: "principalBalance",
};

/** @throws Lacking for an account that could not be read, and for one of no known category. */
export function requireKnown({ category, isError }: MadeAccount): void {
  if (isError) throw new Lacking("PROVIDER_UNAVAILABLE");
  if (category === undefined) throw new Lacking("VALUE_NOT_TOLD", "accountCategory");
  if (!(category in FIELDS)) throw new Lacking("VALUE_UNCLEAR", "accountCategory");
}

/** Whether it is known that the account is no cash. */
export function isNoCash({ category = "", members }: MadeAccount): boolean {
  const commercial = ["COMMERCIALINVESTMENT", "COMMERCIALLOAN", "COMMERCIALLINEOFCREDIT"];
  if (category === "COMMERCIAL_ACCOUNT") return commercial.includes(wordIn(members["accountType"]));
  return category in FIELDS && category !== "DEPOSIT_ACCOUNT" && category !== "DIGITAL_WALLET";
}

/** @returns `undefined` for an account that has no value, or whose consent covers none. */
export function valueOf({ consent, account }: Listed): Value | undefined {
  if (!consent.clusters.includes("ACCOUNT_DETAILED")) return undefined;
  requireKnown(account);
  const { category = "", members } = account;
  const field = FIELDS[category] ?? "";
  const isGone = ["CLOSED", "PAID", "PENDINGOPEN"].includes(wordIn(members["status"]));
  if (isGone && !isThere(members[field])) return undefined;
  if (field === "") throw new Lacking("PROVIDER_UNSUPPORTED");
  const amount = amountIn(members[field], field);
  const isOwed = isDebt(account);
  requireClear(wordIn(members["balanceType"]), isOwed, amount);
  return { currency: currencyIn(members), amount, isOwed, available: availableIn(account) };
}

function isDebt({ category = "", members }: MadeAccount): boolean {
  if (["LOC_ACCOUNT", "BNPL_ACCOUNT", "LOAN_ACCOUNT"].includes(category)) return true;
  const type = wordIn(members["accountType"]);
  return category === "COMMERCIAL_ACCOUNT" && ["COMMERCIALLOAN", "COMMERCIALLINEOFCREDIT"].includes(type);
}

function requireClear(balanceType: string, isOwed: boolean, amount: bigint): void {
  const isClear = { ASSET: !isOwed, LIABILITY: isOwed }[balanceType] ?? (!isOwed || amount >= 0n);
  if (!isClear) throw new Lacking("VALUE_UNCLEAR", "balanceType");
}

function availableIn({ category, members }: MadeAccount): bigint | undefined {
  const field = category === "COMMERCIAL_ACCOUNT" ? "currentAvailableBalance" : "availableBalance";
  try {
    return amountIn(members[field], field);
  } catch {
    return undefined;
  }
}
