import type { GraphQLResolveInfo } from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { SingleAccountKey } from "../../loaders/account-loader.js";
import type { AccountRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { rootSelects } from "../selected-fields.js";

/** Fields of the root that read the list of all accounts of a consent. */
const LISTING: readonly string[] = ["accounts", "transactions"];

/**
 * An operation that lists the accounts as well finds this one in the list, which is then asked for with what both need.
 * @returns `undefined` if the consent does not show the account.
 */
export async function loadAccount(
  context: GraphContext,
  info: GraphQLResolveInfo,
  key: SingleAccountKey,
): Promise<AccountRecord | undefined> {
  if (!LISTING.some((name) => rootSelects(info, name))) return context.loaders.account.load(key);
  try {
    const { rows, isShort } = await context.loaders.accountList.load(key);
    const listed = rows.find(({ accountId }) => accountId === key.accountId);
    if (listed !== undefined || !isShort) return listed;
  } catch (failure) {
    if (!(failure instanceof GatewayError) || failure.code !== "PROVIDER_ANSWER_INVALID") throw failure;
  }
  // A list that breaks off, or hides accounts, says nothing of this one.
  return context.loaders.account.load(key);
}
