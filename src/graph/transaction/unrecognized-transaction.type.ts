import { ObjectType } from "type-graphql";
import { Transaction } from "./transaction.type.js";

/** The transaction of every other category: served with its common fields, never dropped. */
@ObjectType({
  implements: Transaction,
  simpleResolvers: true,
  description:
    "A movement on an account of a category this gateway has no type for yet. Only the common fields can be read.",
})
export class UnrecognizedTransaction extends Transaction {}
