import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { DateTime } from "../scalars/date-time.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { Node } from "../node/node.type.js";
import { Account } from "./account.type.js";
import { Bills } from "./bills.type.js";
import { CardArt } from "./card-art.type.js";
import { InterestRate } from "./interest-rate.type.js";
import { ScheduledPayment } from "./scheduled-payment.type.js";

/** FDX `LineOfCreditAccount`. */
@ObjectType({
  implements: [Account, Node],
  simpleResolvers: true,
  description:
    "A credit card or another line of credit. Amounts owed are usually positive (read `balanceType`) and need ACCOUNT_DETAILED.",
})
export class LineOfCreditAccount extends Account {
  @FdxField(() => [Bills], "The bills of the account. Providers before FDX 6.4 send the flat fields instead.")
  readonly bills?: readonly Bills[] | null;

  @FdxField(() => [ScheduledPayment], "Payments set up but not made yet.")
  readonly scheduledPayments?: readonly ScheduledPayment[] | null;

  @FdxField(() => InterestRate, "The interest charged.")
  readonly chargedInterest?: InterestRate | null;

  @FdxField(() => DateTime, "The moment the balances are of.")
  readonly balanceAsOf?: string | null;

  @FdxField(() => Decimal, "The credit limit.")
  readonly creditLine?: DecimalValue | null;

  @FdxField(() => Decimal, "What is left of the credit limit.")
  readonly availableCredit?: DecimalValue | null;

  @FdxField(() => Decimal, "The next payment due.", {
    deprecationReason: "Use `bills` or `scheduledPayments`; only older providers send this.",
  })
  readonly nextPaymentAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the next payment is due.", {
    deprecationReason: "Use `bills` or `scheduledPayments`; only older providers send this.",
  })
  readonly nextPaymentDate?: string | null;

  @FdxField(() => Decimal, "The principal part of what is owed.")
  readonly principalBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "What is owed in total.")
  readonly currentBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The least that must be paid.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly minimumPaymentAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "The latest payment received.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly lastPaymentAmount?: DecimalValue | null;

  @FdxField(() => DateScalar, "When the latest payment was received.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly lastPaymentDate?: string | null;

  @FdxField(() => Decimal, "What is overdue.")
  readonly pastDueAmount?: DecimalValue | null;

  @FdxField(() => Decimal, "What was owed at the latest statement.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly lastStmtBalance?: DecimalValue | null;

  @FdxField(() => DateScalar, "The day of the latest statement.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly lastStmtDate?: string | null;

  @FdxField(() => DateScalar, "When the latest statement is due.", {
    deprecationReason: "Use `bills`; only older providers send this.",
  })
  readonly statementAmountDueDate?: string | null;

  @FdxField(() => Decimal, "The yearly rate on purchases, in percent.")
  readonly purchasesApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly rate on cash advances, in percent.")
  readonly advancesApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly rate on balance transfers, in percent.", {
    deprecationReason: "Use `balanceTransfersApr`; only older providers send this.",
  })
  readonly transfersApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly rate on balances moved from other lenders, in percent.")
  readonly balanceTransfersApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly rate on purchases turned into instalments, in percent.")
  readonly ppilApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The yearly rate of promotional sales, in percent.")
  readonly targetRateSaleApr?: DecimalValue | null;

  @FdxField(() => Decimal, "The part of the credit limit that may be drawn in cash.")
  readonly cashAdvanceLimit?: DecimalValue | null;

  @FdxField(() => Decimal, "What is left of the cash limit.")
  readonly availableCash?: DecimalValue | null;

  @FdxField(() => Decimal, "Interest and fees of the current period.")
  readonly financeCharges?: DecimalValue | null;

  @FdxField(() => String, "The card's brand, in the provider's words, for example VISA.")
  readonly cardNetwork?: string | null;

  @FdxField(() => CardArt, "A picture of the card.")
  readonly cardArt?: CardArt | null;

  @FdxField(() => Decimal, "The part of the balance that comes from cash advances.")
  readonly cashAdvanceBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The part of the balance that was moved from other lenders.")
  readonly transferBalance?: DecimalValue | null;

  @FdxField(() => Decimal, "The part of the balance that is being paid in instalments.")
  readonly ppilBalance?: DecimalValue | null;

  @FdxField(() => Boolean, "Whether the account is in arbitration now.")
  readonly underArbitration?: boolean | null;

  @FdxField(() => String, "The fees in force, as the provider writes them.")
  readonly feeSchedule?: string | null;
}
