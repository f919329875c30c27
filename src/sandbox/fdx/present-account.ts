import type { BankProfile } from "../bank-profile.js";
import type { BankAccount } from "../seed/bank-books.js";
import type { Day } from "../seed/calendar.js";
import { presentDeposit } from "./present-deposit.js";
import { presentInvestment } from "./present-investment.js";
import { presentLineOfCredit } from "./present-line-of-credit.js";
import { presentLoan } from "./present-loan.js";
import { isOtherCategory, presentOtherCategory } from "./present-other-categories.js";

/** What the details of an account depend on beside its books. */
export interface AccountView {
  readonly profile: BankProfile;
  readonly today: Day;
  /** Holdings are shown only to those who were granted the INVESTMENTS cluster. */
  readonly holdings: boolean;
}

/** A policy has a value, not a balance. */
const WITHOUT_BALANCE = new Set(["INSURANCE_ACCOUNT", "ANNUITY_ACCOUNT"]);

/** The fields of FDX's AccountDescriptor: all that `resultType=lightweight` gives. */
export function presentDescriptor(account: BankAccount, profile: BankProfile): Record<string, unknown> {
  const { plan, product } = account;
  return {
    accountCategory: product.category,
    accountId: account.id,
    accountType: product.type,
    accountNumberDisplay: maskedNumber(account),
    productName: product.name,
    nickname: plan.nickname,
    status: "OPEN",
    accountOpenDate: plan.opened,
    currency: { currencyCode: profile.currency },
  };
}

/** The descriptor and everything `resultType=details` adds for the account's category. */
export function presentAccount(account: BankAccount, view: AccountView): Record<string, unknown> {
  const owed = ["LOC_ACCOUNT", "LOAN_ACCOUNT", "BNPL_ACCOUNT"].includes(account.product.category);
  return {
    ...presentDescriptor(account, view.profile),
    lineOfBusinessType: "CONSUMER",
    balanceType: owed ? "LIABILITY" : "ASSET",
    balanceAsOf: WITHOUT_BALANCE.has(account.product.category) ? undefined : `${view.today}T00:00:00Z`,
    lastActivityDate: account.ledger.newestFirst().find(({ pending }) => !pending)?.day,
    ...branch(view.profile),
    ...categoryPart(account, view),
  };
}

/** The last four digits are those of the number. */
export function maskedNumber(account: BankAccount): string {
  return `******${account.number.slice(-4)}`;
}

function branch(profile: BankProfile): Record<string, unknown> {
  if (profile.country === "US") return {};
  return { bankInstitutionId: profile.institutionId, bankTransitId: profile.transitId };
}

function categoryPart(account: BankAccount, view: AccountView): Record<string, unknown> {
  const { category } = account.product;
  if (isOtherCategory(category)) return presentOtherCategory(category, account.ledger.balanceCents);
  switch (category) {
    case "DEPOSIT_ACCOUNT":
      return presentDeposit(account, view.today);
    case "LOC_ACCOUNT":
      return presentLineOfCredit(account);
    case "LOAN_ACCOUNT":
      return presentLoan(account, view.today);
    case "INVESTMENT_ACCOUNT": {
      const { holdings, ...rest } = presentInvestment(account, view.profile, view.today);
      return view.holdings ? { ...rest, holdings } : rest;
    }
  }
}
