import { Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { LoanPaymentFrequency } from "../enums/rate-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `InvestmentLoan`. */
@ObjectType({ simpleResolvers: true, description: "A loan taken against a retirement plan." })
export class InvestmentLoan {
  @FdxField(() => String, "The provider's id of the loan.")
  readonly loanId?: string | null;

  @FdxField(() => String, "The provider's free text.")
  readonly loanDescription?: string | null;

  @FdxField(() => Decimal, "The amount lent.")
  readonly initialLoanBalance?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the loan began.")
  readonly loanStartDate?: string | null;

  @FdxField(() => Decimal, "What is still owed.")
  readonly currentLoanBalance?: DecimalValue | null;

  @FdxField(() => DateTime, "The moment the balance is of.")
  readonly dateAsOf?: string | null;

  @FdxField(() => Decimal, "The yearly rate in percent.")
  readonly loanRate?: DecimalValue | null;

  @FdxField(() => Decimal, "One instalment.")
  readonly loanPaymentAmount?: DecimalValue | null;

  @FdxField(() => LoanPaymentFrequency, "How often an instalment is due.")
  readonly loanPaymentFrequency?: string | null;

  @FdxField(() => Decimal, "The first instalment.")
  readonly loanPaymentInitial?: DecimalValue | null;

  @FdxField(() => Int, "How many instalments are left.")
  readonly loanPaymentsRemaining?: number | null;

  @FdxField(() => DateScalar, "The day the loan ends.")
  readonly loanMaturityDate?: string | null;

  @FdxField(() => Decimal, "Interest paid so far.")
  readonly loanInterestToDate?: DecimalValue | null;

  @FdxField(() => Decimal, "Interest over the whole life of the loan.")
  readonly loanTotalProjectedInterest?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the next instalment is due.")
  readonly loanNextPaymentDate?: string | null;
}
