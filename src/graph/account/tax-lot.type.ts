import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { PositionType } from "../enums/holding-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `TaxLot`. */
@ObjectType({
  simpleResolvers: true,
  description: "Units of a position that were bought together and are taxed together.",
})
export class TaxLot {
  @FdxField(() => DateScalar, "The day of purchase.")
  readonly originalPurchaseDate?: string | null;

  @FdxField(() => Decimal, "The number of units.")
  readonly quantity?: DecimalValue | null;

  @FdxField(() => Decimal, "The price paid per unit.")
  readonly purchasedPrice?: DecimalValue | null;

  @FdxField(() => Decimal, "What the lot cost in all, for tax.")
  readonly costBasis?: DecimalValue | null;

  @FdxField(() => Decimal, "What the lot is worth now.")
  readonly currentValue?: DecimalValue | null;

  @FdxField(() => PositionType, "Whether the units are owned or owed.")
  readonly positionType?: string | null;
}
