import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { ScheduledPaymentType } from "../enums/rate-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `ScheduledPayment`. */
@ObjectType({
  simpleResolvers: true,
  description: "A payment towards a debt that is set up but not made yet.",
})
export class ScheduledPayment {
  @FdxField(() => Decimal, "How much will be paid.")
  readonly amount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When it will be paid.")
  readonly date?: string | null;

  @FdxField(() => ScheduledPaymentType, "How it was set up.")
  readonly type?: string | null;

  @FdxField(() => Boolean, "Whether all of it reduces the principal.")
  readonly payToPrincipal?: boolean | null;
}
