import { ID, Int } from "type-graphql";
import { FDX_ENUMS } from "../../fdx/model.js";
import { openEnum } from "../enums/open-enum.js";
import { CountryCode } from "../scalars/country-code.js";
import { CurrencyCode } from "../scalars/currency-code.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** What the field tables call a scalar or an enum → what type-graphql knows it by. */
export const LEAF_TYPES: ReadonlyMap<string, object> = new Map<string, object>([
  ["Boolean", Boolean],
  ["CountryCode", CountryCode],
  ["CurrencyCode", CurrencyCode],
  ["Date", DateScalar],
  ["DateTime", DateTime],
  ["Decimal", Decimal],
  ["ID", ID],
  ["Int", Int],
  ["String", String],
  ...FDX_ENUMS.map((fdxEnum): [string, object] => [fdxEnum.name, openEnum(fdxEnum)]),
]);
