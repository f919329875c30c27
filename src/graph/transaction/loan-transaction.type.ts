import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { PaymentDetails } from "./payment-details.type.js";
import { Transaction } from "./transaction.type.js";

/** FDX `LoanTransaction`. */
@ObjectType({ implements: Transaction, simpleResolvers: true, description: "A movement on a loan account." })
export class LoanTransaction extends Transaction {
  @FdxField(() => PaymentDetails, "How an instalment was split.")
  readonly paymentDetails?: PaymentDetails | null;
}
