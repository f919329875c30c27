import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import {
  Inv401kSourceType,
  OrderDuration,
  OrderType,
  SubAccountType,
  UnitType,
} from "../enums/holding-enums.js";
import { SecurityIdType } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `OpenOrder`. */
@ObjectType({ simpleResolvers: true, description: "An order to trade that has not been carried out yet." })
export class OpenOrder {
  @FdxField(() => String, "The provider's id of the order.")
  readonly orderId?: string | null;

  @FdxField(() => String, "The number of the security.")
  readonly securityId?: string | null;

  @FdxField(() => SecurityIdType, "Whose numbering that is.")
  readonly securityIdType?: string | null;

  @FdxField(() => String, "The ticker symbol.")
  readonly symbol?: string | null;

  @FdxField(() => String, "The provider's free text.")
  readonly description?: string | null;

  @FdxField(() => Decimal, "How many units to trade.")
  readonly units?: DecimalValue | null;

  @FdxField(() => OrderType, "What the order will do.")
  readonly orderType?: string | null;

  @FdxField(() => DateScalar, "The day it was placed.")
  readonly orderDate?: string | null;

  @FdxField(() => Decimal, "The price per unit.")
  readonly unitPrice?: DecimalValue | null;

  @FdxField(() => UnitType, "What `units` counts.")
  readonly unitType?: string | null;

  @FdxField(() => OrderDuration, "How long the order stays valid.")
  readonly orderDuration?: string | null;

  @FdxField(() => SubAccountType, "The sub-account it belongs to.")
  readonly subAccount?: string | null;

  @FdxField(() => Decimal, "The worst price accepted.")
  readonly limitPrice?: DecimalValue | null;

  @FdxField(() => Decimal, "The price that sets the order off.")
  readonly stopPrice?: DecimalValue | null;

  @FdxField(() => Inv401kSourceType, "Where the money comes from, in a retirement plan.")
  readonly inv401kSource?: string | null;
}
