import type { Consent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import { accountKey } from "../account/account-list.js";
import { type AccountOrigin, decodeAccountId } from "../account/account-node.js";
import { historyWindow } from "../connection/history.args.js";
import { markOf } from "../connection/mark.js";
import { requirePageSize } from "../connection/page.args.js";
import type { GraphContext } from "../context.js";
import { bankIdOf } from "../data-provider/bank-id.js";
import { type MergedPlace, mergedPlaceAt } from "./merged-place.js";
import { firstSlice } from "./merged-slice.js";
import type { MergedTransactionsArgs } from "./merged-transactions.args.js";

/** What is asked of the transactions of all accounts. */
export interface MergedRequest {
  readonly first: number;
  readonly place: MergedPlace;
  /** Whether a consent may show any of it. */
  readonly isWanted: (consent: Consent) => boolean;
  /** The only accounts that are wanted; all if missing. */
  readonly accounts: readonly AccountOrigin[] | undefined;
}

/**
 * Asks no bank.
 * @throws GatewayError ARGUMENT_INVALID, CURSOR_INVALID, and NOT_FOUND for a consent or account that is none of the caller's
 */
export async function mergedRequest(
  context: GraphContext,
  args: MergedTransactionsArgs,
): Promise<MergedRequest> {
  const first = requirePageSize(args.first);
  const window = historyWindow(args, context.today);
  const consentIds = await wantedConsents(context, args.consentIds);
  const accounts = await wantedAccounts(context, args.accountIds);
  const filter = filterMark(consentIds, accounts);
  const start = { window, filter, slice: firstSlice(window, context.today) };
  const place =
    args.after == null
      ? { ...start, gap: "", again: [] }
      : mergedPlaceAt(context, args.after, { filter, startDate: args.startDate, endDate: args.endDate });
  // An account may come by another way to its bank as well.
  const banks = accounts && new Set(accounts.map(({ consent }) => bankIdOf(context, consent)));
  const isWanted = (consent: Consent): boolean =>
    consentIds?.has(consent.id) !== false && banks?.has(bankIdOf(context, consent)) !== false;
  return { first, place, isWanted, accounts };
}

async function wantedConsents(
  context: GraphContext,
  ids: readonly string[] | null | undefined,
): Promise<ReadonlySet<ConsentId> | undefined> {
  if (ids == null) return undefined;
  const known = new Set((await context.listedConsents()).map(({ id }) => id));
  return new Set(
    ids.map((id) => {
      const consentId = context.ids.decode(context.caller, "consent", id)?.consentId;
      if (consentId !== undefined && known.has(consentId)) return consentId;
      throw notFound("consentIds");
    }),
  );
}

async function wantedAccounts(
  context: GraphContext,
  ids: readonly string[] | null | undefined,
): Promise<readonly AccountOrigin[] | undefined> {
  if (ids == null) return undefined;
  const origins = await Promise.all(ids.map((id) => decodeAccountId(context, id)));
  return origins.map((origin) => {
    if (origin === undefined) throw notFound("accountIds");
    return origin;
  });
}

export function notFound(argument: string): GatewayError {
  return new GatewayError("NOT_FOUND", `nothing by one of the ${argument}`, { facts: { argument } });
}

/** The order of ids, and one given twice, change nothing. */
function filterMark(
  consentIds: ReadonlySet<ConsentId> | undefined,
  accounts: readonly AccountOrigin[] | undefined,
): string {
  if (consentIds === undefined && accounts === undefined) return "";
  const keys = accounts && [...new Set(accounts.map(accountKey))].sort();
  return markOf(JSON.stringify([consentIds ? [...consentIds].sort() : null, keys ?? null]));
}
