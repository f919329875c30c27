import { type GraphQLResolveInfo, isAbstractType } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { DataProviderId } from "../../core/ids.js";
import { findAccount } from "../account/account.resolver.js";
import { findConsent } from "../consent/consent.resolver.js";
import type { GraphContext } from "../context.js";
import { selectedFields } from "../selected-fields.js";
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
        return context.dataProvider(DataProviderId(id)) ?? null;
    }
  }
}

/** A field that only consents or data providers have says nothing of what is wanted of an account. */
function selectedOfAccounts({ schema, ...info }: GraphQLResolveInfo): ReadonlySet<string> {
  const account = schema.getType("Account");
  const types = isAbstractType(account) ? schema.getPossibleTypes(account) : [];
  const fields = new Set(types.flatMap((type) => Object.keys(type.getFields())));
  return new Set([...selectedFields({ schema, ...info }, [])].filter((field) => fields.has(field)));
}
