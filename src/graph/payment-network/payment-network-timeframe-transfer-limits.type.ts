import { Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `PaymentNetworkTimeframeTransferLimits`. */
@ObjectType({ simpleResolvers: true, description: "Limits over a length of time." })
export class PaymentNetworkTimeframeTransferLimits {
  @FdxField(() => DateTime, "When counting starts anew.")
  readonly resetsOn?: string | null;

  @FdxField(() => Decimal, "The most that may be moved in that time.")
  readonly transferMaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "What is left of it.")
  readonly transferRemainingAmount?: DecimalValue | null;

  @FdxField(() => Int, "The most transfers that may be made in that time.")
  readonly maxOccurrence?: number | null;

  @FdxField(() => Int, "How many of them are left.")
  readonly remainingOccurrence?: number | null;
}
