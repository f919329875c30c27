import { AccountId } from "../../core/ids.js";
import type { AccountRecord, ResultType } from "../data-provider.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { accountKindOf } from "./connect-account-kind.js";
import type { ConnectAccount } from "./connect-view.js";
import { amountOf, attributesOf, idText, present, paddedText } from "./connect-values.js";

/** FDX field ← member of Flinks' `Balance`, for each category; the others stand among the account's fiAttributes. */
const BALANCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DEPOSIT_ACCOUNT: { currentBalance: "Current", availableBalance: "Available" },
  LOC_ACCOUNT: { currentBalance: "Current", availableCredit: "Available", creditLine: "Limit" },
  // FDX's loans have no other field for what is owed now.
  LOAN_ACCOUNT: { principalBalance: "Current" },
  INVESTMENT_ACCOUNT: { currentValue: "Current" },
};

const BALANCE_MEMBERS = ["Current", "Available", "Limit"];

/**
 * An account in FDX's words (docs: Flinks GetAccountsDetail). What Flinks does not tell, an account's status, its interest,
 * whether a balance is owned or owed, is left out.
 * @param asOf when it was read at the bank, RFC 3339.
 */
export function accountRecord(
  { row, accountId }: ConnectAccount,
  asOf: string,
  resultType: ResultType,
): AccountRecord {
  const { category, accountType } = accountKindOf(row);
  const own = BALANCES[String(category)];
  const descriptor = present({
    accountCategory: category,
    accountType,
    accountNumberDisplay: displayOf(row),
    productName: row["Title"],
    currency: currencyOf(row["Currency"]),
    fiAttributes: attributesOf({
      ...{ Category: row["Category"], Type: row["Type"] },
      ...(resultType === "details" ? furtherFacts(row, Object.values(own ?? {})) : {}),
    }),
  });
  if (resultType === "lightweight") return { accountId: AccountId(accountId), ...descriptor };
  const balance = balanceIn(row);
  const balances = Object.entries(own ?? {}).map(
    ([name, member]) => [name, amountOf(balance[member])] as const,
  );
  const details = present({
    ...Object.fromEntries(balances),
    balanceAsOf: own && asOf,
    bankInstitutionId: paddedText(row["InstitutionNumber"], 3),
    bankTransitId: paddedText(row["TransitNumber"], 5),
  });
  return { accountId: AccountId(accountId), ...descriptor, ...details };
}

/** What of Flinks' row an app may see as raw: neither holder, transactions nor the full number, which are of other clusters. */
const RAW_DESCRIPTOR = ["Id", "Title", "LastFourDigits", "Category", "Type", "Currency", "AccountType"];
const RAW_DETAILS = [...RAW_DESCRIPTOR, "TransitNumber", "InstitutionNumber", "OverdraftLimit", "Balance"];

export function rawAccount({ row }: ConnectAccount, resultType: ResultType): PlainObject {
  const names = resultType === "details" ? RAW_DETAILS : RAW_DESCRIPTOR;
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
}

/** Balances that FDX has no field for. */
function furtherFacts(row: PlainObject, mapped: readonly string[]): PlainObject {
  const balance = balanceIn(row);
  const unmapped = BALANCE_MEMBERS.filter((member) => !mapped.includes(member));
  return {
    ...Object.fromEntries(unmapped.map((member) => [`Balance.${member}`, balance[member]])),
    OverdraftLimit: row["OverdraftLimit"],
  };
}

function balanceIn({ Balance: balance }: PlainObject): PlainObject {
  return isPlainObject(balance) ? balance : {};
}

/** The last four of a number that is not much longer would be the number. */
function displayOf(row: PlainObject): string | undefined {
  const told = idText(row["LastFourDigits"]);
  if (told !== undefined) return told.slice(-4);
  const number = idText(row["AccountNumber"]) ?? "";
  return number.length > 4 ? number.slice(-4) : undefined;
}

function currencyOf(code: unknown): PlainObject | undefined {
  return code === undefined || code === null || code === "" ? undefined : { currencyCode: code };
}
