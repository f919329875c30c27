import DataLoader from "dataloader";
import type { ActiveConsent } from "../consents/consent.js";
import { GatewayError } from "../core/gateway-error.js";
import type { AccountId } from "../core/ids.js";
import type { AccountRecord, ResultType } from "../providers/data-provider.js";
import { accountCacheKey, type AccountKey, type LoaderParts, providerFor } from "./loader-parts.js";
import { pairById } from "./pair-by-id.js";

interface SingleAccountKey extends AccountKey {
  readonly resultType: ResultType;
}

export type AccountLoader = DataLoader<SingleAccountKey, AccountRecord | undefined, string>;

/** FDX names no maximum for `accountIds`; fifty ids of FDX's 256 characters still fit a URL. */
const MAX_IDS_PER_CALL = 50;

/** Joins single accounts of one consent into one `/accounts?accountIds=` call. A missing account is `undefined`. */
export function accountLoader(parts: LoaderParts): AccountLoader {
  return new DataLoader((keys) => loadAccounts(parts, keys), {
    cacheKeyFn: (key) => `${accountCacheKey(key)}/${key.resultType}`,
  });
}

async function loadAccounts(
  parts: LoaderParts,
  keys: readonly SingleAccountKey[],
): Promise<(AccountRecord | undefined | Error)[]> {
  const found = new Map<string, AccountRecord | undefined | Error>();
  await Promise.all(
    batches(keys).map(async (batch) => {
      const accounts = await loadBatch(parts, batch).catch((failure: unknown) =>
        batch.ids.map(() => asError(failure)),
      );
      batch.ids.forEach((accountId, index) => {
        found.set(accountCacheKey({ consent: batch.consent, accountId }), accounts[index]);
      });
    }),
  );
  return keys.map((key) => found.get(accountCacheKey(key)));
}

interface Batch {
  readonly consent: ActiveConsent;
  readonly ids: readonly AccountId[];
  readonly resultType: ResultType;
}

/** By consent, then in chunks. An id with a comma would read as two: it goes alone. */
function batches(keys: readonly SingleAccountKey[]): Batch[] {
  const byConsent = groupByConsent(keys);
  return [...byConsent].flatMap(([consent, group]) => {
    const ids = [...new Set(group.map((key) => key.accountId))];
    const resultType = group.some((key) => key.resultType === "details") ? "details" : "lightweight";
    const joined = ids.filter((id) => !id.includes(","));
    const alone = ids.filter((id) => id.includes(","));
    const chunks = [...chunksOf(joined, MAX_IDS_PER_CALL), ...alone.map((id) => [id])];
    return chunks.map((chunk) => ({ consent, ids: chunk, resultType }) as const);
  });
}

async function loadBatch(parts: LoaderParts, batch: Batch): Promise<(AccountRecord | undefined)[]> {
  const { provider, call } = providerFor(parts, batch.consent);
  if (batch.ids.some((id) => id.includes(",")))
    return Promise.all(batch.ids.map((id) => loadOne(parts, batch, id)));
  const { value } = await provider.accounts(call, { resultType: batch.resultType, accountIds: batch.ids });
  const paired = pairById(batch.ids, value.rows, (row) => row.accountId);
  const asked = new Set(batch.ids);
  const ignoredIds = value.rows.some((row) => !asked.has(row.accountId));
  if (!ignoredIds) return paired;
  // The provider does not know `accountIds` and sent what it liked: ask for the missing ones by name.
  return Promise.all(batch.ids.map(async (id, index) => paired[index] ?? (await loadOne(parts, batch, id))));
}

async function loadOne(
  parts: LoaderParts,
  batch: Batch,
  accountId: AccountId,
): Promise<AccountRecord | undefined> {
  const { provider, call } = providerFor(parts, batch.consent);
  try {
    return (await provider.account(call, accountId)).value;
  } catch (failure) {
    if (failure instanceof GatewayError && failure.code === "NOT_FOUND") return undefined;
    throw failure;
  }
}

function groupByConsent(keys: readonly SingleAccountKey[]): Map<ActiveConsent, SingleAccountKey[]> {
  const groups = new Map<ActiveConsent, SingleAccountKey[]>();
  for (const key of keys) groups.set(key.consent, [...(groups.get(key.consent) ?? []), key]);
  return groups;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error("unknown failure", { cause: failure });
}
