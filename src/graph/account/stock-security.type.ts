import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { SecurityCategory, StockType } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `StockSecurity`. */
@ObjectType({ simpleResolvers: true, description: "Shares of a company." })
export class StockSecurity {
  @FdxField(() => SecurityCategory, "The family of the security.")
  readonly securityCategory?: string | null;

  @FdxField(() => Decimal, "Shares held in the broker's name.")
  readonly unitsStreet?: DecimalValue | null;

  @FdxField(() => Decimal, "Shares held in the owner's name.")
  readonly unitsUser?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether dividends buy new shares.")
  readonly reinvestDividends?: boolean | null;

  @FdxField(() => StockType, "The share class.")
  readonly stockType?: string | null;

  @FdxField(() => Decimal, "The yearly dividend yield in percent.")
  readonly yield?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the yield is of.")
  readonly yieldAsOfDate?: string | null;
}
