import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { Account } from "../fdx/types.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import { HistoryArgs } from "../connection/history.args.js";
import { historyPage } from "../connection/history-page.js";
import type { GraphContext } from "../context.js";
import { pageWithGap } from "../nulls/list-gap.js";
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
    @Info() info: GraphQLResolveInfo,
  ): Promise<HistoryConnection> {
    const origin = originOf(account);
    requireCluster(origin.consent, "STATEMENTS");
    const page = await historyPage(context, args, {
      name: "statements",
      origin,
      keys: { idKey: "statementId", dayKeys: ["statementDate"] },
      load: (key) => context.loaders.statementPage.load(key),
    });
    context.shown.tell(
      info,
      page.nodes.map((node) => ({ kind: "statement", record: node, ...origin })),
    );
    return pageWithGap(context, info, page);
  }
}
