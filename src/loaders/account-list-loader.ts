import DataLoader from "dataloader";
import type { ActiveConsent } from "../consents/consent.js";
import { allPages } from "../providers/all-pages.js";
import type { AccountRecord, ResultType } from "../providers/data-provider.js";
import { settle } from "./each-once.js";
import { type LoaderParts, providerFor } from "./loader-parts.js";

interface AccountListKey {
  readonly consent: ActiveConsent;
  readonly resultType: ResultType;
}

/** The accounts of one consent. */
export interface ConsentAccounts {
  readonly rows: readonly AccountRecord[];
  /** The provider says that there are more, and did not show them. */
  readonly isShort: boolean;
}

export type AccountListLoader = DataLoader<AccountListKey, ConsentAccounts, string>;

/** All accounts of a consent. Lists asked for twice in one operation are fetched once, with details if either needs them. */
export function accountListLoader(parts: LoaderParts): AccountListLoader {
  return new DataLoader(
    (keys) => {
      const detailed = new Set(
        keys.filter((key) => key.resultType === "details").map((key) => key.consent.id),
      );
      const lists = new Map<string, Promise<ConsentAccounts>>();
      return settle(
        keys.map(({ consent }) => {
          const list =
            lists.get(consent.id) ??
            loadList(parts, consent, detailed.has(consent.id) ? "details" : "lightweight");
          lists.set(consent.id, list);
          return list;
        }),
      );
    },
    { cacheKeyFn: ({ consent, resultType }) => `${consent.id}/${resultType}` },
  );
}

async function loadList(
  parts: LoaderParts,
  consent: ActiveConsent,
  resultType: ResultType,
): Promise<ConsentAccounts> {
  const { provider, call } = providerFor(parts, consent);
  const list = { isShort: false };
  const rows = await allPages((cursor) => provider.accounts(call, { resultType, cursor }), {
    idOf: ({ accountId }) => accountId,
    onShort: () => {
      list.isShort = true;
    },
  });
  return { rows, isShort: list.isShort };
}
