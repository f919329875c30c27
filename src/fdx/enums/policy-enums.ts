import { fdxEnum } from "../fdx-enum.js";

export const InsurancePremiumTerm = fdxEnum("InsurancePremiumTerm", "How often a premium is due.", [
  "MONTHLY",
  "ANNUAL",
]);

export const PolicyStatus = fdxEnum("PolicyStatus", "Where an insurance policy is in its life.", {
  ACTIVE: null,
  DEATH_CLAIM_PAID: null,
  DEATH_CLAIM_PENDING: null,
  EXPIRED: null,
  GRACE_PERIOD: "A premium is overdue, the cover goes on for now.",
  LAPSE_PENDING: "The cover will end because premiums were not paid.",
  TERMINATED: null,
  WAIVER: "The cover goes on without premiums.",
});

export const PayoutType = fdxEnum("PayoutType", "When an annuity begins to pay out.", {
  DEFERRED: "After a time of saving.",
  IMMEDIATE: "At once.",
});

export const PolicyProductType = fdxEnum(
  "PolicyProductType",
  "Whether the payouts of an annuity can change.",
  {
    FIXED: null,
    VARIABLE: "They follow investments.",
  },
);

export const PayoutMode = fdxEnum("PayoutMode", "How often an annuity pays out.", {
  ANNUALLY: null,
  BIWEEKLY: "Every two weeks.",
  DAILY: null,
  MONTHLY: null,
  SEMIANNUALLY: "Twice a year.",
  SEMIMONTHLY: "Twice a month.",
  WEEKLY: null,
});

export const PeriodCertainType = fdxEnum(
  "PeriodCertainType",
  "For how long payouts of an annuity are guaranteed. Names that would start with a digit carry an underscore: 5_YEAR is _5_YEAR.",
  ["NONE", "5_YEAR", "10_YEAR", "20_YEAR", "30_YEAR"],
);
