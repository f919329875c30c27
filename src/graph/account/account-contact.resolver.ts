import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { FdxRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { Account, AccountContact, AccountHolder } from "../fdx/types.js";
import { type AccountNode, originOf } from "./account-node.js";

@Resolver(() => Account)
export class AccountContactResolver {
  @FieldResolver(() => AccountContact, {
    nullable: true,
    description: "How to reach the holders. Needs CUSTOMER_CONTACT; one upstream call for each account.",
  })
  async contact(@Ctx() context: GraphContext, @Root() account: AccountNode): Promise<FdxRecord> {
    const origin = originOf(account);
    requireCluster(origin.consent, "CUSTOMER_CONTACT");
    return (await context.loaders.contact.load(origin)).value;
  }

  @FieldResolver(() => [AccountHolder], {
    nullable: true,
    description:
      "The owners and other parties, the same as `contact { holders }` and from the same upstream call. Needs CUSTOMER_CONTACT.",
  })
  async holders(@Ctx() context: GraphContext, @Root() account: AccountNode): Promise<unknown> {
    return (await this.contact(context, account))["holders"];
  }
}
