import type { BankProfile } from "../bank-profile.js";
import type { BankAccount } from "../seed/bank-books.js";
import type { Day } from "../seed/calendar.js";
import { fullName, type Person } from "../seed/person.js";
import { accountKind } from "./account-kind.js";
import { type ConnectBalance, presentBalance } from "./present-connect-balance.js";
import { type ConnectTransaction, presentTransactions } from "./present-connect-transactions.js";
import type { DetailOptions } from "./session-register.js";
import { stableUuid } from "../seed/stable-uuid.js";

/** What an account's shape depends on beside its books. */
export interface AccountView {
  readonly loginId: string;
  readonly person: Person;
  readonly profile: BankProfile;
  /** The last day in the books. */
  readonly today: Day;
}

/** An element of `Accounts`. */
interface ConnectAccount {
  readonly Id: string;
  readonly Title: string;
  readonly AccountNumber: string | null;
  readonly LastFourDigits: string;
  readonly Balance: ConnectBalance;
  readonly Category: string;
  readonly Type: string;
  readonly Currency: string;
  readonly AccountType: "Personal" | "Business" | null;
  readonly Holder: ConnectHolder | null;
}

interface ConnectHolder {
  readonly Name: string;
  readonly Address: Readonly<Record<string, string | null>>;
  readonly Email: string;
  readonly PhoneNumber: string;
}

interface DetailedAccount extends ConnectAccount {
  readonly TransitNumber: string | null;
  readonly InstitutionNumber: string | null;
  readonly OverdraftLimit: number;
  readonly Transactions: readonly ConnectTransaction[];
}

interface SummarizedAccount extends ConnectAccount {
  readonly EftEligibleRatio: number;
  readonly ETransferEligibleRatio: number;
}

/** An account as `GetAccountsDetail` gives it. */
export function presentDetail(
  account: BankAccount,
  view: AccountView,
  options: DetailOptions,
): DetailedAccount {
  const shared = presentShared(account, view);
  const window = { today: view.today, days: options.daysOfTransactions };
  return {
    ...shared,
    ...(options.withAccountIdentity ? bankNumbers(account, view) : NO_BANK_NUMBERS),
    OverdraftLimit: 0,
    Holder: options.withAccountIdentity ? presentHolder(view.person) : null,
    Transactions: options.withTransactions ? presentTransactions(account, shared.Id, window) : [],
  };
}

/** An account as `GetAccountsSummary` gives it: without bank numbers and transactions. */
export function presentSummary(account: BankAccount, view: AccountView): SummarizedAccount {
  const isDeposit = account.product.category === "DEPOSIT_ACCOUNT";
  return {
    ...presentShared(account, view),
    AccountNumber: null,
    EftEligibleRatio: isDeposit ? 1 : 0,
    ETransferEligibleRatio: account.product.type === "CHECKING" ? 1 : 0,
  };
}

/** Another login's id for the same account differs: it changes when a connection is deleted and made again. */
export function connectAccountId(account: BankAccount, loginId: string): string {
  return stableUuid(loginId, account.id);
}

function presentShared(account: BankAccount, view: AccountView): ConnectAccount {
  const { category, type } = accountKind(account.product);
  return {
    Id: connectAccountId(account, view.loginId),
    Title: account.product.name,
    AccountNumber: account.number,
    LastFourDigits: account.number.slice(-4),
    Balance: presentBalance(account, view.today),
    ...{ Category: category, Type: type, Currency: view.profile.currency },
    AccountType: view.person.business === true ? "Business" : "Personal",
    Holder: presentHolder(view.person),
  };
}

const NO_BANK_NUMBERS = { TransitNumber: null, InstitutionNumber: null };

function bankNumbers(
  { product }: BankAccount,
  { profile }: AccountView,
): Pick<DetailedAccount, "TransitNumber" | "InstitutionNumber"> {
  if (profile.country === "US") return NO_BANK_NUMBERS;
  // Not every page of a bank shows the transit: here those of savings accounts do not.
  const isSavings = product.category === "DEPOSIT_ACCOUNT" && product.type !== "CHECKING";
  return {
    TransitNumber: isSavings ? null : profile.transitId,
    InstitutionNumber: profile.institutionId,
  };
}

function presentHolder(person: Person): ConnectHolder {
  const { address } = person;
  return {
    Name: fullName(person),
    Address: {
      CivicAddress: address.line1,
      City: address.city,
      Province: address.region,
      PostalCode: address.postalCode,
      POBox: null,
      Country: person.country,
    },
    Email: person.email,
    PhoneNumber: person.phone,
  };
}
