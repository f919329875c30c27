import type { FdxEntity } from "../entity.js";

export const TransactionPayee: FdxEntity = {
  name: "TransactionPayee",
  description: "The other side of a transaction. Providers before FDX 6 put it into the description.",
  fields: {
    merchantName: ["BusinessName", "6.0", "The name, if a business."],
    merchantId: ["String", "6.0", "The provider's id of the business."],
    individualName: ["IndividualName", "6.0", "The name, if a person."],
    address: ["DeliveryAddress", "6.0", "Where the payee is."],
    phone: ["TelephoneNumber", "6.0", "How to call the payee."],
  },
};

export const TransactionReward: FdxEntity = {
  name: "TransactionReward",
  description: "What a transaction earned in a loyalty programme.",
  fields: {
    categoryId: ["String", "5.2", "The provider's id of the reward category."],
    accrued: ["Decimal", "5.2", "Points or money earned."],
    adjusted: ["Decimal", "5.2", "Points or money added or taken back later."],
  },
};

export const LineItem: FdxEntity = {
  name: "LineItem",
  description: "One part of a transaction that the provider breaks down.",
  fields: {
    description: ["String", "5.2", "What the part is for."],
    amount: ["Decimal", "5.2", "Its amount, in the currency of the account."],
    checkNumber: ["Int", "5.2", "The number of the cheque."],
    memo: ["String", "5.2", "A remark."],
    reference: ["String", "5.2", "A tracking number."],
    imageIds: ["[String]", "5.2", "The provider's ids of images, for example of a cheque."],
    links: ["[HateoasLink]", "5.2", "Links the provider gives."],
  },
};

export const PaymentDetails: FdxEntity = {
  name: "PaymentDetails",
  description: "How a payment towards a debt was split. Amounts are in the currency of the account.",
  fields: {
    principalAmount: ["Decimal", "5.2", "The part that reduced the principal."],
    interestAmount: ["Decimal", "5.2", "The part that paid interest."],
    insuranceAmount: ["Decimal", "5.2", "The part that paid insurance."],
    escrowAmount: ["Decimal", "5.2", "The part put aside for taxes and insurance."],
    pmiAmount: ["Decimal", "5.2", "The part that paid private mortgage insurance."],
    feesAmount: ["Decimal", "5.2", "The part that paid fees."],
  },
};
