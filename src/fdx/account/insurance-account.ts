import type { FdxEntity } from "../entity.js";

export const InsuranceAccount: FdxEntity = {
  name: "InsuranceAccount",
  extends: "Account",
  when: "INSURANCE_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description: "An insurance policy. Everything but the common fields needs ACCOUNT_DETAILED.",
  fields: {
    earnedInterest: ["InterestRate", "6.4", "The interest the policy's cash value earns."],
    policyPremium: ["Decimal", "5.2", "The premium due each term."],
    policyPremiumTerm: ["InsurancePremiumTerm", "5.2", "How often the premium is due."],
    policyStartDate: ["Date", "5.2", "The first day of cover."],
    policyStatus: ["PolicyStatus", "5.2", "Where the policy is in its life."],
    policyEndDate: ["Date", "5.2", "The last day of cover."],
    policyCoverageAmount: ["Decimal", "5.2", "The sum insured."],
    bills: ["[Bills]", "5.2", "Premiums due and paid."],
  },
};

export const AnnuityAccount: FdxEntity = {
  name: "AnnuityAccount",
  extends: "Account",
  when: "ANNUITY_ACCOUNT",
  cluster: "ACCOUNT_DETAILED",
  description:
    "A contract that pays an income, now or later. Everything but the common fields needs ACCOUNT_DETAILED. Annuities have no transaction type: theirs are UnrecognizedTransaction.",
  fields: {
    earnedInterest: ["InterestRate", "6.4", "The interest the contract earns."],
    payoutType: ["PayoutType", "5.2", "Whether paying out has begun with the contract or begins later."],
    policyProductType: ["PolicyProductType", "5.2", "Whether the amount of the payouts is fixed."],
    payoutAmount: ["Decimal", "5.2", "The amount of one payout."],
    payoutMode: ["PayoutMode", "5.2", "How often it pays out."],
    payoutStartDate: ["Date", "5.2", "The day of the first payout."],
    payoutEndDate: ["Date", "5.2", "The day of the last payout."],
    numberModalPayouts: ["Int", "5.2", "How many payouts there are in all."],
    surrenderValue: ["Decimal", "5.2", "What would be paid if the contract were ended now."],
    payoutChangePercentage: [
      "Decimal",
      "5.2",
      "How much payouts change each year, in percent; or `payoutChangeAmount` says it.",
    ],
    payoutChangeAmount: [
      "Decimal",
      "5.2",
      "How much payouts change each year, as an amount; or `payoutChangePercentage` says it.",
    ],
    periodCertainType: ["PeriodCertainType", "5.2", "For how long payouts are guaranteed."],
  },
};
