import { ObjectType } from "type-graphql";
import type { TransactionRecord } from "../../loaders/records.js";
import { connectionOf } from "../connection/connection-of.js";
import { Transaction } from "./transaction.type.js";

/** The parent object of every Transaction type. */
export type TransactionNode = TransactionRecord & { readonly id: string };

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's transactions, in the provider's order.",
})
export class TransactionConnection extends connectionOf<TransactionNode>("Transaction", () => Transaction) {}
