import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { DataSource as Source } from "../../core/data-provider-info.js";
import { asOfRecord, type FdxRecord } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import { sourceOf } from "../account/joined-ways.js";
import { accountOf, type HistoryNode } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";
import { type CustomerNode, consentOf } from "../customer/customer-node.js";
import { Account, Customer, Transaction } from "../fdx/types.js";
import { DateTime } from "../scalars/date-time.js";
import { DataSource } from "./data-source-enum.js";

const SOURCE = "Where this was read.";
const AS_OF = "When it was read at the bank: now, but for a snapshot, and for an answer that was kept.";

@Resolver(() => Account)
export class AccountSourceResolver {
  @FieldResolver(() => DataSource, { description: SOURCE })
  source(@Ctx() context: GraphContext, @Root() account: AccountNode): Source {
    return sourceOf(context, originOf(account).consent);
  }

  @FieldResolver(() => DateTime, { description: AS_OF })
  asOf(@Ctx() context: GraphContext, @Root() account: AccountNode): string {
    return asOf(context, account);
  }
}

@Resolver(() => Transaction)
export class TransactionSourceResolver {
  @FieldResolver(() => DataSource, { description: SOURCE })
  source(@Ctx() context: GraphContext, @Root() transaction: HistoryNode): Source {
    return sourceOf(context, accountOf(transaction).consent);
  }

  @FieldResolver(() => DateTime, { description: AS_OF })
  asOf(@Ctx() context: GraphContext, @Root() transaction: HistoryNode): string {
    return asOf(context, transaction);
  }
}

@Resolver(() => Customer)
export class CustomerSourceResolver {
  @FieldResolver(() => DataSource, { description: SOURCE })
  source(@Ctx() context: GraphContext, @Root() customer: CustomerNode): Source {
    return sourceOf(context, consentOf(customer));
  }

  @FieldResolver(() => DateTime, { description: AS_OF })
  asOf(@Ctx() context: GraphContext, @Root() customer: CustomerNode): string {
    return asOf(context, customer);
  }
}

function asOf(context: GraphContext, record: FdxRecord): string {
  return asOfRecord(record) ?? context.startedAt();
}
