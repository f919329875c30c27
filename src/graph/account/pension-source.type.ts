import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { PaymentFrequency } from "../enums/rate-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `PensionSource`. */
@ObjectType({ simpleResolvers: true, description: "A pension that will be paid from an account." })
export class PensionSource {
  @FdxField(() => String, "The name of the pension.")
  readonly displayName?: string | null;

  @FdxField(() => Decimal, "What each payment will be.")
  readonly amount?: DecimalValue | null;

  @FdxField(() => String, "The way of payment chosen, in the provider's words.")
  readonly paymentOption?: string | null;

  @FdxField(() => DateScalar, "The day the amount is of.")
  readonly asOfDate?: string | null;

  @FdxField(() => PaymentFrequency, "How often it will be paid.")
  readonly frequency?: string | null;

  @FdxField(() => DateScalar, "The day of the first payment.")
  readonly startDate?: string | null;
}
