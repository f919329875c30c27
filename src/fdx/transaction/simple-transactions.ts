import type { FdxEntity } from "../entity.js";

export const DepositTransaction: FdxEntity = {
  name: "DepositTransaction",
  extends: "Transaction",
  when: "DEPOSIT_ACCOUNT",
  description: "A movement on a deposit account.",
  fields: {
    payee: [
      "String",
      "5.2",
      "The other side, as text.",
      { deprecated: "Use `transactionPayee`; only older providers send this." },
    ],
    checkNumber: ["Int", "5.2", "The number of the cheque."],
  },
};

export const LoanTransaction: FdxEntity = {
  name: "LoanTransaction",
  extends: "Transaction",
  when: "LOAN_ACCOUNT",
  description: "A movement on a loan account.",
  fields: {
    paymentDetails: ["PaymentDetails", "5.2", "How an instalment was split."],
  },
};

export const LineOfCreditTransaction: FdxEntity = {
  name: "LineOfCreditTransaction",
  extends: "Transaction",
  when: "LOC_ACCOUNT",
  description: "A movement on a credit card or another line of credit.",
  fields: {
    checkNumber: ["Int", "5.2", "The number of the cheque."],
    paymentDetails: ["PaymentDetails", "5.2", "How a payment was split."],
  },
};

export const InsuranceTransaction: FdxEntity = {
  name: "InsuranceTransaction",
  extends: "Transaction",
  when: "INSURANCE_ACCOUNT",
  description: "A movement on an insurance policy: premiums, fees, interest.",
  fields: {},
};

export const DigitalWalletTransaction: FdxEntity = {
  name: "DigitalWalletTransaction",
  extends: "Transaction",
  when: "DIGITAL_WALLET",
  description: "A movement on a digital wallet.",
  fields: {
    payee: [
      "String",
      "6.2",
      "The other side, as text.",
      { deprecated: "Use `transactionPayee`; only some providers send this." },
    ],
  },
};
