import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { StatementRecord } from "../../loaders/records.js";
import { Account } from "../account/account.type.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { Connection } from "../connection/connection-of.js";
import { HistoryArgs } from "../connection/history.args.js";
import { historyPage } from "../connection/history-page.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { StatementConnection, type StatementNode } from "./statement-connection.type.js";

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
  ): Promise<Connection<StatementNode>> {
    requireCluster(originOf(account).consent, "STATEMENTS");
    return historyPage<StatementRecord>(context, args, {
      name: "statements",
      account,
      load: (key) => context.loaders.statementPage.load(key),
      node: (row) => ({ ...row, id: `${account.id}.${Buffer.from(row.statementId).toString("base64url")}` }),
    });
  }
}
