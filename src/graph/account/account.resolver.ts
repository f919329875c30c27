import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AccountId } from "../../core/ids.js";
import { PageArgs } from "../connection/page.args.js";
import { slice } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import { hasCluster, requireCluster } from "../require-cluster.js";
import { selectedFields } from "../selected-fields.js";
import { Account } from "./account.type.js";
import { AccountConnection } from "./account-connection.type.js";
import { listAccounts } from "./account-list.js";
import { accountNode, type AccountNode } from "./account-node.js";
import { resultTypeFor } from "./account-selection.js";

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => AccountConnection, {
    description:
      "The accounts of all active consents, oldest consent first. A provider that fails appears under `problems`; the others' accounts are complete.",
  })
  async accounts(
    @Ctx() context: GraphContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccountConnection> {
    const selected = selectedFields(info, ["nodes"], ["edges", "node"]);
    const { accounts, problems } = await listAccounts(context, resultTypeFor(selected));
    return { ...slice(accounts, args, (account) => account.id), problems };
  }

  @Query(() => Account, {
    nullable: true,
    description: "One account by the gateway's id; null if there is none for this caller.",
  })
  async account(
    @Ctx() context: GraphContext,
    @Arg("id", () => ID, { description: "An account's `id`." }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccountNode | null> {
    return findAccount(context, id, selectedFields(info, []));
  }
}

/** @returns null for an id that is unknown, foreign, or of a consent that is no longer active: all look the same. */
export async function findAccount(
  context: GraphContext,
  id: string,
  selected: ReadonlySet<string>,
): Promise<AccountNode | null> {
  const reference = context.ids.decode(context.caller, "account", id);
  const consent = reference && (await context.activeConsent(reference.consentId));
  if (consent === undefined) return null;
  requireCluster(consent, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
  const wanted = resultTypeFor(selected);
  if (wanted === "details") requireCluster(consent, "ACCOUNT_DETAILED");
  const resultType = hasCluster(consent, "ACCOUNT_BASIC") ? wanted : "details";
  const accountId = AccountId(reference?.parts[0] ?? "");
  const record = await context.loaders.account.load({ consent, accountId, resultType });
  return record === undefined ? null : accountNode(context, consent, record);
}
