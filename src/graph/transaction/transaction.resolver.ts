import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { TransactionRecord } from "../../loaders/records.js";
import { Account } from "../account/account.type.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import { findAccount } from "../account/account.resolver.js";
import type { Connection } from "../connection/connection-of.js";
import { HistoryArgs } from "../connection/history.args.js";
import { historyPage } from "../connection/history-page.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { TransactionConnection, type TransactionNode } from "./transaction-connection.type.js";

const NOTHING_SELECTED: ReadonlySet<string> = new Set();

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
  ): Promise<Connection<TransactionNode>> {
    return transactionPage(context, account, args);
  }
}

@Resolver()
export class TransactionQueryResolver {
  @Query(() => TransactionConnection, {
    description: "The transactions of one account, as `Account.transactions`.",
  })
  async transactions(
    @Ctx() context: GraphContext,
    @Arg("accountId", () => ID, { description: "The gateway's id of the account." }) accountId: string,
    @Args(() => HistoryArgs) args: HistoryArgs,
  ): Promise<Connection<TransactionNode>> {
    const account = await findAccount(context, accountId, NOTHING_SELECTED);
    if (account === null)
      throw new GatewayError("NOT_FOUND", "no such account", { facts: { argument: "accountId" } });
    return transactionPage(context, account, args);
  }
}

async function transactionPage(
  context: GraphContext,
  account: AccountNode,
  args: HistoryArgs,
): Promise<Connection<TransactionNode>> {
  requireCluster(originOf(account).consent, "TRANSACTIONS");
  return historyPage<TransactionRecord>(context, args, {
    name: "transactions",
    account,
    load: (key) => context.loaders.transactionPage.load(key),
    // The account's id is bound to the caller; a transaction is unique below it (FDX promises no more).
    node: (row) => ({ ...row, id: `${account.id}.${Buffer.from(row.transactionId).toString("base64url")}` }),
  });
}
