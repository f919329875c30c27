import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type NonEmptyArray } from "type-graphql";
import { resolveTypesDirectly } from "./abstract.type.js";
import { AccountConsentResolver } from "./account/account-consent.resolver.js";
import { AccountContactResolver } from "./account/account-contact.resolver.js";
import { AccountResolver } from "./account/account.resolver.js";
import { CATEGORY_TYPES } from "./fdx/types.js";
import { ChallengeResolver } from "./consent/challenge.resolver.js";
import { ConsentResolver } from "./consent/consent.resolver.js";
import { CustomerResolver } from "./customer/customer.resolver.js";
import { CapabilityResolver } from "./data-provider/capability.resolver.js";
import { DataProviderResolver } from "./data-provider/data-provider.resolver.js";
import { DataProviderWaysResolver } from "./data-provider/data-provider-ways.resolver.js";
import { openEnums } from "./enums/open-enum.js";
import { NodeResolver } from "./node/node.resolver.js";
import { noteNulls } from "./nulls/note-nulls.js";
import { PaymentNetworkResolver } from "./payment-network/payment-network.resolver.js";
import { RawAccountResolver, RawTransactionResolver } from "./raw/raw-payload.resolver.js";
import { RewardCategoryResolver, RewardProgramResolver } from "./reward/reward-program.resolver.js";
import {
  AccountSourceResolver,
  CustomerSourceResolver,
  TransactionSourceResolver,
} from "./source/data-source.resolver.js";
import { StatementLinkResolver } from "./statement/statement-link.resolver.js";
import { StatementResolver } from "./statement/statement.resolver.js";
import { MergedTransactionsResolver } from "./transaction/merged-transactions.resolver.js";
import { TotalsResolver } from "./totals/totals.resolver.js";
import { TransactionQueryResolver, TransactionResolver } from "./transaction/transaction.resolver.js";

const RESOLVERS: NonEmptyArray<NewableFunction> = [
  AccountResolver,
  AccountConsentResolver,
  AccountContactResolver,
  CapabilityResolver,
  ChallengeResolver,
  ConsentResolver,
  CustomerResolver,
  DataProviderResolver,
  DataProviderWaysResolver,
  NodeResolver,
  PaymentNetworkResolver,
  RawAccountResolver,
  RawTransactionResolver,
  RewardCategoryResolver,
  RewardProgramResolver,
  AccountSourceResolver,
  CustomerSourceResolver,
  TransactionSourceResolver,
  StatementLinkResolver,
  StatementResolver,
  TotalsResolver,
  TransactionResolver,
  TransactionQueryResolver,
  MergedTransactionsResolver,
];

/** The executable schema. `schema/schema.graphql` is its text, emitted by `npm run schema` and never edited. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: RESOLVERS,
    orphanedTypes: [...CATEGORY_TYPES],
    validate: false,
  });
  return noteNulls(resolveTypesDirectly(openEnums(schema)));
}
