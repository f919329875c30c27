import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `Vesting`. */
@ObjectType({
  simpleResolvers: true,
  description: "A step at which money or units of a plan become the end user's own.",
})
export class Vesting {
  @FdxField(() => DateScalar, "The day of the step.")
  readonly vestingDate?: string | null;

  @FdxField(() => String, "The ticker symbol of the security.")
  readonly symbol?: string | null;

  @FdxField(() => Decimal, "The agreed price per unit.")
  readonly strikePrice?: DecimalValue | null;

  @FdxField(() => Decimal, "The share that vests, in percent.")
  readonly vestingPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "A further amount that vests.")
  readonly otherVestAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "A further share that vests, in percent.")
  readonly otherVestPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "The amount vested.")
  readonly vestedBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The amount not vested yet.")
  readonly unVestedBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The units vested.")
  readonly vestedQuantity?: DecimalValue | null;

  @FdxField(() => Decimal, "The units not vested yet.")
  readonly unVestedQuantity?: DecimalValue | null;
}
