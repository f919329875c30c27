import type { FdxEntity } from "../entity.js";

export const CommercialAccount: FdxEntity = {
  name: "CommercialAccount",
  extends: "Account",
  when: "COMMERCIAL_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description: "A treasury account of a business. Balances need ACCOUNT_DETAILED.",
  fields: {
    earnedInterest: ["InterestRate", "6.4", "The interest the account earns."],
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    openingLedgerBalance: ["Decimal", "5.2", "The booked balance at the start of the day."],
    closingLedgerBalance: ["Decimal", "5.2", "The booked balance at the end of the day."],
    currentLedgerBalance: ["Decimal", "5.2", "The booked balance now."],
    openingAvailableBalance: ["Decimal", "5.2", "What could be spent at the start of the day."],
    currentAvailableBalance: ["Decimal", "5.2", "What can be spent now."],
    closingAvailableBalance: ["Decimal", "5.2", "What could be spent at the end of the day."],
    nextDayAvailableBalance: ["Decimal", "5.2", "What can be spent tomorrow."],
    twoDaysPlusAvailableBalance: ["Decimal", "5.2", "What can be spent in two days or later."],
    numberOfOutstandingCredits: ["Int", "5.2", "How many incoming items are not settled yet."],
    outstandingCreditsAmount: ["Decimal", "5.2", "The sum of incoming items that are not settled yet."],
    numberOfOutstandingDebits: ["Int", "5.2", "How many outgoing items are not settled yet."],
    outstandingDebitsAmount: ["Decimal", "5.2", "The sum of outgoing items that are not settled yet."],
    commercialBalances: ["[CommercialBalance]", "5.2", "Further balances, by the codes of a scheme."],
  },
};

export const CommercialBalance: FdxEntity = {
  name: "CommercialBalance",
  description: "A balance that a treasury code names.",
  fields: {
    commercialCode: ["CommercialCode", "5.2", "Which balance it is."],
    amount: ["Decimal", "5.2", "The balance."],
    memo: ["String", "5.2", "A remark."],
  },
};

export const CommercialCode: FdxEntity = {
  name: "CommercialCode",
  description: "A code of a treasury reporting scheme.",
  fields: {
    type: ["TreasuryManagementType", "5.2", "The scheme."],
    code: ["String", "5.2", "The code in that scheme."],
  },
};
