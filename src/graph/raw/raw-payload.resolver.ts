import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type AccountNode, originOf } from "../account/account-node.js";
import { accountOf, type HistoryNode } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";
import { Account, Transaction } from "../fdx/types.js";
import { Json } from "../scalars/json.js";
import { readPayload } from "./raw-payload.js";

const description =
  "What the provider sent, unread and unmasked: it may hold full account numbers and names of any kind. Only for apps that the operator allows it; reading it is audited.";

@Resolver(() => Account)
export class RawAccountResolver {
  @FieldResolver(() => Json, { nullable: true, description })
  raw(@Ctx() context: GraphContext, @Root() account: AccountNode): unknown {
    return readPayload(context, originOf(account).consent, account);
  }
}

@Resolver(() => Transaction)
export class RawTransactionResolver {
  @FieldResolver(() => Json, { nullable: true, description })
  raw(@Ctx() context: GraphContext, @Root() transaction: HistoryNode): unknown {
    return readPayload(context, accountOf(transaction).consent, transaction);
  }
}
