/** What the banks sell. `category` and `type` are FDX's values; the names are invented. */
export interface Product {
  readonly category:
    | "DEPOSIT_ACCOUNT"
    | "LOC_ACCOUNT"
    | "LOAN_ACCOUNT"
    | "INVESTMENT_ACCOUNT"
    | "INSURANCE_ACCOUNT"
    | "ANNUITY_ACCOUNT"
    | "COMMERCIAL_ACCOUNT"
    | "DIGITAL_WALLET"
    | "BNPL_ACCOUNT";
  readonly type: string;
  readonly name: string;
}

export const PRODUCTS = {
  chequing: { category: "DEPOSIT_ACCOUNT", type: "CHECKING", name: "Everyday Chequing" },
  highInterestSavings: {
    category: "DEPOSIT_ACCOUNT",
    type: "HIGHINTERESTSAVINGSACCOUNT",
    name: "Sugarbush High Interest Savings",
  },
  checking: { category: "DEPOSIT_ACCOUNT", type: "CHECKING", name: "Main Street Checking" },
  savings: { category: "DEPOSIT_ACCOUNT", type: "SAVINGS", name: "Steady Savings" },
  moneyMarket: { category: "DEPOSIT_ACCOUNT", type: "MONEYMARKET", name: "Harbor Money Market" },
  travelCard: { category: "LOC_ACCOUNT", type: "CREDITCARD", name: "Wayfarer Travel Card" },
  everydayCard: { category: "LOC_ACCOUNT", type: "CREDITCARD", name: "Everyday Cash Card" },
  lineOfCredit: { category: "LOC_ACCOUNT", type: "LINEOFCREDIT", name: "Personal Line of Credit" },
  homeLine: { category: "LOC_ACCOUNT", type: "HOMELINEOFCREDIT", name: "Home Equity Line" },
  mortgage: { category: "LOAN_ACCOUNT", type: "MORTGAGE", name: "Hearth Mortgage" },
  autoLoan: { category: "LOAN_ACCOUNT", type: "AUTOLOAN", name: "Open Road Auto Loan" },
  studentLoan: { category: "LOAN_ACCOUNT", type: "STUDENTLOAN", name: "Campus Student Loan" },
  retirementSavings: {
    category: "INVESTMENT_ACCOUNT",
    type: "REGISTEREDRETIREMENTSAVINGSPLAN",
    name: "Self-Directed RRSP",
  },
  taxFreeSavings: {
    category: "INVESTMENT_ACCOUNT",
    type: "TAXFREESAVINGSACCOUNT",
    name: "Tax-Free Investing",
  },
  workplacePlan: { category: "INVESTMENT_ACCOUNT", type: "401K", name: "Workplace 401(k)" },
  individualRetirement: { category: "INVESTMENT_ACCOUNT", type: "IRA", name: "Traditional IRA" },
  wholeLife: { category: "INSURANCE_ACCOUNT", type: "WHOLELIFE", name: "Lifelong Cover" },
  fixedAnnuity: { category: "ANNUITY_ACCOUNT", type: "FIXEDANNUITY", name: "Evening Light Annuity" },
  commercialDeposit: {
    category: "COMMERCIAL_ACCOUNT",
    type: "COMMERCIALDEPOSIT",
    name: "Business Operating",
  },
  wallet: { category: "DIGITAL_WALLET", type: "DIGITALWALLET", name: "Summit Wallet" },
  payLater: { category: "BNPL_ACCOUNT", type: "BNPL", name: "Summit Pay Later" },
} as const satisfies Record<string, Product>;

export type ProductKey = keyof typeof PRODUCTS;
