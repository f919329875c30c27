/** What was consented comes in data clusters (FDX DataCluster). FDX 6.4 has an OAuth scope for each. */
const FDX_SCOPES = {
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

export type DataCluster = keyof typeof FDX_SCOPES;

export const DATA_CLUSTERS = Object.keys(FDX_SCOPES) as readonly DataCluster[];

/** The OAuth scopes of one kind of provider. Several clusters may share one, and a cluster may have none. */
export class ScopeNames {
  readonly #scopes: Readonly<Partial<Record<DataCluster, string>>>;

  constructor(scopes: Readonly<Partial<Record<DataCluster, string>>>) {
    this.#scopes = scopes;
  }

  /** @returns none for clusters that have no scope there. */
  scopesOf(clusters: readonly DataCluster[]): readonly string[] {
    return clusters.flatMap((cluster) => this.#scopes[cluster] ?? []);
  }

  /**
   * @returns the clusters a granted OAuth scope covers, and those that no scope asks for: the customer chose them on the
   * provider's page, or did not. Scopes of other kinds (openid …) are passed over.
   */
  clustersOf(granting: string): readonly DataCluster[] {
    const granted = new Set(granting.split(" "));
    return DATA_CLUSTERS.filter((cluster) => {
      const scope = this.#scopes[cluster];
      return scope === undefined || granted.has(scope);
    });
  }
}

export const FDX_SCOPE_NAMES = new ScopeNames(FDX_SCOPES);

/** Flinks Outbound names them as FDX names the clusters, but for one. It knows no rewards. */
export const FLINKS_SCOPE_NAMES = new ScopeNames({
  ACCOUNT_BASIC: "ACCOUNT_BASIC",
  ACCOUNT_DETAILED: "ACCOUNT_DETAILED",
  PAYMENT_SUPPORT: "ACCOUNT_PAYMENTS",
  TRANSACTIONS: "TRANSACTIONS",
  STATEMENTS: "STATEMENTS",
  INVESTMENTS: "INVESTMENTS",
  CUSTOMER_CONTACT: "CUSTOMER_CONTACT",
  CUSTOMER_PERSONAL: "CUSTOMER_PERSONAL",
});

/** Connect knows no scopes: whoever links a login shares all of it. */
export const NO_SCOPE_NAMES = new ScopeNames({});
