import { Int, ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { Transaction } from "./transaction.type.js";

/** FDX `DepositTransaction`. */
@ObjectType({
  implements: Transaction,
  simpleResolvers: true,
  description: "A movement on a deposit account.",
})
export class DepositTransaction extends Transaction {
  @FdxField(() => String, "The other side, as text.", {
    deprecationReason: "Use `transactionPayee`; only older providers send this.",
  })
  readonly payee?: string | null;

  @FdxField(() => Int, "The number of the cheque.")
  readonly checkNumber?: number | null;
}
