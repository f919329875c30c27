import type { FdxEntity } from "../entity.js";

export const DepositAccount: FdxEntity = {
  name: "DepositAccount",
  extends: "Account",
  when: "DEPOSIT_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "Money kept at a provider: chequing, savings and term deposits. Balances need ACCOUNT_DETAILED.",
  fields: {
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    earnedInterest: [
      "InterestRate",
      "6.4",
      "The interest the account earns; older providers do not send it.",
    ],
    currentBalance: ["Decimal", "5.2", "The booked balance; negative while overdrawn."],
    openingDayBalance: ["Decimal", "5.2", "The balance at the start of the day."],
    availableBalance: [
      "Decimal",
      "5.2",
      "What can be spent now: pending items and holds taken off, an overdraft sometimes added.",
    ],
    annualPercentageYield: ["Decimal", "5.2", "The yearly yield in percent, compounding included."],
    interestYtd: ["Decimal", "5.2", "Interest earned since 1 January."],
    term: ["Int", "5.2", "The length of a term deposit in months."],
    maturityDate: ["Date", "5.2", "The day a term deposit ends."],
    underArbitration: ["Boolean", "6", "Whether the account is in arbitration now."],
    overdraftOptIn: ["Boolean", "6", "Whether the customer agreed to fees for covered overdrafts."],
    overdrafted: ["Boolean", "6", "Whether the account is overdrawn now."],
    overdraftProtectionFunded: ["Boolean", "6", "Whether other accounts cover overdrafts."],
    overdraftFundingSources: [
      "[FundingSource]",
      "6",
      "The accounts that cover overdrafts, in the order they are tried.",
    ],
  },
};

export const FundingSource: FdxEntity = {
  name: "FundingSource",
  description: "Another account that covers an overdraft.",
  fields: {
    accountId: ["String", "6", "The provider's id of that account; missing if it is held elsewhere."],
    accountNumberDisplay: ["String", "6", "Its masked number."],
    accountType: ["AccountType", "6", "Its product kind."],
    institutionName: ["String", "6", "Who holds it."],
  },
};
