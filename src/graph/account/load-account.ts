import type { GraphQLResolveInfo } from "graphql";
import type { SingleAccountKey } from "../../loaders/account-loader.js";
import type { AccountRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { rootSelects } from "../selected-fields.js";

/**
 * An operation that lists the accounts as well finds this one in the list, which is then asked for with what both need.
 * @returns `undefined` if the consent does not show the account.
 */
export async function loadAccount(
  context: GraphContext,
  info: GraphQLResolveInfo,
  key: SingleAccountKey,
): Promise<AccountRecord | undefined> {
  if (!rootSelects(info, "accounts")) return context.loaders.account.load(key);
  const { rows, isShort } = await context.loaders.accountList.load(key);
  const listed = rows.find(({ accountId }) => accountId === key.accountId);
  return listed === undefined && isShort ? context.loaders.account.load(key) : listed;
}
