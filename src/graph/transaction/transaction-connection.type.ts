import { ObjectType } from "type-graphql";
import { connectionOf } from "../connection/connection-of.js";
import type { HistoryNode } from "../connection/history-page.js";
import { Transaction } from "../fdx/types.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's transactions, in the provider's order.",
})
export class TransactionConnection extends connectionOf<HistoryNode>("Transaction", () => Transaction) {}
