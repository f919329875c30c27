import { Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { CompoundingPeriod, PaymentFrequency } from "../enums/rate-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Node } from "../node/node.type.js";
import { Account } from "./account.type.js";
import { InterestRate } from "./interest-rate.type.js";

/** FDX `LoanAccount`. */
@ObjectType({
  implements: [Account, Node],
  simpleResolvers: true,
  description:
    "A loan with a repayment plan: mortgages, car, student and personal loans. Amounts owed are usually positive (read `balanceType`) and need ACCOUNT_DETAILED.",
})
export class LoanAccount extends Account {
  @FdxField(() => InterestRate, "The interest charged.")
  readonly chargedInterest?: InterestRate | null;

  @FdxField(() => Decimal, "The yearly cost in percent, fees included.")
  readonly annualPercentageRate?: DecimalValue | null;

  @FdxField(() => DateTime, "The moment the balances are of.")
  readonly balanceAsOf?: string | null;

  @FdxField(() => Decimal, "The principal still owed, without interest due.")
  readonly principalBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "What the lender holds for taxes and insurance.")
  readonly escrowBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The amount lent.")
  readonly originalPrincipal?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day the loan began.")
  readonly originatingDate?: string | null;

  @FdxField(() => Int, "The length of the loan in months.")
  readonly loanTerm?: number | null;

  @FdxField(() => Int, "How many instalments the loan has in all.")
  readonly totalNumberOfPayments?: number | null;

  @FdxField(() => Decimal, "The next instalment.")
  readonly nextPaymentAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the next instalment is due.")
  readonly nextPaymentDate?: string | null;

  @FdxField(() => PaymentFrequency, "How often an instalment is due.")
  readonly paymentFrequency?: string | null;

  @FdxField(() => CompoundingPeriod, "How often interest is added to the debt.")
  readonly compoundingPeriod?: string | null;

  @FdxField(() => Decimal, "What it costs to end the loan now.")
  readonly payOffAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The latest instalment paid.")
  readonly lastPaymentAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the latest instalment was paid.")
  readonly lastPaymentDate?: string | null;

  @FdxField(() => DateScalar, "The day the loan ends.")
  readonly maturityDate?: string | null;

  @FdxField(() => Decimal, "Interest paid since 1 January.")
  readonly interestPaidYearToDate?: DecimalValue | null;

  @FdxField(() => String, "The school a student loan is for.")
  readonly currentSchool?: string | null;

  @FdxField(() => String, "Who lent the money or services the loan, if not the data provider.")
  readonly loanProviderName?: string | null;
}
