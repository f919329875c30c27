import type { ActiveConsent } from "../consents/consent.js";
import { asError } from "../core/as-error.js";
import { GatewayError } from "../core/gateway-error.js";
import { groupBy } from "../core/group-by.js";
import type { AccountId } from "../core/ids.js";
import { allPages } from "../providers/all-pages.js";
import type { AccountRecord, ResultType } from "../providers/data-provider.js";
import type { AccountListLoader } from "./account-list-loader.js";
import { accountCacheKey, type AccountKey, type LoaderParts, providerFor } from "./loader-parts.js";
import { type Loader, loader } from "./loader.js";
import { pairById } from "./pair-by-id.js";

export interface SingleAccountKey extends AccountKey {
  readonly resultType: ResultType;
}

export type AccountLoader = Loader<SingleAccountKey, AccountRecord | undefined>;

/** FDX names no maximum for `accountIds`; fifty ids of FDX's 256 characters still fit a URL. */
export const MAX_IDS_PER_CALL = 50;

/** What is loaded at once; one that fails does not touch the others. */
type Loaded = readonly (AccountRecord | undefined | Error)[];

interface AccountLoaderParts extends LoaderParts {
  readonly lists: AccountListLoader;
}

/**
 * Joins single accounts of one consent into one `/accounts?accountIds=` call. A provider that was seen to ignore the ids is
 * asked for one account a call. A missing account is `undefined`.
 * @param lists where accounts may only be had as a list.
 */
export function accountLoader(parts: LoaderParts, lists: AccountListLoader): AccountLoader {
  return loader(
    (keys) => loadAccounts({ ...parts, lists }, keys),
    (key) => `${accountCacheKey(key)}/${key.resultType}`,
  );
}

function loadAccounts(
  parts: AccountLoaderParts,
  keys: readonly SingleAccountKey[],
): readonly Promise<AccountRecord | undefined>[] {
  const found = new Map<string, Promise<AccountRecord | undefined>>();
  for (const batch of batches(keys)) {
    const loaded = loadBatch(parts, batch);
    batch.ids.forEach((accountId, index) => {
      const key = accountCacheKey({ consent: batch.consent, accountId });
      found.set(
        key,
        loaded.then((accounts) => valueOf(accounts[index])),
      );
    });
  }
  return keys.map(async (key) => found.get(accountCacheKey(key)));
}

function valueOf(account: Loaded[number]): AccountRecord | undefined {
  if (account instanceof Error) throw account;
  return account;
}

interface Batch {
  readonly consent: ActiveConsent;
  readonly ids: readonly AccountId[];
  readonly resultType: ResultType;
  /** One id with a comma, which would read as two: it must be asked for by name. */
  readonly alone: boolean;
}

/** By consent, then in chunks. */
function batches(keys: readonly SingleAccountKey[]): Batch[] {
  return [...groupBy(keys, (key) => key.consent)].flatMap(([consent, group]) => {
    const ids = [...new Set(group.map((key) => key.accountId))];
    const resultType: ResultType = group.some((key) => key.resultType === "details")
      ? "details"
      : "lightweight";
    const joined = chunksOf(
      ids.filter((id) => !id.includes(",")),
      MAX_IDS_PER_CALL,
    );
    const alone = ids.filter((id) => id.includes(",")).map((id) => [id]);
    return [
      ...joined.map((chunk) => ({ consent, ids: chunk, resultType, alone: false })),
      ...alone.map((single) => ({ consent, ids: single, resultType, alone: true })),
    ];
  });
}

async function loadBatch(parts: AccountLoaderParts, batch: Batch): Promise<Loaded> {
  const { capability } = providerFor(parts, batch.consent);
  if (batch.alone || !capability.joinsAccountIds) return loadEach(parts, batch);
  try {
    const { accounts, isAll } = await loadJoined(parts, batch);
    if (isAll || accounts.every((account) => account !== undefined)) return accounts;
    return await loadMissing(parts, batch, accounts);
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    // One id that the provider does not know may have failed the others.
    return batch.ids.length === 1 ? [undefined] : loadEach(parts, batch);
  }
}

async function loadMissing(
  parts: AccountLoaderParts,
  batch: Batch,
  accounts: readonly (AccountRecord | undefined)[],
): Promise<Loaded> {
  const ids = batch.ids.filter((_, index) => accounts[index] === undefined);
  const others = await loadEach(parts, { ...batch, ids });
  return batch.ids.map((id, index) => accounts[index] ?? others[ids.indexOf(id)]);
}

/** One call an account, which gives details: who may not have them takes the accounts from the list. */
async function loadEach(parts: AccountLoaderParts, batch: Batch): Promise<Loaded> {
  const { consent, ids, resultType } = batch;
  const { capability } = providerFor(parts, consent);
  const isGranted = consent.state.grantedClusters.includes("ACCOUNT_DETAILED");
  if (isGranted && !capability.isDeclaredUnsupported("ACCOUNT")) {
    return settle(ids.map((id) => loadOne(parts, batch, id)));
  }
  const { rows } = await parts.lists.load({ consent, resultType });
  return pairById(ids, rows, ({ accountId }) => accountId);
}

/**
 * Asks for all ids at once. A provider may send fewer rows a page than it was asked for, so that an account may be on
 * the next page; one that sends other accounts does not know `accountIds`, and walking its whole list would be dear.
 * `isAll` is false where an account may exist that did not come.
 */
async function loadJoined(
  parts: LoaderParts,
  { consent, ids, resultType }: Batch,
): Promise<{ readonly accounts: (AccountRecord | undefined)[]; readonly isAll: boolean }> {
  const { provider, call } = providerFor(parts, consent);
  const asked: ReadonlySet<string> = new Set(ids);
  const isForeign = ({ accountId }: AccountRecord): boolean => !asked.has(accountId);
  const { rows, isShort } = await allPages(
    (cursor) => provider.accounts(call, { resultType, accountIds: ids, cursor }),
    {
      idOf: ({ accountId }) => accountId,
      isEnough: (read) => read.some(isForeign) || read.length === asked.size,
    },
  );
  return {
    accounts: pairById(ids, rows, (row) => row.accountId),
    isAll: !isShort && !rows.some(isForeign),
  };
}

async function loadOne(
  parts: LoaderParts,
  batch: Batch,
  accountId: AccountId,
): Promise<AccountRecord | undefined> {
  const { provider, call } = providerFor(parts, batch.consent);
  try {
    return theOne(accountId, (await provider.account(call, accountId)).value);
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw failure;
  }
}

/** An account under another id may be somebody else's: it is not shown. */
function theOne(accountId: AccountId, account: AccountRecord): AccountRecord {
  if (account.accountId === accountId) return account;
  throw new GatewayError("PROVIDER_ANSWER_INVALID", "an account came under another id than was asked for");
}

function isNotFound(failure: unknown): boolean {
  return failure instanceof GatewayError && failure.code === "NOT_FOUND";
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** One that fails leaves its Error in its place. */
async function settle<Value>(promises: readonly Promise<Value>[]): Promise<(Value | Error)[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === "fulfilled") return result.value;
    return asError(result.reason);
  });
}
