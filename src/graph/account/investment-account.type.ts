import { Extensions, Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { Decimal } from "../scalars/decimal.js";
import { Node } from "../node/node.type.js";
import { Account } from "./account.type.js";
import { Contribution } from "./contribution.type.js";
import { Holding } from "./holding.type.js";
import { InterestRate } from "./interest-rate.type.js";
import { InvestmentBalance } from "./investment-balance.type.js";
import { InvestmentLoan } from "./investment-loan.type.js";
import { OpenOrder } from "./open-order.type.js";
import { PensionSource } from "./pension-source.type.js";
import { Vesting } from "./vesting.type.js";

/** FDX `InvestmentAccount`. */
@ObjectType({
  implements: [Account, Node],
  simpleResolvers: true,
  description:
    "A brokerage, retirement or education account. Values need ACCOUNT_DETAILED, positions INVESTMENTS.",
})
export class InvestmentAccount extends Account {
  @FdxField(() => InterestRate, "The interest on cash in the account.")
  readonly earnedInterest?: InterestRate | null;

  @FdxField(() => DateTime, "The moment the balances are of.")
  readonly balanceAsOf?: string | null;

  @FdxField(() => Boolean, "Whether cheques can be written on the account.")
  readonly allowedCheckWriting?: boolean | null;

  @FdxField(() => Boolean, "Whether options can be traded.")
  readonly allowedOptionTrade?: boolean | null;

  @FdxField(() => Decimal, "The value of everything in the account.")
  readonly currentValue?: DecimalValue | null;

  @Extensions({ dataCluster: "INVESTMENTS" })
  @FdxField(() => [Holding], "The positions. Needs INVESTMENTS.")
  readonly holdings?: readonly Holding[] | null;

  @FdxField(() => [OpenOrder], "Orders not carried out yet.")
  readonly openOrders?: readonly OpenOrder[] | null;

  @FdxField(() => [Contribution], "How new money is spread over securities.")
  readonly contribution?: readonly Contribution[] | null;

  @FdxField(() => [Vesting], "When the employer's part becomes the end user's own.")
  readonly vesting?: readonly Vesting[] | null;

  @FdxField(() => [InvestmentLoan], "Loans taken against the plan.")
  readonly investmentLoans?: readonly InvestmentLoan[] | null;

  @FdxField(() => Decimal, "Cash that can be invested or withdrawn, swept cash included.")
  readonly availableCashBalance?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether the account may trade on margin.")
  readonly margin?: boolean | null;

  @FdxField(() => Decimal, "What is borrowed on margin.")
  readonly marginBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The value of short positions.")
  readonly shortBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "What was brought in from earlier plans.")
  readonly rolloverAmount?: DecimalValue | null;

  @FdxField(() => String, "The employer who sponsors the plan.")
  readonly employerName?: string | null;

  @FdxField(() => String, "The id of the broker.")
  readonly brokerId?: string | null;

  @FdxField(() => String, "The number of the plan.")
  readonly planId?: string | null;

  @FdxField(() => Int, "The calendar year the plan figures are of.")
  readonly calendarYearFor401K?: number | null;

  @FdxField(() => [InvestmentBalance], "Further balances, named by the provider.")
  readonly balanceList?: readonly InvestmentBalance[] | null;

  @FdxField(() => Decimal, "The change in value today; negative for a loss.")
  readonly dailyChange?: DecimalValue | null;

  @FdxField(() => Decimal, "The change in value today, in percent.")
  readonly percentageChange?: DecimalValue | null;

  @FdxField(() => [PensionSource], "Pensions that will be paid from the account.")
  readonly pensionSource?: readonly PensionSource[] | null;
}
