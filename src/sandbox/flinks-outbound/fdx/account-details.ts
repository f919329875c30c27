import type { DataCall } from "../../fdx/data-call.js";
import { presentTransaction } from "../../fdx/present-transaction.js";
import { CATEGORIES } from "../../fdx/v5/changes.js";
import { convert, type FdxRecord } from "../../fdx/v5/convert.js";
import type { BankProfile } from "../../bank-profile.js";
import type { BankAccount } from "../../seed/bank-books.js";
import type { ProviderBank } from "../outbound-provider.js";

/** How many transactions come inside of an account. */
const EMBEDDED = 5;

/** What Outbound adds to the details of an account: full number, routing number and, at some providers, transactions. */
export function accountDetails(row: FdxRecord, { access }: DataCall, bank: ProviderBank): FdxRecord {
  const [[wrapper, account] = ["", undefined]] = Object.entries(row) as [string, FdxRecord][];
  const booked = access.accounts.find(({ id }) => id === account?.["accountId"]);
  if (account === undefined || booked === undefined) return row;
  const isDeposit = booked.product.category === "DEPOSIT_ACCOUNT";
  return {
    [wrapper]: {
      ...account,
      ...(isDeposit && { accountNumber: booked.number, routingTransitNumber: routingNumber(bank.profile) }),
      ...(bank.embedsTransactions && embedded(booked, access.clusters.has("TRANSACTIONS"))),
    },
  };
}

function routingNumber(profile: BankProfile): string {
  return profile.country === "US" ? profile.routingNumber : `0${profile.institutionId}${profile.transitId}`;
}

/** Not wrapped, unlike those of the transactions endpoint; none without consent to transactions. */
function embedded(account: BankAccount, granted: boolean): FdxRecord {
  const category = CATEGORIES[account.product.category];
  if (!granted || category === undefined) return { transactionsIncluded: false };
  const newest = account.ledger.newestFirst().slice(0, EMBEDDED);
  return {
    transactionsIncluded: true,
    transactions: newest.map((entry) => convert(presentTransaction(account, entry), category.transaction)),
  };
}
