import type { Connection } from "../connection/connection-of.js";
import { type PageArgs, requirePageSize } from "../connection/page.args.js";
import { cursorInvalid, sliceAt } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import { accountKey, type AccountList } from "./account-list.js";
import { type AccountNode, type AccountOrigin, decodeAccountId } from "./account-node.js";

/** A page of `Query.accounts`. Its cursors are the accounts' ids. */
export interface AccountPlace {
  readonly first: number;
  readonly after: AccountOrigin | undefined;
}

/**
 * Asks no bank.
 * @throws GatewayError ARGUMENT_INVALID, CURSOR_INVALID
 */
export async function accountPlace(context: GraphContext, { first, after }: PageArgs): Promise<AccountPlace> {
  requirePageSize(first);
  if (after == null) return { first, after: undefined };
  const origin = await decodeAccountId(context, after);
  if (origin === undefined) throw cursorInvalid();
  return { first, after: origin };
}

/** @throws GatewayError CURSOR_INVALID */
export async function accountPage(
  context: GraphContext,
  list: AccountList,
  { first, after }: AccountPlace,
): Promise<Connection<AccountNode>> {
  const start = after === undefined ? 0 : await startBehind(context, list, after);
  const nodes = list.rows.map(({ node }) => node);
  const page = sliceAt(nodes, { start, first }, (account) => account.id);
  return list.missing.length === 0 ? page : { ...page, totalCount: null };
}

/** An account whose bank fails now is not in the list: paging goes on with the accounts of the consents behind it. */
async function startBehind(context: GraphContext, list: AccountList, after: AccountOrigin): Promise<number> {
  const index = list.rows.findIndex(({ keys }) => keys.includes(accountKey(after)));
  if (index >= 0) return index + 1;
  if (!list.failed.has(after.consent.id)) throw cursorInvalid();
  const { dataProviderId } = after.consent;
  const consents = await context.activeConsents();
  const rank = consents.findIndex((consent) => consent.dataProviderId === dataProviderId);
  const behind = list.rows.findIndex((row) => row.rank > rank);
  return behind < 0 ? list.rows.length : behind;
}
