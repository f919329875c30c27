import type { BankAccount } from "../seed/bank-books.js";
import type { Person } from "../seed/person.js";
import type { DataCluster } from "./data-clusters.js";
import { FdxError } from "./fdx-error.js";

/** What the bearer of one access token may see: the person's choice, read anew for every call. */
export interface Access {
  readonly grantId: string;
  readonly person: Person;
  readonly clusters: ReadonlySet<DataCluster>;
  /** The accounts chosen at the consent page, in the bank's order. */
  readonly accounts: readonly BankAccount[];
}

/** Refuses with 602 unless one of the clusters was granted. */
export function requireOneOf(access: Access, clusters: readonly DataCluster[]): void {
  if (clusters.some((cluster) => access.clusters.has(cluster))) return;
  throw new FdxError("602", `needs ${clusters.join(" or ")}`);
}

/** An account that was not chosen is answered like one that does not exist. */
export function chosenAccount(access: Pick<Access, "accounts">, accountId: string): BankAccount {
  const account = access.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new FdxError("701");
  return account;
}
