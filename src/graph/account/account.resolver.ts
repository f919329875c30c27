import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { PageArgs } from "../connection/page.args.js";
import type { GraphContext } from "../context.js";
import { providerProblems } from "../problem/provider-problems.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import type { ShownRow } from "../shown-rows.js";
import { selectedFields } from "../selected-fields.js";
import { Account } from "../fdx/types.js";
import { loadAccount } from "./load-account.js";
import { AccountConnection } from "./account-connection.type.js";
import { listAccounts } from "./account-list.js";
import { accountNode, type AccountNode, decodeAccountId, originOf } from "./account-node.js";
import { accountPage, accountPlace } from "./account-page.js";
import { accountRequest, isReadOn, resultTypeFor } from "./account-selection.js";

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => AccountConnection, {
    nullable: true,
    description:
      "The accounts of all active consents, oldest consent first; one that several consents at a bank show comes once, under the newest, or under the one by the better way (`source`). A provider that fails appears under `problems`; the others' accounts are complete.",
  })
  async accounts(
    @Ctx() context: GraphContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccountConnection> {
    const selected = selectedFields(info, ["nodes"], ["edges", "node"]);
    requireRawAllowed(context, selected);
    const place = await accountPlace(context, args);
    const list = await listAccounts(context, {
      resultType: resultTypeFor(selected),
      isReadOn: isReadOn(selected),
    });
    const page = await accountPage(context, list, place);
    context.shown.tell(info, page.nodes.map(shownAccount));
    for (const { failure } of list.missing) context.nulls.tellGap(info, failure);
    return {
      problems: providerProblems(context, [...list.missing, ...list.lacking], "accounts"),
      ...page,
    };
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
    return findAccount(context, id, info, selectedFields(info, []));
  }
}

/** @returns null for an id that is unknown, foreign, or of a consent that is no longer active: all look the same. */
export async function findAccount(
  context: GraphContext,
  id: string,
  info: GraphQLResolveInfo,
  selected: ReadonlySet<string>,
): Promise<AccountNode | null> {
  const origin = await decodeAccountId(context, id);
  if (origin === undefined) return null;
  const resultType = accountRequest(context, origin.consent, selected);
  const record = await loadAccount(context, info, { ...origin, resultType });
  if (record === undefined) return null;
  const node = accountNode(context, origin.consent, record);
  context.shown.tell(info, shownAccount(node));
  return node;
}

function shownAccount(node: AccountNode): ShownRow {
  return { kind: "account", ...originOf(node), record: node };
}
