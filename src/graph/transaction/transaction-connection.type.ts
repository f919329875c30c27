import { ObjectType } from "type-graphql";
import { historyConnectionOf } from "../connection/history-connection.js";
import { Transaction } from "../fdx/types.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's transactions, in the provider's order.",
})
export class TransactionConnection extends historyConnectionOf("Transaction", () => Transaction) {}
