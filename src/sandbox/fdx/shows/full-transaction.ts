import { BILL, FI_ATTRIBUTES, INTEREST, PAYEE, PAYMENT_DETAILS, SCHEDULED_PAYMENT } from "./full-parts.js";

type Fields = Readonly<Record<string, unknown>>;

const IMAGE = {
  href: "https://images.invalid/1.png",
  action: "GET",
  rel: "image",
  types: ["image/png"],
} as const;

/** What a full transaction of any category adds. */
export const FULL_TRANSACTION: Fields = {
  transactionPayee: PAYEE,
  reward: { categoryId: "rwc-1", accrued: 12, adjusted: 0 },
  fiAttributes: FI_ATTRIBUTES,
  links: [IMAGE],
  referenceTransactionId: "txn_reference",
  cardNumberDisplay: "******4242",
  memo: "Thank you",
  category: "Shopping",
  subCategory: "Groceries",
  reference: "00042",
  foreignAmount: 10,
  foreignCurrency: "EUR",
  imageIds: ["img-1"],
  lineItem: [
    {
      description: "One of two parts",
      amount: 1,
      checkNumber: 101,
      memo: "First",
      reference: "00042-1",
      imageIds: ["img-1"],
      links: [IMAGE],
    },
  ],
};

const INVESTMENT: Fields = {
  shares: 1.5,
  faceValue: 1_000,
  price: 118.2,
  securityId: "99LIBTXF0",
  securityIdType: "CUSIP",
  securityType: "MUTUALFUND",
  symbol: "LIBTX",
  markup: 0,
  commission: 0,
  taxes: 0,
  load: 0,
  inv401kSource: "PRETAX",
  confirmationNumber: "cnf-1",
  fractionalCash: 0,
  incomeType: "MISC",
  oldUnits: 1,
  splitRatioNumerator: 2,
  splitRatioDenominator: 1,
  newUnits: 2,
  subAccountSec: "CASH",
  subAccountFund: "CASH",
  loanId: "pln-1",
  loanPrincipal: 0,
  loanInterest: 0,
  payrollDate: "2026-03-01",
  priorYearContrib: false,
  withholding: 0,
  taxExempt: false,
  gain: 0,
  stateWithholding: 0,
  penalty: 0,
  runningBalance: 640.2,
  unitPrice: 118.2,
  units: 1.5,
  unitType: "SHARES",
  transactionReason: "SELL",
  accruedInterest: 0,
  transferAction: "IN",
  positionType: "LONG",
  digitalUnits: "1.500000000000000001",
  settlementTimestamp: "2026-03-03T00:00:00Z",
};

const COMMERCIAL: Fields = {
  immediateAvailableBalance: 100,
  nextDayAvailableBalance: 150,
  twoDaysPlusAvailableBalance: 200,
  referenceBankId: "bank-1",
  referenceBranchId: "branch-1",
  referenceCustomerId: "customer-1",
  commercialCode: { type: "BAI", code: "175" },
};

const BUY_NOW_PAY_LATER: Fields = {
  bnplStatus: "OPEN",
  fees: 0,
  nextPaymentAmount: 30,
  nextPaymentDate: "2026-04-08",
  purchaseDetails: {
    paymentFrequency: "WEEKLY",
    paymentFrequencyMultiplier: 2,
    numberOfPayments: 4,
    originalPrincipal: 120,
    transactionPayee: PAYEE,
    bills: [BILL],
    scheduledPayments: [SCHEDULED_PAYMENT],
    chargedInterest: INTEREST,
    purchaseApr: 0,
    purchaseTimestamp: "2026-03-04T12:00:00Z",
  },
  paymentDetails: PAYMENT_DETAILS,
  outstandingBalance: 90,
};

/** What a full transaction adds by category. */
export const FULL_TRANSACTION_CATEGORY: Readonly<Record<string, Fields>> = {
  DEPOSIT_ACCOUNT: { payee: "Corner Market", checkNumber: 101 },
  LOAN_ACCOUNT: { paymentDetails: PAYMENT_DETAILS },
  LOC_ACCOUNT: { checkNumber: 101, paymentDetails: PAYMENT_DETAILS },
  INVESTMENT_ACCOUNT: INVESTMENT,
  COMMERCIAL_ACCOUNT: COMMERCIAL,
  DIGITAL_WALLET: { payee: "Corner Market" },
  BNPL_ACCOUNT: BUY_NOW_PAY_LATER,
};
