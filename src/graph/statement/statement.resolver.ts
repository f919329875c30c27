import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Account } from "../fdx/types.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { Connection } from "../connection/connection-of.js";
import { HistoryArgs } from "../connection/history.args.js";
import { type HistoryNode, historyPage } from "../connection/history-page.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { StatementConnection } from "./statement-connection.type.js";

@Resolver(() => Account)
export class StatementResolver {
  @FieldResolver(() => StatementConnection, {
    nullable: true,
    description: "The account's statements. Needs STATEMENTS; one upstream call for each account and page.",
  })
  async statements(
    @Ctx() context: GraphContext,
    @Root() account: AccountNode,
    @Args(() => HistoryArgs) args: HistoryArgs,
  ): Promise<Connection<HistoryNode>> {
    const origin = originOf(account);
    requireCluster(origin.consent, "STATEMENTS");
    return historyPage(context, args, {
      ...{ name: "statements", idKey: "statementId", origin },
      load: (key) => context.loaders.statementPage.load(key),
    });
  }
}
