import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { CompoundingPeriod, InterestRateType } from "../enums/rate-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `InterestRate`. */
@ObjectType({ simpleResolvers: true, description: "An interest rate and how it works." })
export class InterestRate {
  @FdxField(
    () => Decimal,
    "The yearly rate as the provider writes it: at most providers in percent, so that 5.25 means 5.25 %.",
  )
  readonly rate?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the rate is of.")
  readonly rateAsOf?: string | null;

  @FdxField(() => CompoundingPeriod, "How often interest is added to the balance.")
  readonly compoundingPeriod?: string | null;

  @FdxField(() => Decimal, "The rate before the current one, in percent.")
  readonly priorRate?: DecimalValue | null;

  @FdxField(() => InterestRateType, "Whether the rate can change.")
  readonly type?: string | null;

  @FdxField(() => String, "The index a rate of type INDEXED follows, for example the prime rate.")
  readonly index?: string | null;
}
