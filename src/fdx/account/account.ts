import type { FdxEntity } from "../entity.js";

const USE_RATES =
  "Use `earnedInterest` or `chargedInterest` of the account's own type; only older providers send this.";

export const Account: FdxEntity = {
  name: "Account",
  kind: "interface",
  tellBy: "accountCategory",
  cluster: "ACCOUNT_BASIC",
  description:
    "An account at a data provider. Ask for a category's own fields with a fragment on its type, for example `... on DepositAccount`.",
  fields: {
    accountCategory: ["AccountCategory", "5.2", "The family the account belongs to."],
    accountId: [
      "String",
      "5.2",
      "The provider's own id of the account. Stable, unique at that provider, and not the account number.",
    ],
    accountType: ["AccountType", "5.2", "The product kind."],
    accountNumberDisplay: [
      "String",
      "5.2",
      "The masked account number for screens, usually its last four digits.",
    ],
    productId: ["String", "6.4", "The provider's id of the product; sent since FDX 6.4."],
    productName: ["String", "5.2", "The product's name as marketed."],
    nickname: ["String", "5.2", "The name the customer gave the account."],
    status: ["AccountStatus", "5.2", "Where the account is in its life."],
    description: ["String", "5.2", "The provider's free text about the account."],
    accountOpenDate: ["Date", "6", "The day the account was opened."],
    accountCloseDate: ["Date", "6", "The day the account was closed; missing while it is open."],
    currency: ["Currency", "5.2", "The currency of every amount of this account that names no other."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
    parentAccountId: [
      "String",
      "5.2",
      "The provider's id of the account this one is a part of. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    lineOfBusiness: [
      "String",
      "5.2",
      "The provider's business line, in its own words. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    lineOfBusinessType: [
      "LineOfBusinessType",
      "6",
      "The provider's business line, coded. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    balanceType: [
      "BalanceType",
      "5.2",
      "Whether balances are owned or owed: read it before adding accounts up. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    interestRate: [
      "Decimal",
      "5.2",
      "The interest rate, as the provider writes it. Needs ACCOUNT_DETAILED.",
      { deprecated: USE_RATES, cluster: "ACCOUNT_DETAILED" },
    ],
    interestRateType: [
      "InterestRateType",
      "5.2",
      "Whether the interest rate can change. Needs ACCOUNT_DETAILED.",
      { deprecated: USE_RATES, cluster: "ACCOUNT_DETAILED" },
    ],
    interestRateAsOf: [
      "DateTime",
      "5.2",
      "The moment the interest rate is of. Needs ACCOUNT_DETAILED.",
      { deprecated: USE_RATES, cluster: "ACCOUNT_DETAILED" },
    ],
    priorInterestRate: [
      "Decimal",
      "5.2",
      "The interest rate before the current one. Needs ACCOUNT_DETAILED.",
      { deprecated: USE_RATES, cluster: "ACCOUNT_DETAILED" },
    ],
    interestRateIndex: [
      "String",
      "6",
      "The index a floating interest rate follows. Needs ACCOUNT_DETAILED.",
      { deprecated: USE_RATES, cluster: "ACCOUNT_DETAILED" },
    ],
    earlyPenaltyFlag: [
      "Boolean",
      "6",
      "Whether taking money out or paying off early costs a fee. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    transferIn: [
      "Boolean",
      "5.2",
      "Whether the account can receive transfers. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    transferOut: [
      "Boolean",
      "5.2",
      "Whether transfers can be made from the account. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    billPayStatus: [
      "AccountBillPayStatus",
      "5.2",
      "Whether bills can be paid from the account. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    lastActivityDate: [
      "Date",
      "5.2",
      "The day of the latest activity. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    rewardProgramId: [
      "String",
      "5.2",
      "The provider's id of the loyalty programme tied to the account. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    domicile: [
      "Domicile",
      "5.2",
      "Where the account is held. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    bankInstitutionId: [
      "String",
      "6",
      "The Canadian institution number, three digits. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
    bankTransitId: [
      "String",
      "6",
      "The Canadian transit (branch) number, five digits. Needs ACCOUNT_DETAILED.",
      { cluster: "ACCOUNT_DETAILED" },
    ],
  },
};

export const UnrecognizedAccount: FdxEntity = {
  name: "UnrecognizedAccount",
  extends: "Account",
  otherwise: true,
  description:
    "An account of a category this gateway has no type for yet. Only the common fields can be read.",
  fields: {},
};
