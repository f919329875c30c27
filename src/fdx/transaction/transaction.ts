import type { FdxEntity } from "../entity.js";

export const Transaction: FdxEntity = {
  name: "Transaction",
  kind: "interface",
  tellBy: "accountCategory",
  cluster: "TRANSACTIONS",
  description:
    "A movement on an account. Ask for a category's own fields with a fragment on its type. Needs TRANSACTIONS.",
  fields: {
    id: ["ID!", "gateway", "The gateway's id of this transaction, unique over all accounts and providers."],
    accountNodeId: [
      "ID!",
      "gateway",
      "The gateway's id of the account, as `Account.id`; `accountId` is the provider's own.",
    ],
    transactionType: [
      "TransactionType",
      "5.2",
      "What kind of movement it is; missing for commercial accounts.",
    ],
    accountId: ["String", "5.2", "The provider's id of the account; many providers leave it out."],
    transactionId: ["String", "5.2", "The provider's own id: stable, but unique within its account only."],
    postedTimestamp: [
      "DateTime",
      "5.2",
      "When it was booked; missing while pending, and at some providers always: then read `transactionTimestamp`.",
    ],
    transactionTimestamp: ["DateTime", "5.2", "When the provider recorded it."],
    description: ["String", "5.2", "The text on the statement."],
    transactionPayee: ["TransactionPayee", "6.0", "The other side, structured; sent since FDX 6."],
    debitCreditMemo: [
      "DebitCreditMemo",
      "5.2",
      "The direction of the money. Trust it more than the sign of `amount`.",
    ],
    status: ["TransactionStatus", "5.2", "How far the transaction has come."],
    amount: [
      "Decimal",
      "5.2",
      "The amount in the currency of the account. Providers disagree on the sign: take the absolute value and read `debitCreditMemo`; without it, read the sign with the account's `balanceType`.",
    ],
    reward: ["TransactionReward", "5.2", "What it earned in a loyalty programme."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
    links: ["[HateoasLink]", "5.2", "Links the provider gives."],
    accountCategory: ["AccountCategory", "6.0", "The family of the account the transaction belongs to."],
    referenceTransactionId: [
      "String",
      "5.2",
      "The provider's id of an earlier transaction this one reverses, corrects or books.",
    ],
    cardNumberDisplay: ["String", "6.3", "The masked number of the card used; sent since FDX 6.3."],
    memo: ["String", "5.2", "A further remark."],
    category: ["String", "5.2", "The provider's category; a merchant category code at some."],
    subCategory: ["String", "5.2", "The finer category."],
    reference: ["String", "5.2", "A tracking number."],
    foreignAmount: ["Decimal", "5.2", "The amount in `foreignCurrency`, if it was made in another currency."],
    foreignCurrency: ["CurrencyCode", "5.2", "The currency of `foreignAmount`."],
    imageIds: ["[String]", "5.2", "The provider's ids of images, for example of a cheque."],
    lineItem: ["[LineItem]", "5.2", "The parts the transaction consists of."],
  },
};

export const UnrecognizedTransaction: FdxEntity = {
  name: "UnrecognizedTransaction",
  extends: "Transaction",
  otherwise: true,
  description:
    "A movement on an account of a category this gateway has no type for yet. Only the common fields can be read.",
  fields: {},
};
