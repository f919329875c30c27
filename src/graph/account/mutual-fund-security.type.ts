import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { MutualFundType, SecurityCategory } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `MutualFundSecurity`. */
@ObjectType({ simpleResolvers: true, description: "Units of a mutual fund." })
export class MutualFundSecurity {
  @FdxField(() => SecurityCategory, "The family of the security.")
  readonly securityCategory?: string | null;

  @FdxField(() => MutualFundType, "Whether the fund issues new units on demand.")
  readonly mutualFundType?: string | null;

  @FdxField(() => Decimal, "Units held in the broker's name.")
  readonly unitsStreet?: DecimalValue | null;

  @FdxField(() => Decimal, "Units held in the owner's name.")
  readonly unitsUser?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether dividends buy new units.")
  readonly reinvestDividends?: boolean | null;

  @FdxField(() => Boolean, "Whether gains buy new units.")
  readonly reinvestCapitalGains?: boolean | null;

  @FdxField(() => Decimal, "The yearly yield in percent.")
  readonly yield?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the yield is of.")
  readonly yieldAsOfDate?: string | null;
}
