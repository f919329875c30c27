import type { DataCluster } from "../../core/data-cluster.js";

/** Flinks names its scopes after the data clusters; payment networks alone have another word, and rewards none. */
const SCOPES: Readonly<Record<DataCluster, string | undefined>> = {
  ACCOUNT_BASIC: "ACCOUNT_BASIC",
  ACCOUNT_DETAILED: "ACCOUNT_DETAILED",
  PAYMENT_SUPPORT: "ACCOUNT_PAYMENTS",
  TRANSACTIONS: "TRANSACTIONS",
  STATEMENTS: "STATEMENTS",
  INVESTMENTS: "INVESTMENTS",
  CUSTOMER_CONTACT: "CUSTOMER_CONTACT",
  CUSTOMER_PERSONAL: "CUSTOMER_PERSONAL",
  REWARDS: undefined,
};

/** Every data scope that Flinks documents. */
export const FLINKS_SCOPES: readonly string[] = Object.values(SCOPES).filter((scope) => scope !== undefined);

/** @returns Flinks' scopes of these clusters; without those that Flinks has none for. */
export function flinksScopesOf(clusters: readonly DataCluster[]): readonly string[] {
  return clusters.flatMap((cluster) => SCOPES[cluster] ?? []);
}
