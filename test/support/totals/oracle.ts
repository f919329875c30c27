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
  const { parts, coverage } = look(made, { now, needsBalances: true }, (listed) =>
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
  const { parts, coverage } = look(made, { now, needsBalances: true }, valueOf);
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
  const { parts, coverage } = look(made, { now, needsBalances: false }, (listed) => flowOf(listed, made));
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
  readonly needsBalances: boolean;
}

interface Looked<Part> {
  readonly parts: readonly Part[];
  readonly coverage: ExpectedCoverage;
}

function look<Part>(
  { consents }: TotalsCase,
  { now, needsBalances }: Look,
  read: (listed: Listed) => Part | undefined,
): Looked<Part> {
  const missing: ExpectedGap[] = consents.flatMap((consent) => {
    const code = whyLacking(consent, needsBalances);
    return code === undefined ? [] : [{ consent: consent.consentId, account: null, code, field: null }];
  });
  const found: { readonly part: Part; readonly name: string; readonly asOf: string }[] = [];
  for (const listed of accountsOf(consents)) {
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
  const oldestAsOf = found.map(({ asOf }) => asOf).sort()[0] ?? null;
  const included = found.map(({ name }) => name);
  return {
    parts: found.map(({ part }) => part),
    coverage: { complete: missing.length === 0, included, missing, oldestAsOf },
  };
}

/** Each once: in the place of the first that shows it, and as the last one has it. */
function accountsOf(consents: readonly MadeConsent[]): readonly Listed[] {
  const shown = new Map<string, Listed>();
  for (const consent of consents.filter(givesAccounts)) {
    for (const account of consent.accounts)
      shown.set(`${consent.dataProviderId} ${account.accountId}`, { consent, account });
  }
  return [...shown.values()];
}

function givesAccounts({ clusters, failure }: MadeConsent): boolean {
  return failure === undefined && clusters.some((cluster) => cluster.startsWith("ACCOUNT"));
}

function whyLacking(consent: MadeConsent, needsBalances: boolean): string | undefined {
  const { clusters, failure, isShort } = consent;
  if (!clusters.some((cluster) => cluster.startsWith("ACCOUNT"))) return "DATA_CLUSTER_NOT_GRANTED";
  if (!givesAccounts(consent)) return failure;
  if (isShort) return "PROVIDER_ANSWER_INVALID";
  return needsBalances && !clusters.includes("ACCOUNT_DETAILED") ? "DATA_CLUSTER_NOT_GRANTED" : undefined;
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
