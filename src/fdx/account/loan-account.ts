import type { FdxEntity } from "../entity.js";

export const LoanAccount: FdxEntity = {
  name: "LoanAccount",
  extends: "Account",
  when: "LOAN_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "A loan with a repayment plan: mortgages, car, student and personal loans. Amounts owed are usually positive (read `balanceType`) and need ACCOUNT_DETAILED.",
  fields: {
    chargedInterest: ["InterestRate", "6.4", "The interest charged."],
    annualPercentageRate: ["Decimal", "6", "The yearly cost in percent, fees included."],
    balanceAsOf: ["DateTime", "5.2", "The moment the balances are of."],
    principalBalance: ["Decimal", "5.2", "The principal still owed, without interest due."],
    escrowBalance: ["Decimal", "5.2", "What the lender holds for taxes and insurance."],
    originalPrincipal: ["Decimal", "5.2", "The amount lent."],
    originatingDate: ["Date", "5.2", "The day the loan began."],
    loanTerm: ["Int", "5.2", "The length of the loan in months."],
    totalNumberOfPayments: ["Int", "5.2", "How many instalments the loan has in all."],
    nextPaymentAmount: ["Decimal", "5.2", "The next instalment."],
    nextPaymentDate: ["Date", "5.2", "When the next instalment is due."],
    paymentFrequency: ["PaymentFrequency", "5.2", "How often an instalment is due."],
    compoundingPeriod: ["CompoundingPeriod", "5.2", "How often interest is added to the debt."],
    payOffAmount: ["Decimal", "5.2", "What it costs to end the loan now."],
    lastPaymentAmount: ["Decimal", "5.2", "The latest instalment paid."],
    lastPaymentDate: ["Date", "5.2", "When the latest instalment was paid."],
    maturityDate: ["Date", "5.2", "The day the loan ends."],
    interestPaidYearToDate: ["Decimal", "5.2", "Interest paid since 1 January."],
    currentSchool: ["String", "6", "The school a student loan is for."],
    loanProviderName: ["String", "6", "Who lent the money or services the loan, if not the data provider."],
  },
};
