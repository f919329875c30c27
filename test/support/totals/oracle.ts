import type { ExpectedCoverage, ExpectedGap, ExpectedTotals } from "./expected-totals.js";
import type { MadeConsent, TotalsCase } from "./made-case.js";
import { isNoCash, type Listed, valueOf } from "./oracle-accounts.js";
import { flowOf, periodsOf } from "./oracle-flow.js";
import { decimal, Lacking, total } from "./oracle-values.js";

/**
 * The totals of docs/totals.md, worked out a second time: from that page, in whole numbers, and with nothing of the gateway's.
 * @param now when the gateway is asked, RFC 3339.
 */
export function expectedTotals(made: TotalsCase, now: string): ExpectedTotals {
  return {
    cashPosition: cashPosition(made, now),
    netWorth: netWorth(made, now),
    cashFlow: cashFlow(made, now),
  };
}

function cashPosition(made: TotalsCase, now: string): ExpectedTotals["cashPosition"] {
  const { parts, coverage } = look(made, { now, needs: "ACCOUNT_DETAILED" }, (listed) =>
    isNoCash(listed.account) ? undefined : valueOf(listed),
  );
  const amounts = byCurrency(parts, (own) => {
    const available = own.flatMap((part) => part.available ?? []);
    return {
      amount: decimal(total(own.map(({ amount }) => amount))),
      available: available.length < own.length ? null : decimal(total(available)),
    };
  });
  return { amounts, coverage };
}

function netWorth(made: TotalsCase, now: string): ExpectedTotals["netWorth"] {
  const { parts, coverage } = look(made, { now, needs: "ACCOUNT_DETAILED" }, valueOf);
  const amounts = byCurrency(parts, (own) => {
    const assets = total(own.map(({ isOwed, amount }) => (isOwed ? 0n : amount)));
    const liabilities = total(own.map(({ isOwed, amount }) => (isOwed ? amount : 0n)));
    return {
      ...{ assets: decimal(assets), liabilities: decimal(liabilities) },
      net: decimal(assets - liabilities),
    };
  });
  return { amounts, coverage };
}

function cashFlow(made: TotalsCase, now: string): ExpectedTotals["cashFlow"] {
  const { parts, coverage } = look(made, { now, needs: "TRANSACTIONS" }, (listed) => flowOf(listed, made));
  const periods = periodsOf(made).map(({ from, to }) => ({
    ...{ from, to },
    amounts: byCurrency(parts, (own) => {
      const moved = own.flatMap((part) => part.moved.filter(({ day }) => day >= from && day <= to));
      const inflow = total(moved.map(({ amount }) => (amount > 0n ? amount : 0n)));
      const outflow = total(moved.map(({ amount }) => (amount < 0n ? -amount : 0n)));
      return {
        ...{ inflow: decimal(inflow), outflow: decimal(outflow) },
        net: decimal(inflow - outflow),
      };
    }),
  }));
  return { periods, coverage };
}

interface Look {
  readonly now: string;
  readonly needs: Cluster;
}

type Cluster = "ACCOUNT_DETAILED" | "TRANSACTIONS";

interface Looked<Part> {
  readonly parts: readonly Part[];
  readonly coverage: ExpectedCoverage;
}

function look<Part>(
  { consents }: TotalsCase,
  { now, needs }: Look,
  read: (listed: Listed) => Part | undefined,
): Looked<Part> {
  const missing: ExpectedGap[] = consents.flatMap((consent) => {
    const code = consent.hasEnded ? whyEnded(consent, consents) : whyLacking(consent, needs);
    return code === undefined ? [] : [{ consent: consent.consentId, account: null, code, field: null }];
  });
  const found: { readonly part: Part; readonly name: string; readonly asOf: string }[] = [];
  for (const listed of accountsOf(consents, needs)) {
    const { consent, account } = listed;
    try {
      const part = read(listed);
      const name = `${consent.consentId}/${account.accountId}`;
      if (part !== undefined) found.push({ part, name, asOf: consent.asOf ?? now });
    } catch (failure) {
      if (!(failure instanceof Lacking)) throw failure;
      const { code, field } = failure;
      missing.push({ consent: consent.consentId, account: account.accountId, code, field });
    }
  }
  // In the order of the consents, what is said of all of one first.
  missing.sort((one, other) => consentIndex(one) - consentIndex(other));
  const oldestAsOf = found.map(({ asOf }) => asOf).sort()[0] ?? null;
  const included = found.map(({ name }) => name);
  return {
    parts: found.map(({ part }) => part),
    coverage: { complete: missing.length === 0, included, missing, oldestAsOf },
  };
}

function consentIndex({ consent }: ExpectedGap): number {
  return Number(consent.slice("c-".length));
}

/** Each once: in the place of the first that shows it, and as the last one has it. */
function accountsOf(consents: readonly MadeConsent[], needs: Cluster): readonly Listed[] {
  const shown = new Map<string, Listed>();
  for (const consent of consents.filter((each) => givesAccounts(each, needs))) {
    for (const account of consent.accounts)
      shown.set(`${consent.dataProviderId} ${account.accountId}`, { consent, account });
  }
  return [...shown.values()];
}

/** Accounts that lack balances are listed nevertheless; without transactions there is no use in them. */
function givesAccounts({ clusters, failure, hasEnded }: MadeConsent, needs: Cluster): boolean {
  if (hasEnded || failure !== undefined || !mayListAccounts(clusters)) return false;
  return needs === "ACCOUNT_DETAILED" || clusters.includes(needs);
}

function mayListAccounts(clusters: MadeConsent["clusters"]): boolean {
  return clusters.includes("ACCOUNT_BASIC") || clusters.includes("ACCOUNT_DETAILED");
}

function whyLacking({ clusters, failure, isShort }: MadeConsent, needs: Cluster): string | undefined {
  const isGranted = clusters.includes(needs);
  if (!mayListAccounts(clusters) || (needs === "TRANSACTIONS" && !isGranted))
    return "DATA_CLUSTER_NOT_GRANTED";
  const ownFailure = failure ?? (isShort ? "PROVIDER_ANSWER_INVALID" : undefined);
  return ownFailure ?? (isGranted ? undefined : "DATA_CLUSTER_NOT_GRANTED");
}

/** A later one at its bank that can be used has taken its place. */
function whyEnded(
  { dataProviderId, consentId }: MadeConsent,
  consents: readonly MadeConsent[],
): string | undefined {
  const isFollowed = consents.some(
    (other) => other.consentId > consentId && other.dataProviderId === dataProviderId && !other.hasEnded,
  );
  return isFollowed ? undefined : "CONSENT_REAUTH_REQUIRED";
}

function byCurrency<Part extends { readonly currency: string }>(
  parts: readonly Part[],
  add: (own: readonly Part[]) => object,
): readonly object[] {
  const currencies = [...new Set(parts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    currency,
    ...add(parts.filter((part) => part.currency === currency)),
  }));
}
