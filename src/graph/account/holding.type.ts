import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import {
  HeldInAccount,
  HoldingSubType,
  HoldingType,
  Inv401kSourceType,
  PositionType,
} from "../enums/holding-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Currency } from "./currency.type.js";
import { FiAttribute } from "./fi-attribute.type.js";
import { FiPortion, Portion } from "./portion.type.js";
import { SecurityId } from "./security-id.type.js";
import { Security } from "./security.type.js";
import { TaxLot } from "./tax-lot.type.js";

/** FDX `Holding`. */
@ObjectType({ simpleResolvers: true, description: "A position in an investment account. Needs INVESTMENTS." })
export class Holding {
  @FdxField(() => String, "The provider's id of the position.")
  readonly holdingId?: string | null;

  @FdxField(() => [SecurityId], "The numbers of the security. Providers before FDX 6 send one.")
  readonly securityIds?: readonly SecurityId[] | null;

  @FdxField(() => String, "The name of the security or position.")
  readonly holdingName?: string | null;

  @FdxField(() => HoldingType, "What the position consists of.")
  readonly holdingType?: string | null;

  @FdxField(() => HoldingSubType, "The finer kind of a cash-like position.")
  readonly holdingSubType?: string | null;

  @FdxField(() => PositionType, "Whether the units are owned or owed.")
  readonly positionType?: string | null;

  @FdxField(() => HeldInAccount, "The sub-account that holds the position.")
  readonly heldInAccount?: string | null;

  @FdxField(() => String, "The provider's free text.")
  readonly description?: string | null;

  @FdxField(() => String, "The ticker symbol.")
  readonly symbol?: string | null;

  @FdxField(() => DateScalar, "The day the position was first bought.")
  readonly originalPurchaseDate?: string | null;

  @FdxField(() => Decimal, "The price paid per unit.")
  readonly purchasedPrice?: DecimalValue | null;

  @FdxField(
    () => Decimal,
    "From 0 to 1: scales the market value of a debt that is being paid back. Missing means 1.",
  )
  readonly currentAmortizationFactor?: DecimalValue | null;

  @FdxField(() => Decimal, "The price of one unit, of the day in `currentUnitPriceDate`.")
  readonly currentUnitPrice?: DecimalValue | null;

  @FdxField(() => Decimal, "The change in unit price since the last close.")
  readonly changeInPrice?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day of the price.")
  readonly currentUnitPriceDate?: string | null;

  @FdxField(() => Decimal, "The number of units.")
  readonly units?: DecimalValue | null;

  @FdxField(() => Decimal, "What the position is worth.")
  readonly marketValue?: DecimalValue | null;

  @FdxField(() => Decimal, "The face value of a bond.")
  readonly faceValue?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether the cost is an average over all purchases.")
  readonly averageCost?: boolean | null;

  @FdxField(() => Boolean, "Whether this position is the account's settlement cash.")
  readonly cashAccount?: boolean | null;

  @FdxField(() => Decimal, "The yearly rate of a deposit certificate or bond, in percent.")
  readonly rate?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day a certificate, bond or option ends.")
  readonly expirationDate?: string | null;

  @FdxField(() => Inv401kSourceType, "Where the money came from, in a retirement plan.")
  readonly inv401kSource?: string | null;

  @FdxField(() => Currency, "The currency of the position, if not the account's.")
  readonly currency?: Currency | null;

  @FdxField(() => [Portion], "The mix of asset classes.")
  readonly assetClasses?: readonly Portion[] | null;

  @FdxField(() => [FiPortion], "The mix of asset classes, by the provider's own classes.")
  readonly fiAssetClasses?: readonly FiPortion[] | null;

  @FdxField(() => [FiAttribute], "What the provider says beyond the FDX model.")
  readonly fiAttributes?: readonly FiAttribute[] | null;

  @FdxField(() => [TaxLot], "The lots the position was bought in.")
  readonly taxLots?: readonly TaxLot[] | null;

  @FdxField(() => String, "The number of units of a digital asset as text, at any precision.")
  readonly digitalUnits?: string | null;

  @FdxField(() => Security, "What the position consists of, in detail; sent since FDX 6.")
  readonly security?: typeof Security | null;
}
