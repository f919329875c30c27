import type { ActiveConsent } from "../consents/consent.js";
import { allPages, type ListRead } from "../providers/all-pages.js";
import type { AccountRecord, ResultType } from "../providers/data-provider.js";
import { type LoaderParts, providerFor } from "./loader-parts.js";
import { type Loader, loader } from "./loader.js";

interface AccountListKey {
  readonly consent: ActiveConsent;
  readonly resultType: ResultType;
}

export type AccountListLoader = Loader<AccountListKey, ListRead<AccountRecord>>;

/** All accounts of a consent. Lists asked for twice in one operation are fetched once, with details if either needs them. */
export function accountListLoader(parts: LoaderParts): AccountListLoader {
  return loader(
    (keys) => {
      const detailed = new Set(
        keys.filter((key) => key.resultType === "details").map((key) => key.consent.id),
      );
      const lists = new Map<string, Promise<ListRead<AccountRecord>>>();
      return keys.map(({ consent }) => {
        const list =
          lists.get(consent.id) ??
          loadList(parts, consent, detailed.has(consent.id) ? "details" : "lightweight");
        lists.set(consent.id, list);
        return list;
      });
    },
    ({ consent, resultType }) => `${consent.id}/${resultType}`,
  );
}

async function loadList(
  parts: LoaderParts,
  consent: ActiveConsent,
  resultType: ResultType,
): Promise<ListRead<AccountRecord>> {
  const { provider, call } = providerFor(parts, consent);
  return allPages((cursor) => provider.accounts(call, { resultType, cursor }), {
    idOf: ({ accountId }) => accountId,
  });
}
