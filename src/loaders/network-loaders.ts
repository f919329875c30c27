import { requireShallow } from "../core/shallow.js";
import { allPages, type ListRead } from "../providers/all-pages.js";
import type { Answer } from "../providers/answer.js";
import type { FdxRecord, Page } from "../providers/data-provider.js";
import { accountCacheKey, type AccountKey, type ProviderOf } from "./loader-parts.js";
import { eachOnce, type Loader } from "./loader.js";

/** The networks over which an account can pay, be paid, or have its securities moved. */
export interface NetworkLoaders {
  /** The first page, which at most banks is the only one. */
  readonly paymentNetworkPage: Loader<AccountKey, Answer<Page<FdxRecord>>>;
  /** The whole list; begins with that page. */
  readonly paymentNetworks: Loader<AccountKey, ListRead<FdxRecord>>;
  readonly assetTransferNetworks: Loader<AccountKey, ListRead<FdxRecord>>;
}

export function networkLoaders(of: ProviderOf): NetworkLoaders {
  const paymentNetworkPage: NetworkLoaders["paymentNetworkPage"] = eachOnce(
    async ({ consent, accountId }) => {
      const { provider, call } = of(consent);
      return provider.paymentNetworks(call, accountId);
    },
    accountCacheKey,
  );
  return {
    paymentNetworkPage,
    paymentNetworks: eachOnce(async (key) => {
      const { provider, call } = of(key.consent);
      const read = (cursor: string | undefined): Promise<Answer<Page<FdxRecord>>> =>
        cursor === undefined
          ? paymentNetworkPage.load(key)
          : provider.paymentNetworks(call, key.accountId, cursor);
      // FDX gives a network no id: one that comes again word by word is the same.
      return allPages(read, { idOf: asText });
    }, accountCacheKey),
    assetTransferNetworks: eachOnce(async ({ consent, accountId }) => {
      const { provider, call } = of(consent);
      const { rows } = (await provider.assetTransferNetworks(call, accountId)).value;
      return { rows, isShort: false };
    }, accountCacheKey),
  };
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID for a row that is nested too deeply */
function asText(row: FdxRecord): string {
  requireShallow(row);
  return JSON.stringify(row);
}
