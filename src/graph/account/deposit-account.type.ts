import { Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Node } from "../node/node.type.js";
import { Account } from "./account.type.js";
import { FundingSource } from "./funding-source.type.js";
import { InterestRate } from "./interest-rate.type.js";

/** FDX `DepositAccount`. */
@ObjectType({
  implements: [Account, Node],
  simpleResolvers: true,
  description:
    "Money kept at a provider: chequing, savings and term deposits. Balances need ACCOUNT_DETAILED.",
})
export class DepositAccount extends Account {
  @FdxField(() => DateTime, "The moment the balances are of.")
  readonly balanceAsOf?: string | null;

  @FdxField(() => InterestRate, "The interest the account earns; older providers do not send it.")
  readonly earnedInterest?: InterestRate | null;

  @FdxField(() => Decimal, "The booked balance; negative while overdrawn.")
  readonly currentBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The balance at the start of the day.")
  readonly openingDayBalance?: DecimalValue | null;

  @FdxField(
    () => Decimal,
    "What can be spent now: pending items and holds taken off, an overdraft sometimes added.",
  )
  readonly availableBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly yield in percent, compounding included.")
  readonly annualPercentageYield?: DecimalValue | null;

  @FdxField(() => Decimal, "Interest earned since 1 January.")
  readonly interestYtd?: DecimalValue | null;

  @FdxField(() => Int, "The length of a term deposit in months.")
  readonly term?: number | null;

  @FdxField(() => DateScalar, "The day a term deposit ends.")
  readonly maturityDate?: string | null;

  @FdxField(() => Boolean, "Whether the account is in arbitration now.")
  readonly underArbitration?: boolean | null;

  @FdxField(() => Boolean, "Whether the customer agreed to fees for covered overdrafts.")
  readonly overdraftOptIn?: boolean | null;

  @FdxField(() => Boolean, "Whether the account is overdrawn now.")
  readonly overdrafted?: boolean | null;

  @FdxField(() => Boolean, "Whether other accounts cover overdrafts.")
  readonly overdraftProtectionFunded?: boolean | null;

  @FdxField(() => [FundingSource], "The accounts that cover overdrafts, in the order they are tried.")
  readonly overdraftFundingSources?: readonly FundingSource[] | null;
}
