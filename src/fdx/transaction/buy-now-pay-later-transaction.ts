import type { FdxEntity } from "../entity.js";

export const BuyNowPayLaterTransaction: FdxEntity = {
  name: "BuyNowPayLaterTransaction",
  extends: "Transaction",
  when: "BNPL_ACCOUNT",
  description: "A purchase that is paid in instalments, or a payment towards one.",
  fields: {
    bnplStatus: ["AccountStatus", "6.4", "Where the plan of this purchase is in its life."],
    fees: ["Decimal", "6.4", "Fees charged with it."],
    nextPaymentAmount: ["Decimal", "6.4", "The next instalment."],
    nextPaymentDate: ["Date", "6.4", "When the next instalment is due."],
    purchaseDetails: [
      "BuyNowPayLaterPurchaseDetails",
      "6.4",
      "The plan of a purchase; missing for a payment.",
    ],
    paymentDetails: ["PaymentDetails", "6.4", "What a payment consists of; missing for a purchase."],
    outstandingBalance: ["Decimal", "6.4", "What is left to pay of this purchase."],
  },
};

export const BuyNowPayLaterPurchaseDetails: FdxEntity = {
  name: "BuyNowPayLaterPurchaseDetails",
  cluster: "TRANSACTIONS",
  description: "How one purchase is paid back.",
  fields: {
    paymentFrequency: ["PaymentFrequency", "6.4", "How often an instalment is due."],
    paymentFrequencyMultiplier: [
      "Decimal",
      "6.4",
      "Times `paymentFrequency`: 2 with MONTHLY is every two months.",
    ],
    numberOfPayments: ["Decimal", "6.4", "How many instalments there are in all."],
    originalPrincipal: ["Decimal", "6.4", "The amount that was lent for the purchase."],
    transactionPayee: ["TransactionPayee", "6.4", "The seller."],
    bills: ["[Bills]", "6.4", "Instalments billed."],
    scheduledPayments: ["[ScheduledPayment]", "6.4", "Payments set up but not made yet."],
    chargedInterest: ["InterestRate", "6.4", "The interest charged."],
    purchaseApr: ["Decimal", "6.4", "The yearly cost of the purchase in percent, fees included."],
    purchaseTimestamp: ["DateTime", "6.4", "When the purchase was made."],
  },
};
