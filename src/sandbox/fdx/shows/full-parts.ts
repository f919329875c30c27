/** Parts that several entities of a full answer share. All of it is invented. */
export const FI_ATTRIBUTES = [{ name: "branch", value: "Downtown" }] as const;

export const DOMICILE = { region: "OR", country: "US" } as const;

export const INTEREST = {
  rate: 3.25,
  rateAsOf: "2025-12-01",
  compoundingPeriod: "DAILY",
  priorRate: 3.5,
  type: "INDEXED",
  index: "SUMMIT-PRIME",
} as const;

export const BILL = {
  totalPaymentDue: 184.2,
  minimumPaymentDue: 35,
  dueDate: "2026-04-01",
  autoPayEnabled: true,
  autoPayAmount: 184.2,
  autoPayDate: "2026-03-30",
  pastDueAmount: 0,
  lastPaymentAmount: 212.75,
  lastPaymentDate: "2026-02-20",
  statementBalance: 184.2,
  statementDate: "2026-02-28",
} as const;

export const SCHEDULED_PAYMENT = {
  amount: 184.2,
  date: "2026-03-30",
  type: "AUTOPAY",
  payToPrincipal: false,
} as const;

export const ADDRESS = {
  line1: "1 Alder Street",
  line2: "Floor 2",
  line3: "Rear entrance",
  city: "Portland",
  region: "OR",
  postalCode: "97205",
  country: "US",
  type: "HOME",
  primary: true,
} as const;

export const TELEPHONE = {
  type: "PERSONAL",
  country: "+1",
  number: "5035550121",
  network: "CELLULAR",
  primary: true,
} as const;

export const PAYMENT_DETAILS = {
  principalAmount: 60,
  interestAmount: 12.5,
  insuranceAmount: 3,
  escrowAmount: 20,
  pmiAmount: 2,
  feesAmount: 0,
} as const;

export const PAYEE = {
  merchantName: { name1: "Corner Market", name2: "of Portland" },
  merchantId: "mer-1001",
  individualName: { first: "Pat", middle: "Lee", last: "Moss", suffix: "Jr." },
  address: ADDRESS,
  phone: TELEPHONE,
} as const;
