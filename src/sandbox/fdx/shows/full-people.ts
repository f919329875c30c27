import { DOMICILE, FI_ATTRIBUTES } from "./full-parts.js";

type Fields = Readonly<Record<string, unknown>>;

/** What a full customer or holder adds. */
export const FULL_CUSTOMER: Fields = {
  governmentId: "XXXX-7731",
  lastActivityDate: "2026-03-01",
  businessCustomer: {
    name: "Orchard Lane Bakery LLC",
    registeredAgents: [
      { first: "Olive", middle: "Jo", last: "Marsh", suffix: "Sr.", prefix: "Ms.", company: "Marsh Agents" },
    ],
    registeredId: "OR-445566",
    industryCode: { type: "NAICS", code: "311811" },
    domicile: DOMICILE,
  },
};

export const FULL_NAME: Fields = {
  middle: "Quinn",
  suffix: "II",
  prefix: "Mx.",
  company: "Orchard Lane Bakery LLC",
};

const TIMEFRAME = {
  resetsOn: "2026-04-01T00:00:00Z",
  transferMaxAmount: 10_000,
  transferRemainingAmount: 9_400,
  maxOccurrence: 20,
  remainingOccurrence: 18,
} as const;
const LIMITS = {
  ...{ day: TIMEFRAME, week: TIMEFRAME, month: TIMEFRAME, year: TIMEFRAME },
  transaction: { transferMaxAmount: 2_500, transferRemainingAmount: 2_500 },
} as const;

/** What a full payment network adds. */
export const FULL_NETWORK: Fields = {
  supportsRequestForPayment: true,
  transferLimits: { out: LIMITS, in: LIMITS },
  bankInstitutionId: "999",
  bankTransitId: "10482",
};

/** Ways to move the securities of an account. */
export function assetTransferNetworks(identifier: string): readonly Fields[] {
  const account = {
    ...{ identifier, identifierType: "ACCOUNT_NUMBER", jointAccount: false },
    institutionName: "Summit Bank",
  };
  return [
    { ...account, type: "US_ACATS", institutionId: "9904" },
    { ...account, type: "US_DTC", institutionId: "9905" },
  ];
}

export const REWARD_PROGRAM_ID = "rwp-1";

/** The bank's one loyalty programme, as a member sees it. */
export function rewardProgram(customerId: string, accountIds: readonly string[]): Fields {
  return {
    rewardProgramId: REWARD_PROGRAM_ID,
    programName: "Summit Steps",
    programUrl: "https://steps.invalid/",
    memberships: [
      {
        ...{ accountIds, customerId, memberId: "mem-1", memberNumber: "880011", memberTier: "Ridge" },
        businessOrConsumer: "CONSUMER",
        balances: [
          {
            ...{ name: "Steps", type: "POINTS", balance: 12_450, accruedYtd: 1_020, redeemedYtd: 300 },
            ...{ qualifying: true, fiAttributes: FI_ATTRIBUTES },
          },
        ],
      },
    ],
    fiAttributes: FI_ATTRIBUTES,
  };
}

export const REWARD_CATEGORIES: readonly Fields[] = ["Groceries", "Travel"].map((categoryName, index) => ({
  ...{
    rewardProgramId: REWARD_PROGRAM_ID,
    categoryName,
    categoryId: `rwc-${index + 1}`,
    multiplier: index + 1,
  },
  ...{ description: `Points on ${categoryName.toLowerCase()}`, fiAttributes: FI_ATTRIBUTES },
}));
