import { EndUserId } from "../../src/core/ids.js";
import { type ConsentHolder, ONE_BANK } from "../contenders/gateway-folder.js";
import type { BankSize } from "../messages.js";

/** Something that grows, and how all of it is read: page by page, a hundred entries each. */
export interface Series {
  readonly what: "accounts" | "transactions" | "consents";
  readonly sizes: readonly number[];
  readonly document: string;
  readonly bank: (size: number) => BankSize;
  readonly holder: (size: number) => ConsentHolder;
  /** How many entries all pages hold together. */
  readonly entries: (size: number) => number;
}

const PAGE_INFO = "pageInfo { hasNextPage endCursor }";
const ACCOUNTS = `query Accounts($after: String) {
  accounts(first: 100, after: $after) {
    nodes { id nickname ... on DepositAccount { currentBalance } } ${PAGE_INFO}
  }
}`;
const TRANSACTIONS = `query Transactions($account: ID!, $after: String) {
  accountTransactions(accountId: $account, first: 100, after: $after) {
    nodes { id amount description postedTimestamp } ${PAGE_INFO}
  }
}`;
const ACCOUNTS_OF_A_CONSENT = 5;

/** Transactions first, while the process has seen nothing else: their memory must not depend on how many there are. */
export const SERIES: readonly Series[] = [
  {
    ...{ what: "transactions", document: TRANSACTIONS, sizes: [10, 100, 1000, 10_000, 20_000] },
    bank: (size) => ({ accounts: 1, transactions: size }),
    holder: () => ONE_BANK,
    entries: (size) => size,
  },
  {
    ...{ what: "accounts", document: ACCOUNTS, sizes: [1, 20, 50, 100, 200] },
    bank: (size) => ({ accounts: size, transactions: 1 }),
    holder: () => ONE_BANK,
    entries: (size) => size,
  },
  {
    ...{ what: "consents", document: ACCOUNTS, sizes: [1, 5, 10, 20] },
    bank: () => ({ accounts: ACCOUNTS_OF_A_CONSENT, transactions: 1 }),
    holder: (size) => ({ endUserId: EndUserId(`bench-user-of-${size}`), banks: size }),
    entries: (size) => ACCOUNTS_OF_A_CONSENT * size,
  },
];

/** @returns everybody whose consents the series need. */
export function holdersOf(series: readonly Series[]): readonly ConsentHolder[] {
  const all = series.flatMap(({ sizes, holder }) => sizes.map((size) => holder(size)));
  return [...new Map(all.map((holder) => [holder.endUserId, holder])).values()];
}
