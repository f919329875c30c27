import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { accountOf } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";
import { tellMissing } from "../nulls/list-gap.js";
import { providerProblems } from "../problem/provider-problems.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { selectedFields } from "../selected-fields.js";
import { mergedRequest } from "./merged-request.js";
import { mergedTransactions } from "./merged-transactions.js";
import { MergedTransactionsArgs } from "./merged-transactions.args.js";
import { MergedTransactionConnection } from "./merged-transactions.type.js";

@Resolver()
export class MergedTransactionsResolver {
  @Query(() => MergedTransactionConnection, {
    nullable: true,
    description:
      "The transactions of all accounts of all active consents in one list, newest first by `postedTimestamp`, or by `transactionTimestamp` where that is missing; one without both stands first. Each account is read once, as `accounts` shows it. What is missing appears under `problems`; the others' transactions are complete. Needs TRANSACTIONS; one call for each consent, and for each account one or more: the window is read in slices of 31 days and longer, and a page ends with the slice that fills it.",
  })
  async transactions(
    @Ctx() context: GraphContext,
    @Args(() => MergedTransactionsArgs) args: MergedTransactionsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MergedTransactionConnection> {
    requireRawAllowed(context, selectedFields(info, ["nodes"], ["edges", "node"]));
    const request = await mergedRequest(context, args);
    const { failures, isCut, ...page } = await mergedTransactions(context, request);
    context.shown.tell(
      info,
      page.nodes.map((node) => ({ kind: "plain", consent: accountOf(node).consent })),
    );
    for (const { failure } of failures) context.nulls.tellGap(info, failure);
    if (isCut || (!page.complete && failures.length === 0)) tellMissing(context, info);
    return { ...page, problems: providerProblems(context, failures, "transactions") };
  }
}
