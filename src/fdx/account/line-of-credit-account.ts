import type { FdxEntity } from "../entity.js";

export const LineOfCreditAccount: FdxEntity = {
  name: "LineOfCreditAccount",
  extends: "Account",
  when: "LOC_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "A credit card or another line of credit. Amounts owed are usually positive (read `balanceType`) and need ACCOUNT_DETAILED.",
  fields: {
    bills: [
      "[Bills]",
      "6.4",
      "The bills of the account. Providers before FDX 6.4 send the flat fields instead.",
    ],
    scheduledPayments: ["[ScheduledPayment]", "6.4", "Payments set up but not made yet."],
    chargedInterest: ["InterestRate", "6.4", "The interest charged."],
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    creditLine: ["Decimal", "5.2", "The credit limit."],
    availableCredit: ["Decimal", "5.2", "What is left of the credit limit."],
    nextPaymentAmount: [
      "Decimal",
      "5.2",
      "The next payment due.",
      { deprecated: "Use `bills` or `scheduledPayments`; only older providers send this." },
    ],
    nextPaymentDate: [
      "Date",
      "5.2",
      "When the next payment is due.",
      { deprecated: "Use `bills` or `scheduledPayments`; only older providers send this." },
    ],
    principalBalance: ["Decimal", "5.2", "The principal part of what is owed."],
    currentBalance: ["Decimal", "5.2", "What is owed in total."],
    minimumPaymentAmount: [
      "Decimal",
      "5.2",
      "The least that must be paid.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    lastPaymentAmount: [
      "Decimal",
      "5.2",
      "The latest payment received.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    lastPaymentDate: [
      "Date",
      "5.2",
      "When the latest payment was received.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    pastDueAmount: ["Decimal", "5.2", "What is overdue."],
    lastStmtBalance: [
      "Decimal",
      "5.2",
      "What was owed at the latest statement.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    lastStmtDate: [
      "Date",
      "5.2",
      "The day of the latest statement.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    statementAmountDueDate: [
      "Date",
      "6",
      "When the latest statement is due.",
      { deprecated: "Use `bills`; only older providers send this." },
    ],
    purchasesApr: ["Decimal", "5.2", "The yearly rate on purchases, in percent."],
    advancesApr: ["Decimal", "5.2", "The yearly rate on cash advances, in percent."],
    transfersApr: [
      "Decimal",
      "6",
      "The yearly rate on balance transfers, in percent.",
      { deprecated: "Use `balanceTransfersApr`; only older providers send this." },
    ],
    cashAdvanceLimit: ["Decimal", "5.2", "The part of the credit limit that may be drawn in cash."],
    availableCash: ["Decimal", "5.2", "What is left of the cash limit."],
    financeCharges: ["Decimal", "5.2", "Interest and fees of the current period."],
    cardNetwork: ["String", "5.2", "The card's brand, in the provider's words, for example VISA."],
    cardArt: ["CardArt", "5.2", "A picture of the card."],
    cashAdvanceBalance: ["Decimal", "6", "The part of the balance that comes from cash advances."],
    transferBalance: ["Decimal", "6", "The part of the balance that was moved from other lenders."],
    ppilBalance: ["Decimal", "6", "The part of the balance that is being paid in instalments."],
    underArbitration: ["Boolean", "6", "Whether the account is in arbitration now."],
    feeSchedule: ["String", "6", "The fees in force, as the provider writes them."],
    ppilApr: ["Decimal", "6", "The yearly rate on purchases turned into instalments, in percent."],
    balanceTransfersApr: [
      "Decimal",
      "6",
      "The yearly rate on balances moved from other lenders, in percent.",
    ],
    targetRateSaleApr: ["Decimal", "6", "The yearly rate of promotional sales, in percent."],
  },
};

export const CardArt: FdxEntity = {
  name: "CardArt",
  description: "A picture of a card.",
  fields: {
    label: ["String", "5.2", "A name for the picture."],
    imageUri: [
      "String",
      "5.2",
      "Where the picture can be loaded from. It is served by the provider: loading it shows the provider the app user's network address.",
    ],
  },
};
