import type { FdxEntity } from "../entity.js";

export const Contribution: FdxEntity = {
  name: "Contribution",
  description: "How new money in a retirement plan is spread: one entry per security.",
  fields: {
    securityId: ["String", "5.2", "The number of the security the money goes to."],
    securityIdType: ["SecurityIdType", "5.2", "Whose numbering that is."],
    employerMatchPercentage: ["Decimal", "5.2", "The employer's match in percent."],
    employerMatchAmount: ["Decimal", "5.2", "The employer's match as an amount."],
    employeePreTaxAmount: ["Decimal", "5.2", "The employee's part before tax."],
    employeePreTaxPercentage: ["Decimal", "5.2", "The employee's part before tax, in percent."],
    employeeAfterTaxAmount: ["Decimal", "5.2", "The employee's part after tax."],
    employeeAfterTaxPercentage: ["Decimal", "5.2", "The employee's part after tax, in percent."],
    employeeDeferPreTaxAmount: ["Decimal", "5.2", "The employee's deferred part before tax."],
    employeeDeferPreTaxPercentage: ["Decimal", "5.2", "The employee's deferred part before tax, in percent."],
    employeeYearToDate: ["Decimal", "5.2", "What the employee paid in since 1 January."],
    employerYearToDate: ["Decimal", "5.2", "What the employer paid in since 1 January."],
    rolloverContributionPercentage: ["Decimal", "5.2", "The part brought in from earlier plans, in percent."],
    rolloverContributionAmount: ["Decimal", "5.2", "The part brought in from earlier plans."],
    employeeRothTaxAmount: ["Decimal", "6", "The employee's Roth part."],
    employeeRothTaxPercentage: ["Decimal", "6", "The employee's Roth part, in percent."],
    catchUpContribution: ["Boolean", "6", "Whether this is the extra that older employees may pay in."],
  },
};

export const Vesting: FdxEntity = {
  name: "Vesting",
  description: "A step at which money or units of a plan become the end user's own.",
  fields: {
    vestingDate: ["Date", "5.2", "The day of the step."],
    symbol: ["String", "5.2", "The ticker symbol of the security."],
    strikePrice: ["Decimal", "5.2", "The agreed price per unit."],
    vestingPercentage: ["Decimal", "5.2", "The share that vests, in percent."],
    otherVestAmount: ["Decimal", "5.2", "A further amount that vests."],
    otherVestPercentage: ["Decimal", "5.2", "A further share that vests, in percent."],
    vestedBalance: ["Decimal", "5.2", "The amount vested."],
    unVestedBalance: ["Decimal", "5.2", "The amount not vested yet."],
    vestedQuantity: ["Decimal", "5.2", "The units vested."],
    unVestedQuantity: ["Decimal", "5.2", "The units not vested yet."],
  },
};

export const InvestmentLoan: FdxEntity = {
  name: "InvestmentLoan",
  description: "A loan taken against a retirement plan.",
  fields: {
    loanId: ["String", "5.2", "The provider's id of the loan."],
    loanDescription: ["String", "5.2", "The provider's free text."],
    initialLoanBalance: ["Decimal", "5.2", "The amount lent."],
    loanStartDate: ["Date", "5.2", "The day the loan began."],
    currentLoanBalance: ["Decimal", "5.2", "What is still owed."],
    dateAsOf: ["DateTime", "5.2", "The moment the balance is of."],
    loanRate: ["Decimal", "5.2", "The yearly rate in percent."],
    loanPaymentAmount: ["Decimal", "5.2", "One instalment."],
    loanPaymentFrequency: ["LoanPaymentFrequency", "5.2", "How often an instalment is due."],
    loanPaymentInitial: ["Decimal", "5.2", "The first instalment."],
    loanPaymentsRemaining: ["Int", "5.2", "How many instalments are left."],
    loanMaturityDate: ["Date", "5.2", "The day the loan ends."],
    loanInterestToDate: ["Decimal", "5.2", "Interest paid so far."],
    loanTotalProjectedInterest: ["Decimal", "5.2", "Interest over the whole life of the loan."],
    loanNextPaymentDate: ["Date", "5.2", "When the next instalment is due."],
  },
};

export const PensionSource: FdxEntity = {
  name: "PensionSource",
  description: "A pension that will be paid from an account.",
  fields: {
    displayName: ["String", "5.2", "The name of the pension."],
    amount: ["Decimal", "5.2", "What each payment will be."],
    paymentOption: ["String", "5.2", "The way of payment chosen, in the provider's words."],
    asOfDate: ["Date", "5.2", "The day the amount is of."],
    frequency: ["PaymentFrequency", "5.2", "How often it will be paid."],
    startDate: ["Date", "5.2", "The day of the first payment."],
  },
};
