import type { Portfolio } from "./portfolio.js";

/** What the people at Summit Bank have: together, every category of account and of transaction. */
export const FULL_PORTFOLIOS: readonly Portfolio[] = [
  {
    personId: "robin",
    bank: "full",
    habits: {
      employer: "Granite Works Inc.",
      salaryCents: 298_000,
      bills: [{ payee: "Cascade Water", category: "Utilities", cents: 5_480, dayOfMonth: 12 }],
      friend: { first: "Pat", last: "Moss" },
      cushionCents: 300_000,
    },
    accounts: [
      everyday(390_000),
      {
        ...{ slot: "savings", kind: "savings", product: "savings", opened: "2016-02-01" },
        ...{ openingCents: 820_000, ratePercent: 3.1 },
      },
      {
        ...{
          slot: "card",
          kind: "card",
          product: "everydayCard",
          opened: "2017-03-01",
          openingCents: 41_000,
        },
        ...{ limitCents: 600_000, ratePercent: 19.99, purchasesPerMonth: 9, paidShare: 1 },
      },
      {
        ...{ slot: "auto", kind: "loan", product: "autoLoan", opened: "2023-08-10", openingCents: 1_720_000 },
        ...{
          originalCents: 2_000_000,
          ratePercent: 4.1,
          termMonths: 60,
          paymentCents: 36_900,
          paymentDay: 10,
        },
      },
      {
        ...{ slot: "ira", kind: "investment", product: "individualRetirement", opened: "2012-01-09" },
        ...{ openingCents: 2_400_000, contributionCents: 25_000, paidBy: "everyday" },
        securities: ["LIBTX", "OAKRV", "PRAIX"],
      },
      {
        ...{ slot: "life", kind: "plain", product: "wholeLife", opened: "2019-05-01", openingCents: 0 },
        monthly: [
          { description: "Premium", direction: "DEBIT", cents: 4_500, type: "PAYMENT", dayOfMonth: 3 },
        ],
      },
      {
        ...{ slot: "annuity", kind: "plain", product: "fixedAnnuity", opened: "2020-02-11", openingCents: 0 },
        monthly: [],
      },
      {
        ...{ slot: "wallet", kind: "plain", product: "wallet", opened: "2022-10-01", openingCents: 6_000 },
        monthly: [
          { description: "Top-up", direction: "CREDIT", cents: 5_000, type: "DEPOSIT", dayOfMonth: 5 },
          {
            description: "Food truck",
            direction: "DEBIT",
            cents: 3_250,
            type: "MERCHANT_PAYMENT",
            dayOfMonth: 12,
          },
        ],
      },
      {
        ...{ slot: "later", kind: "plain", product: "payLater", opened: "2024-01-20", openingCents: 9_000 },
        monthly: [
          {
            description: "Bicycle lights",
            direction: "DEBIT",
            cents: 12_000,
            type: "PURCHASE",
            dayOfMonth: 4,
          },
          { description: "Instalments", direction: "CREDIT", cents: 12_000, type: "PAYMENT", dayOfMonth: 22 },
        ],
      },
      commercial(),
    ],
  },
  {
    personId: "orchard",
    bank: "full",
    habits: {
      employer: "Card takings",
      salaryCents: 910_000,
      bills: [{ payee: "Mill & Flour", category: "Supplies", cents: 240_000, dayOfMonth: 6 }],
      friend: { first: "Olive", last: "Marsh" },
      cushionCents: 900_000,
    },
    accounts: [everyday(1_200_000), commercial()],
  },
];

function everyday(openingCents: number): Portfolio["accounts"][number] {
  return { slot: "everyday", kind: "everyday", product: "checking", opened: "2015-01-05", openingCents };
}

function commercial(): Portfolio["accounts"][number] {
  return {
    ...{ slot: "commercial", kind: "plain", product: "commercialDeposit", opened: "2018-09-01" },
    openingCents: 4_000_000,
    monthly: [
      { description: "Takings", direction: "CREDIT", cents: 510_000, type: "DEPOSIT", dayOfMonth: 7 },
      { description: "Wages", direction: "DEBIT", cents: 480_000, type: "PAYMENT", dayOfMonth: 25 },
    ],
  };
}
