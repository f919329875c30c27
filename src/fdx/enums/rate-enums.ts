import { fdxEnum } from "../fdx-enum.js";

export const InterestRateType = fdxEnum("InterestRateType", "Whether an interest rate can change.", {
  FIXED: null,
  INDEXED: "Follows the index named beside it.",
  VARIABLE: null,
});

export const CompoundingPeriod = fdxEnum("CompoundingPeriod", "How often interest is added to the balance.", {
  ANNUALLY: null,
  BIWEEKLY: "Every two weeks.",
  DAILY: null,
  MONTHLY: null,
  SEMIANNUALLY: "Twice a year.",
  SEMIMONTHLY: "Twice a month.",
  WEEKLY: null,
});

export const PaymentFrequency = fdxEnum("PaymentFrequency", "How often a payment falls due.", {
  ANNUALLY: null,
  BIWEEKLY: "Every two weeks.",
  DAILY: null,
  MONTHLY: null,
  SEMIANNUALLY: "Twice a year.",
  SEMIMONTHLY: "Twice a month.",
  WEEKLY: null,
});

export const LoanPaymentFrequency = fdxEnum(
  "LoanPaymentFrequency",
  "How often a loan inside an investment plan is paid back.",
  {
    ANNUALLY: null,
    BIMONTHLY: "Every two months.",
    BIWEEKLY: "Every two weeks.",
    FOURWEEKS: "Every four weeks.",
    MONTHLY: null,
    OTHER: null,
    QUARTERLY: null,
    SEMIANNUALLY: "Twice a year.",
    TWICEMONTHLY: "Twice a month.",
    WEEKLY: null,
  },
);

export const ScheduledPaymentType = fdxEnum("ScheduledPaymentType", "How a future payment was set up.", {
  AUTOPAY: "Drawn by the provider when a bill falls due.",
  ONE_TIME: null,
  REPEATING: "On a plan the customer made.",
});
