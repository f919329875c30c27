import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { Inv401kSourceType, PositionType, SubAccountType, UnitType } from "../enums/holding-enums.js";
import { SecurityIdType, SecurityType } from "../enums/security-enums.js";
import { IncomeType, TransactionReason, TransferDirection } from "../enums/transaction-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Transaction } from "./transaction.type.js";

/** FDX `InvestmentTransaction`. */
@ObjectType({
  implements: Transaction,
  simpleResolvers: true,
  description: "A trade, income or other movement on an investment account.",
})
export class InvestmentTransaction extends Transaction {
  @FdxField(() => Decimal, "The number of shares; negative when they leave the account.")
  readonly shares?: DecimalValue | null;

  @FdxField(() => Decimal, "The face value of a bond.")
  readonly faceValue?: DecimalValue | null;

  @FdxField(() => Decimal, "The price per unit.")
  readonly price?: DecimalValue | null;

  @FdxField(() => String, "The number of the security.")
  readonly securityId?: string | null;

  @FdxField(() => SecurityIdType, "Whose numbering that is.")
  readonly securityIdType?: string | null;

  @FdxField(() => SecurityType, "The kind of the security.")
  readonly securityType?: string | null;

  @FdxField(() => String, "The ticker symbol.")
  readonly symbol?: string | null;

  @FdxField(() => Decimal, "The part of the price that is the dealer's mark-up.")
  readonly markup?: DecimalValue | null;

  @FdxField(() => Decimal, "The broker's commission.")
  readonly commission?: DecimalValue | null;

  @FdxField(() => Decimal, "Tax on the trade.")
  readonly taxes?: DecimalValue | null;

  @FdxField(() => Decimal, "Fees beyond the commission.")
  readonly fees?: DecimalValue | null;

  @FdxField(() => Decimal, "The sales charge of a fund.")
  readonly load?: DecimalValue | null;

  @FdxField(() => Inv401kSourceType, "Where the money comes from, in a retirement plan.")
  readonly inv401kSource?: string | null;

  @FdxField(() => String, "The number of the trade confirmation.")
  readonly confirmationNumber?: string | null;

  @FdxField(() => Decimal, "Cash paid in place of fractions of a unit.")
  readonly fractionalCash?: DecimalValue | null;

  @FdxField(() => IncomeType, "The tax kind of the income.")
  readonly incomeType?: string | null;

  @FdxField(() => Decimal, "The number of units before a split.")
  readonly oldUnits?: DecimalValue | null;

  @FdxField(() => Decimal, "The upper part of the split ratio.")
  readonly splitRatioNumerator?: DecimalValue | null;

  @FdxField(() => Decimal, "The lower part of the split ratio.")
  readonly splitRatioDenominator?: DecimalValue | null;

  @FdxField(() => Decimal, "The number of units after a split.")
  readonly newUnits?: DecimalValue | null;

  @FdxField(() => SubAccountType, "The sub-account of the security.")
  readonly subAccountSec?: string | null;

  @FdxField(() => SubAccountType, "The sub-account of the cash.")
  readonly subAccountFund?: string | null;

  @FdxField(() => String, "The provider's id of the plan loan it repays.")
  readonly loanId?: string | null;

  @FdxField(() => Decimal, "The principal part of a loan repayment.")
  readonly loanPrincipal?: DecimalValue | null;

  @FdxField(() => Decimal, "The interest part of a loan repayment.")
  readonly loanInterest?: DecimalValue | null;

  @FdxField(() => DateScalar, "The payroll day a contribution was made for.")
  readonly payrollDate?: string | null;

  @FdxField(() => Boolean, "Whether a contribution counts for the year before.")
  readonly priorYearContrib?: boolean | null;

  @FdxField(() => Decimal, "Federal tax withheld.")
  readonly withholding?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether it is free of tax.")
  readonly taxExempt?: boolean | null;

  @FdxField(() => Decimal, "The gain; negative for a loss.")
  readonly gain?: DecimalValue | null;

  @FdxField(() => Decimal, "State tax withheld.")
  readonly stateWithholding?: DecimalValue | null;

  @FdxField(() => Decimal, "A penalty, for example for an early withdrawal.")
  readonly penalty?: DecimalValue | null;

  @FdxField(() => Decimal, "The balance after this transaction.")
  readonly runningBalance?: DecimalValue | null;

  @FdxField(
    () => Decimal,
    "The quoted price without mark-up: percent of par for bonds, per share for options.",
  )
  readonly unitPrice?: DecimalValue | null;

  @FdxField(() => Decimal, "The quantity: shares, face value of a bond, or contracts.")
  readonly units?: DecimalValue | null;

  @FdxField(() => UnitType, "What `units` counts.")
  readonly unitType?: string | null;

  @FdxField(() => TransactionReason, "Why a debt security left the account.")
  readonly transactionReason?: string | null;

  @FdxField(() => Decimal, "Interest that came with the trade.")
  readonly accruedInterest?: DecimalValue | null;

  @FdxField(() => TransferDirection, "Whether securities came in or went out.")
  readonly transferAction?: string | null;

  @FdxField(() => PositionType, "Whether the units are owned or owed.")
  readonly positionType?: string | null;

  @FdxField(() => String, "The number of units of a digital asset as text, at any precision.")
  readonly digitalUnits?: string | null;

  @FdxField(() => DateTime, "When the trade settles.")
  readonly settlementTimestamp?: string | null;
}
