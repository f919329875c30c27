import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { CurrencyCode } from "../scalars/currency-code.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `Currency`. */
@ObjectType({
  simpleResolvers: true,
  description: "The currency of an account or position, and its exchange rate where the provider converts.",
})
export class Currency {
  @FdxField(() => CurrencyCode, "The currency the amounts are in.")
  readonly currencyCode?: string | null;

  @FdxField(() => Decimal, "The exchange rate between the two currencies; missing if nothing was converted.")
  readonly currencyRate?: DecimalValue | null;

  @FdxField(() => CurrencyCode, "The currency the amounts were converted from.")
  readonly originalCurrencyCode?: string | null;
}
