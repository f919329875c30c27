import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../connection/connection-of.js";
import { Account } from "../fdx/types.js";
import type { AccountNode } from "./account-node.js";
import { ProviderProblem } from "./provider-problem.type.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of accounts over all the caller's active consents.",
})
export class AccountConnection extends connectionOf<AccountNode>("Account", () => Account) {
  @Field(() => [ProviderProblem], {
    description:
      "Consents whose accounts are missing or incomplete, each with its reason. Empty when all is well.",
  })
  readonly problems!: readonly ProviderProblem[];
}
