import type DataLoader from "dataloader";
import type { ActiveConsent } from "../consents/consent.js";
import { allPages } from "../providers/all-pages.js";
import type {
  FdxRecord,
  HistoryQuery,
  Page,
  StatementRecord,
  TransactionRecord,
} from "../providers/data-provider.js";
import { type AccountListLoader, accountListLoader } from "./account-list-loader.js";
import { type AccountLoader, accountLoader } from "./account-loader.js";
import { eachOnce } from "./each-once.js";
import { accountCacheKey, type AccountKey, type LoaderParts, providerFor } from "./loader-parts.js";

export interface HistoryKey extends AccountKey {
  readonly query: HistoryQuery;
}

/** Everything a resolver can load. `GraphContext` holds nothing else that reaches a bank. */
export interface Loaders {
  readonly account: AccountLoader;
  readonly accountList: AccountListLoader;
  readonly customer: DataLoader<ActiveConsent, FdxRecord, string>;
  readonly customerList: DataLoader<ActiveConsent, readonly FdxRecord[], string>;
  readonly contact: DataLoader<AccountKey, FdxRecord, string>;
  readonly paymentNetworks: DataLoader<AccountKey, readonly FdxRecord[], string>;
  readonly transactionPage: DataLoader<HistoryKey, Page<TransactionRecord>, string>;
  readonly statementPage: DataLoader<HistoryKey, Page<StatementRecord>, string>;
}

/** Made anew for every request: a loader that outlives its request would show one caller's data to the next. */
export function createLoaders(parts: LoaderParts): Loaders {
  const of = (consent: ActiveConsent): ReturnType<typeof providerFor> => providerFor(parts, consent);
  const byConsent = ({ id }: ActiveConsent): string => id;
  return {
    account: accountLoader(parts),
    accountList: accountListLoader(parts),
    customer: eachOnce(async (consent) => {
      const { provider, call } = of(consent);
      return (await provider.customer(call)).value;
    }, byConsent),
    customerList: eachOnce(async (consent) => {
      const { provider, call } = of(consent);
      return allPages((pageKey) => provider.customers(call, pageKey));
    }, byConsent),
    contact: eachOnce(async ({ consent, accountId }) => {
      const { provider, call } = of(consent);
      return (await provider.contact(call, accountId)).value;
    }, accountCacheKey),
    paymentNetworks: eachOnce(async ({ consent, accountId }) => {
      const { provider, call } = of(consent);
      return allPages((pageKey) => provider.paymentNetworks(call, accountId, pageKey));
    }, accountCacheKey),
    transactionPage: eachOnce(async ({ consent, accountId, query }) => {
      const { provider, call } = of(consent);
      return (await provider.transactions(call, accountId, query)).value;
    }, historyCacheKey),
    statementPage: eachOnce(async ({ consent, accountId, query }) => {
      const { provider, call } = of(consent);
      return (await provider.statements(call, accountId, query)).value;
    }, historyCacheKey),
  };
}

function historyCacheKey(key: HistoryKey): string {
  const { startDate, endDate, limit, pageKey } = key.query;
  return `${accountCacheKey(key)}/${startDate}/${endDate}/${limit}/${pageKey ?? ""}`;
}
