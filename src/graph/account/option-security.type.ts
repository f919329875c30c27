import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { OptionType, Secured, SecurityCategory } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `OptionSecurity`. */
@ObjectType({ simpleResolvers: true, description: "An option contract." })
export class OptionSecurity {
  @FdxField(() => SecurityCategory, "The family of the security.")
  readonly securityCategory?: string | null;

  @FdxField(() => Secured, "Whether a written option is backed by a position.")
  readonly secured?: string | null;

  @FdxField(() => OptionType, "The right it gives.")
  readonly optionType?: string | null;

  @FdxField(() => Decimal, "The agreed price per unit.")
  readonly strikePrice?: DecimalValue | null;

  @FdxField(() => DateScalar, "The last day it can be exercised.")
  readonly expireDate?: string | null;

  @FdxField(() => Decimal, "Units of the underlying security per contract.")
  readonly sharesPerContract?: DecimalValue | null;
}
