import type { FdxEntity } from "../entity.js";

export const DigitalWallet: FdxEntity = {
  name: "DigitalWallet",
  extends: "Account",
  when: "DIGITAL_WALLET",
  cluster: "ACCOUNT_DETAILED",
  description: "Money kept in a wallet of a payment service. Balances need ACCOUNT_DETAILED.",
  fields: {
    balanceAsOf: ["DateTime", "6.2", "The moment the balances are of."],
    currentBalance: ["Decimal", "6.2", "What the wallet holds."],
    earnedInterest: ["InterestRate", "6.2", "The interest the wallet earns."],
    openingDayBalance: ["Decimal", "6.2", "The balance at the start of the day."],
    availableBalance: ["Decimal", "6.2", "What can be spent now."],
    annualPercentageYield: ["Decimal", "6.2", "The yearly yield in percent, compounding included."],
    interestYtd: ["Decimal", "6.2", "Interest earned since 1 January."],
  },
};

export const BuyNowPayLaterAccount: FdxEntity = {
  name: "BuyNowPayLaterAccount",
  extends: "Account",
  when: "BNPL_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "Purchases that are paid back in instalments. Balances need ACCOUNT_DETAILED; each purchase is a transaction.",
  fields: {
    balanceAsOf: ["DateTime", "6.4", "The moment the balances are of."],
    creditLine: ["Decimal", "6.4", "The most that may be owed."],
    availableCredit: ["Decimal", "6.4", "What is left of the credit line."],
    principalBalance: ["Decimal", "6.4", "What is owed without interest and fees."],
    currentBalance: ["Decimal", "6.4", "What is owed in all."],
    financeCharges: ["Decimal", "6.4", "Interest and fees of the period."],
  },
};
