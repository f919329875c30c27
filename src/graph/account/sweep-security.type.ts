import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { SecurityCategory } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `SweepSecurity`. */
@ObjectType({ simpleResolvers: true, description: "A vehicle that idle cash is moved into." })
export class SweepSecurity {
  @FdxField(() => SecurityCategory, "The family of the security.")
  readonly securityCategory?: string | null;

  @FdxField(() => Decimal, "The balance.")
  readonly currentBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "What can be used now.")
  readonly availableBalance?: DecimalValue | null;

  @FdxField(() => DateTime, "The moment the balances are of.")
  readonly balanceAsOf?: string | null;

  @FdxField(() => Boolean, "Whether cheques can be written on it.")
  readonly checks?: boolean | null;
}
