import type { ActiveConsent } from "../consents/consent.js";
import { allPages, type ListRead } from "../providers/all-pages.js";
import type { Answer } from "../providers/answer.js";
import type { FdxRecord, HistoryQuery, Page } from "../providers/data-provider.js";
import { type AccountListLoader, accountListLoader } from "./account-list-loader.js";
import { type AccountLoader, accountLoader } from "./account-loader.js";
import {
  accountCacheKey,
  type AccountKey,
  type LoaderParts,
  providerFor,
  type ProviderOf,
} from "./loader-parts.js";
import { eachOnce, type Loader } from "./loader.js";
import { type NetworkLoaders, networkLoaders } from "./network-loaders.js";

export interface HistoryKey extends AccountKey {
  readonly query: HistoryQuery;
}

interface StatementKey extends AccountKey {
  /** FDX's own id of the statement. */
  readonly statementId: string;
}

interface RewardProgramKey {
  readonly consent: ActiveConsent;
  readonly rewardProgramId: string;
}

/**
 * Everything a resolver can load. `GraphContext` holds nothing else that reaches a bank. What is one answer of a bank
 * stays an `Answer`, with its bytes; what is put together from several is plain rows.
 */
export interface Loaders extends NetworkLoaders {
  readonly account: AccountLoader;
  readonly accountList: AccountListLoader;
  readonly customer: Loader<ActiveConsent, Answer<FdxRecord>>;
  readonly customerList: Loader<ActiveConsent, ListRead<FdxRecord>>;
  readonly contact: Loader<AccountKey, Answer<FdxRecord>>;
  readonly rewardPrograms: Loader<ActiveConsent, ListRead<FdxRecord>>;
  readonly rewardProgram: Loader<RewardProgramKey, Answer<FdxRecord>>;
  readonly rewardCategories: Loader<RewardProgramKey, ListRead<FdxRecord>>;
  readonly transactionPage: Loader<HistoryKey, Answer<Page<FdxRecord>>>;
  readonly statementPage: Loader<HistoryKey, Answer<Page<FdxRecord>>>;
  readonly statementLink: Loader<StatementKey, string | undefined>;
}

/** Made anew for every request: a loader that outlives its request would show one caller's data to the next. */
export function createLoaders(parts: LoaderParts): Loaders {
  const of: ProviderOf = (consent) => providerFor(parts, consent);
  const byConsent = ({ id }: ActiveConsent): string => id;
  const accountList = accountListLoader(parts);
  const customer: Loaders["customer"] = eachOnce(async (consent) => {
    const { provider, call } = of(consent);
    return provider.customer(call);
  }, byConsent);
  return {
    account: accountLoader(parts, accountList),
    accountList,
    customer,
    customerList: eachOnce(async (consent) => {
      const { provider, capability, call } = of(consent);
      // Flinks Outbound has the person who consented, and no list.
      if (capability.isDeclaredUnsupported("CUSTOMERS")) {
        return { rows: [(await customer.load(consent)).value], isShort: false };
      }
      return allPages((cursor) => provider.customers(call, cursor), { idOf: (row) => row["customerId"] });
    }, byConsent),
    contact: eachOnce(async ({ consent, accountId }) => {
      const { provider, call } = of(consent);
      return provider.contact(call, accountId);
    }, accountCacheKey),
    ...networkLoaders(of),
    ...rewardLoaders(of),
    ...historyLoaders(of),
  };
}

type HistoryLoaders = Pick<Loaders, "transactionPage" | "statementPage" | "statementLink">;

function historyLoaders(of: ProviderOf): HistoryLoaders {
  return {
    transactionPage: eachOnce(async ({ consent, accountId, query }) => {
      const { provider, call } = of(consent);
      return provider.transactions(call, accountId, query);
    }, historyCacheKey),
    statementPage: eachOnce(async ({ consent, accountId, query }) => {
      const { provider, call } = of(consent);
      return provider.statements(call, accountId, query);
    }, historyCacheKey),
    statementLink: eachOnce(
      async ({ consent, accountId, statementId }) => {
        const { provider, call } = of(consent);
        return provider.statementLink(call, accountId, statementId);
      },
      (key) => `${accountCacheKey(key)}/${JSON.stringify(key.statementId)}`,
    ),
  };
}

type RewardLoaders = Pick<Loaders, "rewardPrograms" | "rewardProgram" | "rewardCategories">;

function rewardLoaders(of: ProviderOf): RewardLoaders {
  const byProgram = ({ consent, rewardProgramId }: RewardProgramKey): string =>
    `${consent.id}/${rewardProgramId}`;
  return {
    rewardPrograms: eachOnce(
      async (consent) => {
        const { provider, call } = of(consent);
        const idOf = (row: FdxRecord): unknown => row["rewardProgramId"];
        return allPages((cursor) => provider.rewardPrograms(call, cursor), { idOf });
      },
      ({ id }) => id,
    ),
    rewardProgram: eachOnce(async ({ consent, rewardProgramId }) => {
      const { provider, call } = of(consent);
      return provider.rewardProgram(call, rewardProgramId);
    }, byProgram),
    rewardCategories: eachOnce(async ({ consent, rewardProgramId }) => {
      const { provider, call } = of(consent);
      const idOf = (row: FdxRecord): unknown => row["categoryId"];
      return allPages((cursor) => provider.rewardCategories(call, rewardProgramId, cursor), { idOf });
    }, byProgram),
  };
}

function historyCacheKey(key: HistoryKey): string {
  const { startDate, endDate, limit, cursor } = key.query;
  return `${accountCacheKey(key)}/${startDate}/${endDate}/${limit}/${cursor ?? ""}`;
}
