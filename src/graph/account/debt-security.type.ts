import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import {
  CallType,
  CouponMatureFrequency,
  DebtClass,
  DebtType,
  SecurityCategory,
} from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `DebtSecurity`. */
@ObjectType({ simpleResolvers: true, description: "A bond or another debt security." })
export class DebtSecurity {
  @FdxField(() => SecurityCategory, "The family of the security.")
  readonly securityCategory?: string | null;

  @FdxField(() => Decimal, "The amount paid back at maturity.")
  readonly parValue?: DecimalValue | null;

  @FdxField(() => DebtType, "How interest is paid.")
  readonly debtType?: string | null;

  @FdxField(() => DebtClass, "Who issued it.")
  readonly debtClass?: string | null;

  @FdxField(() => Decimal, "The yearly coupon in percent.")
  readonly couponRate?: DecimalValue | null;

  @FdxField(() => DateScalar, "The next coupon day.")
  readonly couponDate?: string | null;

  @FdxField(() => CouponMatureFrequency, "How often coupons are paid.")
  readonly couponMatureFrequency?: string | null;

  @FdxField(() => Decimal, "The price at which the issuer may call it back.")
  readonly callPrice?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly yield in percent if it is called back.")
  readonly yieldToCall?: DecimalValue | null;

  @FdxField(() => DateScalar, "The next day it may be called back.")
  readonly callDate?: string | null;

  @FdxField(() => CallType, "What the call date means.")
  readonly callType?: string | null;

  @FdxField(() => Decimal, "The yearly yield in percent if it is held to maturity.")
  readonly yieldToMaturity?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day it matures.")
  readonly bondMaturityDate?: string | null;
}
