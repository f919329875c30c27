import { fdxEnum } from "../fdx-enum.js";

export const AccountCategory = fdxEnum(
  "AccountCategory",
  "The family an account belongs to; it decides the GraphQL type of the account and of its transactions.",
  {
    ANNUITY_ACCOUNT: "Contract that pays an income; it has no transaction type of its own.",
    BNPL_ACCOUNT: "Buy now, pay later.",
    COMMERCIAL_ACCOUNT: "Business treasury account.",
    DEPOSIT_ACCOUNT: "Chequing, savings and term deposits.",
    DIGITAL_WALLET: "Wallet of a payment service.",
    INSURANCE_ACCOUNT: "Insurance policy.",
    INVESTMENT_ACCOUNT: null,
    LOAN_ACCOUNT: "Loan with a repayment plan, mortgages included.",
    LOC_ACCOUNT: "Line of credit, credit cards included.",
  },
);

export const AccountStatus = fdxEnum("AccountStatus", "Where an account is in its life.", {
  CLOSED: null,
  DELINQUENT: "Payments are overdue.",
  NEGATIVECURRENTBALANCE: "Open, with a balance below zero.",
  OPEN: null,
  PAID: "The debt is paid off.",
  PENDINGCLOSE: "Being closed.",
  PENDINGOPEN: "Applied for, not usable yet.",
  RESTRICTED: "Some operations are blocked.",
});

export const AccountBillPayStatus = fdxEnum(
  "AccountBillPayStatus",
  "Whether bills can be paid from an account through the provider.",
  {
    ACTIVE: "In use.",
    AVAILABLE: "Could be switched on.",
    NOT_AVAILABLE: null,
    PENDING: "Being switched on.",
  },
);

export const BalanceType = fdxEnum("BalanceType", "How to read the sign of balances and amounts.", {
  ASSET: "The end user owns the balance: a positive amount raises it.",
  LIABILITY: "The end user owes the balance: a positive amount lowers the debt.",
});

export const LineOfBusinessType = fdxEnum(
  "LineOfBusinessType",
  "The business line of the provider that keeps an account.",
  ["COMMERCIAL", "CONSUMER", "OTHER", "SMALL_BUSINESS"],
);
