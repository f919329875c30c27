import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { AssetClass } from "../enums/holding-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `Portion`. */
@ObjectType({ simpleResolvers: true, description: "The share of one asset class in a position." })
export class Portion {
  @FdxField(() => AssetClass, "The asset class.")
  readonly assetClass?: string | null;

  @FdxField(() => Decimal, "Its share in percent.")
  readonly percent?: DecimalValue | null;
}

/** FDX `FiPortion`. */
@ObjectType({
  simpleResolvers: true,
  description: "The share of one asset class in a position, by the provider's own classes.",
})
export class FiPortion {
  @FdxField(() => String, "The asset class in the provider's words.")
  readonly assetClass?: string | null;

  @FdxField(() => Decimal, "Its share in percent.")
  readonly percent?: DecimalValue | null;
}
