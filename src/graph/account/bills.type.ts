import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `Bills`. */
@ObjectType({
  simpleResolvers: true,
  description: "A bill or statement of a line of credit: what is due, when, and what was paid last.",
})
export class Bills {
  @FdxField(() => Decimal, "What settles the bill in full.")
  readonly totalPaymentDue?: DecimalValue | null;

  @FdxField(() => Decimal, "The least that must be paid by `dueDate`.")
  readonly minimumPaymentDue?: DecimalValue | null;

  @FdxField(() => DateScalar, "The last day to pay.")
  readonly dueDate?: string | null;

  @FdxField(() => Boolean, "Whether the provider will draw the payment by itself.")
  readonly autoPayEnabled?: boolean | null;

  @FdxField(() => Decimal, "How much will be drawn.")
  readonly autoPayAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When it will be drawn.")
  readonly autoPayDate?: string | null;

  @FdxField(() => Decimal, "What is overdue from earlier bills.")
  readonly pastDueAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The latest payment received.")
  readonly lastPaymentAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the latest payment was received.")
  readonly lastPaymentDate?: string | null;

  @FdxField(() => Decimal, "What was owed at the end of the statement period.")
  readonly statementBalance?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the statement was made.")
  readonly statementDate?: string | null;
}
