import { Int, ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { PaymentDetails } from "./payment-details.type.js";
import { Transaction } from "./transaction.type.js";

/** FDX `LineOfCreditTransaction`. */
@ObjectType({
  implements: Transaction,
  simpleResolvers: true,
  description: "A movement on a credit card or another line of credit.",
})
export class LineOfCreditTransaction extends Transaction {
  @FdxField(() => Int, "The number of the cheque.")
  readonly checkNumber?: number | null;

  @FdxField(() => PaymentDetails, "How a payment was split.")
  readonly paymentDetails?: PaymentDetails | null;
}
