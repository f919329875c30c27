import { expect, it } from "@jest/globals";
import { environmentSchema } from "../../../src/config/schemas.js";

const { CACHE_MAX_AGE: maxAges } = environmentSchema.shape;

it.each([
  ["TRANSACTIONS=60", { TRANSACTIONS: 60 }],
  ["TRANSACTIONS=60, ACCOUNT_DETAILED=0", { TRANSACTIONS: 60, ACCOUNT_DETAILED: 0 }],
  ["REWARDS=1,REWARDS=2", { REWARDS: 2 }],
])("%s is read", (text, expected) => {
  expect(maxAges.parse(text)).toEqual(expected);
});

it.each([
  "TRANSACTIONS",
  "TRANSACTIONS=",
  "TRANSACTIONS=-1",
  "TRANSACTIONS=1.5",
  "BALANCES=1",
  "=1",
  ",",
  "toString=1",
])("%j is a fault", (text) => {
  expect(maxAges.safeParse(text).success).toBe(false);
});
