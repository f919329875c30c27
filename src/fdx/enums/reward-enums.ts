import { fdxEnum } from "../fdx-enum.js";

export const RewardType = fdxEnum("RewardType", "What a loyalty programme lets its members collect.", {
  CASHBACK: "Money paid back.",
  MILES: null,
  POINTS: null,
});
