import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { DataProviderId } from "../../core/ids.js";
import { findAccount } from "../account/account.resolver.js";
import { findConsent } from "../consent/consent.resolver.js";
import type { GraphContext } from "../context.js";
import { selectedOfAccounts } from "./selected-of-accounts.js";
import { Node } from "./node.type.js";

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "An account, consent or data provider by its `id`; null if there is none for this caller.",
  })
  async node(
    @Ctx() context: GraphContext,
    @Arg("id", () => ID, { description: "The `id` of an Account, Consent or DataProvider." }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const kind = context.ids.decodeAny(context.caller, id)?.kind;
    switch (kind) {
      case "account":
        return findAccount(context, id, info, selectedOfAccounts(info));
      case "consent":
        return findConsent(context, id);
      case "customer":
      case "cursor":
        return null;
      case undefined:
        return context.dataProviders.bankOf(DataProviderId(id)) ?? null;
    }
  }
}
