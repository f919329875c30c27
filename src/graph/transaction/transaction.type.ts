import { Field, ID, InterfaceType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { discriminateBy } from "../abstract.type.js";
import { FiAttribute } from "../account/fi-attribute.type.js";
import { AccountCategory } from "../enums/account-enums.js";
import { DebitCreditMemo, TransactionStatus } from "../enums/transaction-enums.js";
import { TransactionType } from "../enums/transaction-type.js";
import { FdxField } from "../fdx-field.type.js";
import { CurrencyCode } from "../scalars/currency-code.js";
import { DateTime } from "../scalars/date-time.js";
import { Decimal } from "../scalars/decimal.js";
import { HateoasLink } from "./hateoas-link.type.js";
import { LineItem } from "./line-item.type.js";
import { TransactionPayee } from "./transaction-payee.type.js";
import { TransactionReward } from "./transaction-reward.type.js";

const typeName = discriminateBy("Transaction", {
  key: "accountCategory",
  types: new Map([
    ["DEPOSIT_ACCOUNT", "DepositTransaction"],
    ["LOAN_ACCOUNT", "LoanTransaction"],
    ["LOC_ACCOUNT", "LineOfCreditTransaction"],
    ["INVESTMENT_ACCOUNT", "InvestmentTransaction"],
  ]),
  otherwise: "UnrecognizedTransaction",
});

/** FDX `Transaction`: what all categories have in common. */
@InterfaceType({
  resolveType: typeName,
  description:
    "A movement on an account. Ask for a category's own fields with a fragment on its type. Needs TRANSACTIONS.",
})
export abstract class Transaction {
  @Field(() => ID, {
    description: "The gateway's id of this transaction, unique over all accounts and providers.",
  })
  readonly id!: string;

  @FdxField(() => String, "The provider's id of the account; many providers leave it out.")
  readonly accountId?: string | null;

  @FdxField(() => AccountCategory, "The family of the account the transaction belongs to.")
  readonly accountCategory?: string | null;

  @FdxField(() => String, "The provider's own id: stable, but unique within its account only.")
  readonly transactionId?: string | null;

  @FdxField(() => String, "The provider's id of an earlier transaction this one reverses, corrects or books.")
  readonly referenceTransactionId?: string | null;

  @FdxField(() => TransactionType, "What kind of movement it is; missing for commercial accounts.")
  readonly transactionType?: string | null;

  @FdxField(
    () => DateTime,
    "When it was booked; missing while pending, and at some providers always: then read `transactionTimestamp`.",
  )
  readonly postedTimestamp?: string | null;

  @FdxField(() => DateTime, "When the provider recorded it.")
  readonly transactionTimestamp?: string | null;

  @FdxField(() => String, "The text on the statement.")
  readonly description?: string | null;

  @FdxField(() => String, "A further remark.")
  readonly memo?: string | null;

  @FdxField(() => TransactionPayee, "The other side, structured; sent since FDX 6.")
  readonly transactionPayee?: TransactionPayee | null;

  @FdxField(() => DebitCreditMemo, "The direction of the money. Trust it more than the sign of `amount`.")
  readonly debitCreditMemo?: string | null;

  @FdxField(() => TransactionStatus, "How far the transaction has come.")
  readonly status?: string | null;

  @FdxField(
    () => Decimal,
    "The amount in the currency of the account. Providers disagree on the sign: take the absolute value and read `debitCreditMemo`; without it, read the sign with the account's `balanceType`.",
  )
  readonly amount?: DecimalValue | null;

  @FdxField(() => Decimal, "The amount in `foreignCurrency`, if it was made in another currency.")
  readonly foreignAmount?: DecimalValue | null;

  @FdxField(() => CurrencyCode, "The currency of `foreignAmount`.")
  readonly foreignCurrency?: string | null;

  @FdxField(() => String, "The masked number of the card used; sent since FDX 6.3.")
  readonly cardNumberDisplay?: string | null;

  @FdxField(() => String, "The provider's category; a merchant category code at some.")
  readonly category?: string | null;

  @FdxField(() => String, "The finer category.")
  readonly subCategory?: string | null;

  @FdxField(() => String, "A tracking number.")
  readonly reference?: string | null;

  @FdxField(() => TransactionReward, "What it earned in a loyalty programme.")
  readonly reward?: TransactionReward | null;

  @FdxField(() => [String], "The provider's ids of images, for example of a cheque.")
  readonly imageIds?: readonly string[] | null;

  @FdxField(() => [LineItem], "The parts the transaction consists of.")
  readonly lineItem?: readonly LineItem[] | null;

  @FdxField(() => [FiAttribute], "What the provider says beyond the FDX model.")
  readonly fiAttributes?: readonly FiAttribute[] | null;

  @FdxField(() => [HateoasLink], "Links the provider gives.")
  readonly links?: readonly HateoasLink[] | null;
}
