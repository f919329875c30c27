import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { InvestmentBalanceType } from "../enums/holding-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Currency } from "./currency.type.js";

/** FDX `InvestmentBalance`. */
@ObjectType({
  simpleResolvers: true,
  description: "A further balance of an investment account, named by the provider.",
})
export class InvestmentBalance {
  @FdxField(() => String, "The provider's name of it.")
  readonly balanceName?: string | null;

  @FdxField(() => String, "What it means.")
  readonly balanceDescription?: string | null;

  @FdxField(() => InvestmentBalanceType, "Whether the value is money or a percentage.")
  readonly balanceType?: string | null;

  @FdxField(() => Decimal, "The value: see `balanceType`.")
  readonly balanceValue?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the value is of.")
  readonly balanceDate?: string | null;

  @FdxField(() => Currency, "The currency, if not the account's.")
  readonly currency?: Currency | null;
}
