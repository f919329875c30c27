import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { consentNode } from "../consent/consent-node.js";
import { Consent } from "../consent/consent.type.js";
import type { GraphContext } from "../context.js";
import { Account } from "../fdx/types.js";
import { type AccountNode, originOf } from "./account-node.js";

@Resolver(() => Account)
export class AccountConsentResolver {
  @FieldResolver(() => Consent, {
    description: "The consent this account was read under, and with it the bank.",
  })
  consent(@Ctx() context: GraphContext, @Root() account: AccountNode): Consent {
    return consentNode(context, originOf(account).consent);
  }
}
