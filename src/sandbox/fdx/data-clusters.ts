/** The clusters this bank knows: the scope that asks for each, and what the consent page says about it. */
const CLUSTERS = {
  ACCOUNT_BASIC: {
    scope: "fdx:accountbasic:read",
    words: "The names, kinds and masked numbers of your accounts",
  },
  ACCOUNT_DETAILED: {
    scope: "fdx:accountdetailed:read",
    words: "Balances, rates and other details of your accounts",
  },
  TRANSACTIONS: {
    scope: "fdx:transactions:read",
    words: "What came in and went out over the last two years",
  },
  INVESTMENTS: { scope: "fdx:investments:read", words: "What your investment accounts hold" },
  STATEMENTS: { scope: "fdx:statements:read", words: "Your monthly statements" },
  PAYMENT_SUPPORT: {
    scope: "fdx:paymentsupport:read",
    words: "Full account numbers, as needed to pay into or out of your accounts",
  },
  ACCOUNT_PAYMENTS: {
    scope: "fdx:accountpayments:read",
    words: "Full account numbers, as needed for payments",
  },
  CUSTOMER_CONTACT: {
    scope: "fdx:customercontact:read",
    words: "Your name, address, telephone number and e-mail address",
  },
  CUSTOMER_PERSONAL: {
    scope: "fdx:customerpersonal:read",
    words: "Your date of birth and your masked tax number",
  },
  REWARDS: { scope: "fdx:rewards:read", words: "Your memberships in our loyalty programmes" },
} as const;

export type DataCluster = keyof typeof CLUSTERS;

const ALL = Object.keys(CLUSTERS) as DataCluster[];

/** The scopes of one bank. */
export class ScopeNames {
  readonly #names: Readonly<Partial<Record<DataCluster, string>>>;

  constructor(names: Readonly<Partial<Record<DataCluster, string>>>) {
    this.#names = names;
  }

  /** Every scope the bank grants beside `openid` and `offline_access`. */
  get all(): readonly string[] {
    return [...new Set(Object.values(this.#names))];
  }

  /**
   * The clusters that a granted scope stands for, and those that have no scope at this bank: it shows them to everybody who
   * may see the account. Scopes of other kinds are passed over.
   */
  clustersOf(scope: string): ReadonlySet<DataCluster> {
    const granted = new Set(scope.split(" "));
    return new Set(
      ALL.filter((cluster) => {
        const name = this.#names[cluster];
        return name === undefined || granted.has(name);
      }),
    );
  }
}

export const FDX_SCOPE_NAMES = new ScopeNames(
  Object.fromEntries(ALL.map((cluster) => [cluster, CLUSTERS[cluster].scope])),
);

/** What a cluster means to the person who is asked for it. */
export function inPlainWords(cluster: DataCluster): string {
  return CLUSTERS[cluster].words;
}
