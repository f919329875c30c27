import { BILL, DOMICILE, FI_ATTRIBUTES, INTEREST, SCHEDULED_PAYMENT } from "./full-parts.js";
import { FULL_INVESTMENT } from "./full-investment.js";

type Fields = Readonly<Record<string, unknown>>;

const TIME = "2026-03-01T00:00:00Z";

/** AccountDescriptor: all that a lightweight answer may hold. */
export const FULL_DESCRIPTOR: Fields = {
  accountNumber: "1234567890",
  productId: "prd-1",
  nickname: "My account",
  description: "Opened at the counter",
  fiAttributes: FI_ATTRIBUTES,
};

/** What details add to every account. */
export const FULL_ACCOUNT: Fields = {
  parentAccountId: "acc_parent",
  lineOfBusiness: "Retail",
  routingTransitNumber: "990410276",
  interestRate: 3.25,
  interestRateType: "INDEXED",
  interestRateAsOf: TIME,
  priorInterestRate: 3.5,
  interestRateIndex: "SUMMIT-PRIME",
  earlyPenaltyFlag: false,
  transferIn: true,
  transferOut: true,
  billPayStatus: "ACTIVE",
  micrNumber: "990410276 1234567890",
  lastActivityDate: "2026-03-01",
  rewardProgramId: "rwp-1",
  transactionsIncluded: true,
  domicile: DOMICILE,
  bankInstitutionId: "999",
  bankTransitId: "10482",
};

const DEPOSIT: Fields = {
  earnedInterest: INTEREST,
  annualPercentageYield: 3.3,
  term: 12,
  maturityDate: "2027-01-15",
  underArbitration: false,
  overdraftOptIn: true,
  overdrafted: false,
  overdraftProtectionFunded: true,
  overdraftFundingSources: [
    {
      accountId: "acc_savings",
      accountNumberDisplay: "******0001",
      accountType: "SAVINGS",
      institutionName: "Summit Bank",
    },
  ],
};

const LOAN: Fields = {
  chargedInterest: INTEREST,
  annualPercentageRate: 4.1,
  escrowBalance: 1_250.5,
  totalNumberOfPayments: 60,
  compoundingPeriod: "MONTHLY",
  currentSchool: "Cascade College",
  loanProviderName: "Summit Lending",
};

const LINE_OF_CREDIT: Fields = {
  bills: [BILL],
  scheduledPayments: [SCHEDULED_PAYMENT],
  chargedInterest: INTEREST,
  nextPaymentAmount: 184.2,
  nextPaymentDate: "2026-04-01",
  minimumPaymentAmount: 35,
  lastPaymentAmount: 212.75,
  lastPaymentDate: "2026-02-20",
  pastDueAmount: 0,
  lastStmtBalance: 184.2,
  lastStmtDate: "2026-02-28",
  statementAmountDueDate: "2026-04-01",
  purchasesApr: 19.99,
  advancesApr: 22.99,
  transfersApr: 12.99,
  cashAdvanceLimit: 1_000,
  availableCash: 1_000,
  financeCharges: 4.12,
  cardNetwork: "Sandbox Card Network",
  cardArt: { label: "Summit Blue", imageUri: "https://cards.invalid/summit-blue.png" },
  cashAdvanceBalance: 0,
  transferBalance: 0,
  ppilBalance: 75,
  underArbitration: false,
  feeSchedule: "No yearly fee; 2.5 % abroad",
  ppilApr: 9.99,
  balanceTransfersApr: 12.99,
  targetRateSaleApr: 0,
};

const INSURANCE: Fields = {
  earnedInterest: INTEREST,
  policyPremium: 45,
  policyPremiumTerm: "MONTHLY",
  policyStartDate: "2019-05-01",
  policyStatus: "ACTIVE",
  policyEndDate: "2049-04-30",
  policyCoverageAmount: 250_000,
  bills: [{ ...BILL, totalPaymentDue: 45, minimumPaymentDue: 45, statementBalance: 45 }],
};

/** The yearly change is a percentage or an amount, never both. */
const ANNUITY: Fields = {
  earnedInterest: INTEREST,
  payoutType: "DEFERRED",
  policyProductType: "FIXED",
  payoutAmount: 820,
  payoutMode: "MONTHLY",
  payoutStartDate: "2040-01-01",
  payoutEndDate: "2060-01-01",
  numberModalPayouts: 240,
  surrenderValue: 61_300,
  payoutChangePercentage: 2,
  periodCertainType: "20_YEAR",
};

const COMMERCIAL: Fields = {
  earnedInterest: INTEREST,
  openingLedgerBalance: 40_100,
  closingLedgerBalance: 41_250.75,
  openingAvailableBalance: 39_900,
  currentAvailableBalance: 41_000.75,
  closingAvailableBalance: 41_000.75,
  nextDayAvailableBalance: 41_250.75,
  twoDaysPlusAvailableBalance: 41_250.75,
  numberOfOutstandingCredits: 2,
  outstandingCreditsAmount: 250,
  numberOfOutstandingDebits: 1,
  outstandingDebitsAmount: 99.5,
  commercialBalances: [
    { commercialCode: { type: "BAI", code: "040" }, amount: 41_000.75, memo: "Opening available" },
  ],
};

const WALLET: Fields = { earnedInterest: INTEREST, annualPercentageYield: 0.5, interestYtd: 0.21 };

const BUY_NOW_PAY_LATER: Fields = { financeCharges: 1.5 };

/** What details add by category. */
export const FULL_CATEGORY: Readonly<Record<string, Fields>> = {
  DEPOSIT_ACCOUNT: DEPOSIT,
  LOAN_ACCOUNT: LOAN,
  LOC_ACCOUNT: LINE_OF_CREDIT,
  INVESTMENT_ACCOUNT: FULL_INVESTMENT,
  INSURANCE_ACCOUNT: INSURANCE,
  ANNUITY_ACCOUNT: ANNUITY,
  COMMERCIAL_ACCOUNT: COMMERCIAL,
  DIGITAL_WALLET: WALLET,
  BNPL_ACCOUNT: BUY_NOW_PAY_LATER,
};
