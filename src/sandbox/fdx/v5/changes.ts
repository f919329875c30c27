import type { Change } from "./convert.js";
import { flatBill, flatRates, oneSecurity, payeeText, telephoneType } from "./older-fields.js";

const TELEPHONE: Change = { without: ["type", "network", "primary"], older: telephoneType };
const ADDRESS: Change = { without: ["primary"] };
const HOLDER: Change = {
  without: ["customerStartDate", "lastActivityDate"],
  renamed: { emails: "email" },
  values: { relationship: { AUTHORIZED_SIGNER: "AUTHORIZED_USER" } },
  parts: {
    addresses: ADDRESS,
    telephones: TELEPHONE,
    accounts: { values: { relationship: { AUTHORIZED_SIGNER: "AUTHORIZED_USER" } } },
  },
};
const HOLDING: Change = {
  without: ["securityIds", "currentAmortizationFactor", "security"],
  older: oneSecurity,
};

/** Of every account, whatever its category. */
const ACCOUNT_WITHOUT = [
  ...["productId", "accountOpenDate", "accountCloseDate", "lineOfBusinessType", "interestRateIndex"],
  ...["earlyPenaltyFlag", "bankInstitutionId", "bankTransitId", "earnedInterest", "chargedInterest"],
] as const;
const ACCOUNT_VALUES = {
  accountType: {
    FIRSTHOMESAVINGSACCOUNT: "SAVINGS",
    HIGHINTERESTSAVINGSACCOUNT: "SAVINGS",
    PREPAID: "OTHERDEPOSIT",
  },
  interestRateType: { INDEXED: "VARIABLE" },
} as const;
const ACCOUNT: Change = {
  without: ACCOUNT_WITHOUT,
  values: ACCOUNT_VALUES,
  parts: {
    contact: { parts: { addresses: ADDRESS, telephones: TELEPHONE, holders: HOLDER } },
    contribution: {
      without: ["employeeRothTaxAmount", "employeeRothTaxPercentage", "catchUpContribution"],
    },
    holdings: HOLDING,
  },
  older: flatRates,
};

const without = (change: Change, names: readonly string[]): Change => ({
  ...change,
  without: [...(change.without ?? []), ...names],
});

const TRANSACTION: Change = {
  without: ["accountCategory", "transactionPayee", "cardNumberDisplay"],
};

/** One category of 6.4: the key its accounts and transactions are wrapped in by 5.2, and what else is different. */
interface Category {
  readonly wrapper: string;
  readonly account: Change;
  readonly transaction: Change;
}

/** The categories that 5.2 has. Commercial accounts had a wrapper before they had an `accountCategory`. */
export const CATEGORIES: Readonly<Record<string, Category>> = {
  DEPOSIT_ACCOUNT: {
    wrapper: "deposit",
    account: without(ACCOUNT, [
      ...["underArbitration", "overdraftOptIn", "overdrafted", "overdraftProtectionFunded"],
      "overdraftFundingSources",
    ]),
    transaction: {
      ...TRANSACTION,
      values: {
        transactionType: {
          CASHIERSCHECK: "CHECK",
          PERSONTOPERSON: "TRANSFER",
          PREAUTHORIZEDDEPOSIT: "DEPOSIT",
          PREAUTHORIZEDWITHDRAWAL: "WITHDRAWAL",
        },
      },
      older: payeeText,
    },
  },
  LOAN_ACCOUNT: {
    wrapper: "loan",
    account: without(ACCOUNT, ["annualPercentageRate", "currentSchool", "loanProviderName"]),
    transaction: TRANSACTION,
  },
  LOC_ACCOUNT: {
    wrapper: "loc",
    account: {
      ...without(ACCOUNT, [
        ...["bills", "scheduledPayments", "statementAmountDueDate", "transfersApr", "cashAdvanceBalance"],
        ...["transferBalance", "ppilBalance", "underArbitration", "feeSchedule", "ppilApr"],
        ...["balanceTransfersApr", "targetRateSaleApr"],
      ]),
      older: (record) => ({ ...flatRates(record), ...flatBill(record) }),
    },
    transaction: { ...TRANSACTION, values: { transactionType: { PURCHASE: "WITHDRAWAL" } } },
  },
  INVESTMENT_ACCOUNT: {
    wrapper: "investment",
    account: { ...ACCOUNT, renamed: { calendarYearFor401K: "calendaryearFor401K" } },
    transaction: TRANSACTION,
  },
  INSURANCE_ACCOUNT: { wrapper: "insurance", account: ACCOUNT, transaction: TRANSACTION },
  ANNUITY_ACCOUNT: { wrapper: "annuity", account: ACCOUNT, transaction: TRANSACTION },
  COMMERCIAL_ACCOUNT: {
    wrapper: "commercial",
    account: without(ACCOUNT, ["accountCategory"]),
    transaction: TRANSACTION,
  },
};

/** The rows of the lists that are wrapped by none. */
export const ROWS: Readonly<Record<string, Change>> = {
  customers: HOLDER,
  paymentNetworks: {
    without: ["supportsRequestForPayment", "transferLimits", "bankInstitutionId", "bankTransitId"],
  },
  rewardPrograms: { renamed: { rewardProgramId: "programId" } },
};

/** Answers that are one record. */
export const RECORDS: Readonly<Record<string, Change>> = {
  customer: HOLDER,
  contact: { parts: { addresses: ADDRESS, telephones: TELEPHONE, holders: HOLDER } },
  rewardProgram: { renamed: { rewardProgramId: "programId" } },
};
