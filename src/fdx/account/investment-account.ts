import type { FdxEntity } from "../entity.js";

export const InvestmentAccount: FdxEntity = {
  name: "InvestmentAccount",
  extends: "Account",
  when: "INVESTMENT_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "A brokerage, retirement or education account. Values need ACCOUNT_DETAILED, positions INVESTMENTS.",
  fields: {
    earnedInterest: ["InterestRate", "6.4", "The interest on cash in the account."],
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    allowedCheckWriting: ["Boolean", "5.2", "Whether cheques can be written on the account."],
    allowedOptionTrade: ["Boolean", "5.2", "Whether options can be traded."],
    currentValue: ["Decimal", "5.2", "The value of everything in the account."],
    holdings: ["[Holding]", "5.2", "The positions. Needs INVESTMENTS.", { cluster: "INVESTMENTS" }],
    openOrders: ["[OpenOrder]", "5.2", "Orders not carried out yet."],
    contribution: ["[Contribution]", "5.2", "How new money is spread over securities."],
    vesting: ["[Vesting]", "5.2", "When the employer's part becomes the end user's own."],
    investmentLoans: ["[InvestmentLoan]", "5.2", "Loans taken against the plan."],
    availableCashBalance: ["Decimal", "5.2", "Cash that can be invested or withdrawn, swept cash included."],
    margin: ["Boolean", "5.2", "Whether the account may trade on margin."],
    marginBalance: ["Decimal", "5.2", "What is borrowed on margin."],
    shortBalance: ["Decimal", "5.2", "The value of short positions."],
    rolloverAmount: ["Decimal", "5.2", "What was brought in from earlier plans."],
    employerName: ["String", "5.2", "The employer who sponsors the plan."],
    brokerId: ["String", "5.2", "The id of the broker."],
    planId: ["String", "5.2", "The number of the plan."],
    calendarYearFor401K: ["Int", "5.2", "The calendar year the plan figures are of."],
    balanceList: ["[InvestmentBalance]", "5.2", "Further balances, named by the provider."],
    dailyChange: ["Decimal", "5.2", "The change in value today; negative for a loss."],
    percentageChange: ["Decimal", "5.2", "The change in value today, in percent."],
    pensionSource: ["[PensionSource]", "5.2", "Pensions that will be paid from the account."],
  },
};

export const InvestmentBalance: FdxEntity = {
  name: "InvestmentBalance",
  description: "A further balance of an investment account, named by the provider.",
  fields: {
    balanceName: ["String", "5.2", "The provider's name of it."],
    balanceDescription: ["String", "5.2", "What it means."],
    balanceType: ["InvestmentBalanceType", "5.2", "Whether the value is money or a percentage."],
    balanceValue: ["Decimal", "5.2", "The value: see `balanceType`."],
    balanceDate: ["Date", "5.2", "The day the value is of."],
    currency: ["Currency", "5.2", "The currency, if not the account's."],
  },
};
