import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `PaymentNetworkOccurrenceTransferLimits`. */
@ObjectType({ simpleResolvers: true, description: "Limits of a single transfer." })
export class PaymentNetworkOccurrenceTransferLimits {
  @FdxField(() => Decimal, "The most one transfer may move.")
  readonly transferMaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The most the next transfer may move now.")
  readonly transferRemainingAmount?: DecimalValue | null;
}
