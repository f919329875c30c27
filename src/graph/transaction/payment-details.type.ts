import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `PaymentDetails`. */
@ObjectType({
  simpleResolvers: true,
  description: "How a payment towards a debt was split. Amounts are in the currency of the account.",
})
export class PaymentDetails {
  @FdxField(() => Decimal, "The part that reduced the principal.")
  readonly principalAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The part that paid interest.")
  readonly interestAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The part that paid insurance.")
  readonly insuranceAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The part put aside for taxes and insurance.")
  readonly escrowAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The part that paid private mortgage insurance.")
  readonly pmiAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The part that paid fees.")
  readonly feesAmount?: DecimalValue | null;
}
