/** What the oracle expects of the three totals, in GraphQL's words but for ids, which are those of the case. */
export interface ExpectedTotals {
  readonly cashPosition: { readonly amounts: readonly object[]; readonly coverage: ExpectedCoverage };
  readonly netWorth: { readonly amounts: readonly object[]; readonly coverage: ExpectedCoverage };
  readonly cashFlow: { readonly periods: readonly object[]; readonly coverage: ExpectedCoverage };
}

export interface ExpectedCoverage {
  readonly complete: boolean;
  /** `consent/account` of each. */
  readonly included: readonly string[];
  readonly missing: readonly ExpectedGap[];
  readonly oldestAsOf: string | null;
}

export interface ExpectedGap {
  readonly consent: string;
  readonly account: string | null;
  readonly code: string;
  readonly field: string | null;
}
