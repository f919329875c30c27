import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import { Account } from "../fdx/types.js";
import { type AccountNode, decodeAccountId, originOf } from "../account/account-node.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import { HistoryArgs } from "../connection/history.args.js";
import { loadAnswer } from "../connection/history-list.js";
import { historyPage, pageAsked, pageOf } from "../connection/history-page.js";
import type { GraphContext } from "../context.js";
import { pageWithGap } from "../nulls/list-gap.js";
import { projectedPage } from "../projected/projected-page.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { selectedFields } from "../selected-fields.js";
import { TransactionConnection } from "./transaction-connection.type.js";
import { transactionList } from "./transaction-rows.js";

@Resolver(() => Account)
export class TransactionResolver {
  @FieldResolver(() => TransactionConnection, {
    nullable: true,
    description:
      "The account's transactions, usually newest first. Needs TRANSACTIONS; one upstream call for each account and page.",
  })
  async transactions(
    @Ctx() context: GraphContext,
    @Root() account: AccountNode,
    @Args(() => HistoryArgs) args: HistoryArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HistoryConnection> {
    requireRawAllowed(context, selectedFields(info, ["nodes"], ["edges", "node"]));
    const list = transactionList(context, originOf(account), account["accountCategory"]);
    const asked = pageAsked(context, args, list);
    const answer = await loadAnswer(list, asked.place);
    const projected = projectedPage(context, info, { account, list, asked, answer });
    return projected ?? pageWithGap(context, info, pageOf(context, list, asked, answer.value));
  }
}

@Resolver()
export class TransactionQueryResolver {
  @Query(() => TransactionConnection, {
    nullable: true,
    description:
      "The transactions of one account, as `Account.transactions`; one upstream call. A transaction whose category the bank leaves out is an UnrecognizedTransaction here, unless a field that only one category has tells it.",
  })
  async accountTransactions(
    @Ctx() context: GraphContext,
    @Arg("accountId", () => ID, { description: "The gateway's id of the account." }) accountId: string,
    @Args(() => HistoryArgs) args: HistoryArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HistoryConnection> {
    requireRawAllowed(context, selectedFields(info, ["nodes"], ["edges", "node"]));
    const origin = await decodeAccountId(context, accountId);
    if (origin === undefined)
      throw new GatewayError("NOT_FOUND", "no such account", { facts: { argument: "accountId" } });
    context.shown.tell(info, { kind: "plain", consent: origin.consent });
    return pageWithGap(context, info, await historyPage(context, args, transactionList(context, origin)));
  }
}
