import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../connection/connection-of.js";
import { Account } from "../fdx/types.js";
import type { AccountNode } from "./account-node.js";
import { ProviderProblem } from "../problem/provider-problem.type.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of accounts over all the caller's active consents.",
})
export class AccountConnection extends connectionOf<AccountNode>("Account", () => Account) {
  @Field(() => [ProviderProblem], {
    description:
      "Consents whose accounts are missing or incomplete, each with its reason, in the consents' order; one that has ended, and that no other has followed at its bank, too. Empty when all is well.",
  })
  readonly problems!: readonly ProviderProblem[];
}
