/** What was consented comes in data clusters (FDX DataCluster). Each has its OAuth scope (FDX 6.4 names). */
const DATA_CLUSTER_SCOPES = {
  ACCOUNT_BASIC: "fdx:accountbasic:read",
  ACCOUNT_DETAILED: "fdx:accountdetailed:read",
  PAYMENT_SUPPORT: "fdx:paymentsupport:read",
  TRANSACTIONS: "fdx:transactions:read",
  STATEMENTS: "fdx:statements:read",
  INVESTMENTS: "fdx:investments:read",
  CUSTOMER_CONTACT: "fdx:customercontact:read",
  CUSTOMER_PERSONAL: "fdx:customerpersonal:read",
  REWARDS: "fdx:rewards:read",
} as const;

export type DataCluster = keyof typeof DATA_CLUSTER_SCOPES;

export const DATA_CLUSTERS = Object.keys(DATA_CLUSTER_SCOPES) as readonly DataCluster[];

export function scopeOf(cluster: DataCluster): string {
  return DATA_CLUSTER_SCOPES[cluster];
}

/** @returns the clusters a granted OAuth scope covers; scopes of other kinds (openid …) are passed over. */
export function clustersOf(scope: string): readonly DataCluster[] {
  const granted = new Set(scope.split(" "));
  return DATA_CLUSTERS.filter((cluster) => granted.has(DATA_CLUSTER_SCOPES[cluster]));
}
