import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { SecurityIdType } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `Contribution`. */
@ObjectType({
  simpleResolvers: true,
  description: "How new money in a retirement plan is spread: one entry per security.",
})
export class Contribution {
  @FdxField(() => String, "The number of the security the money goes to.")
  readonly securityId?: string | null;

  @FdxField(() => SecurityIdType, "Whose numbering that is.")
  readonly securityIdType?: string | null;

  @FdxField(() => Decimal, "The employer's match in percent.")
  readonly employerMatchPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "The employer's match as an amount.")
  readonly employerMatchAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's part before tax.")
  readonly employeePreTaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's part before tax, in percent.")
  readonly employeePreTaxPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's part after tax.")
  readonly employeeAfterTaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's part after tax, in percent.")
  readonly employeeAfterTaxPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's deferred part before tax.")
  readonly employeeDeferPreTaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's deferred part before tax, in percent.")
  readonly employeeDeferPreTaxPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "What the employee paid in since 1 January.")
  readonly employeeYearToDate?: DecimalValue | null;

  @FdxField(() => Decimal, "What the employer paid in since 1 January.")
  readonly employerYearToDate?: DecimalValue | null;

  @FdxField(() => Decimal, "The part brought in from earlier plans, in percent.")
  readonly rolloverContributionPercentage?: DecimalValue | null;

  @FdxField(() => Decimal, "The part brought in from earlier plans.")
  readonly rolloverContributionAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's Roth part.")
  readonly employeeRothTaxAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The employee's Roth part, in percent.")
  readonly employeeRothTaxPercentage?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether this is the extra that older employees may pay in.")
  readonly catchUpContribution?: boolean | null;
}
