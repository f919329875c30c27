import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import type { FdxRecord } from "../../../../src/providers/data-provider.js";
import { GraphWorld } from "../../../support/graph-world.js";

const QUERY =
  "{ netWorth { amounts { currency assets liabilities net } coverage { complete included missing { accountId code reason field } } } }";

let server: ApolloServer<GraphContext>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

beforeEach(() => {
  world = GraphWorld.over(server);
});

function account(accountCategory: string, fields: FdxRecord): FdxRecord {
  return { accountCategory, currency: { currencyCode: "CAD" }, ...fields };
}

async function ask(...accounts: readonly FdxRecord[]): Promise<any> {
  const ids = accounts.map((_, index) => "abcdefghijkl".charAt(index));
  world.bank.accountsOf.set("c-1", ids);
  for (const [index, fields] of accounts.entries()) world.bank.accountFields.set(ids[index] ?? "", fields);
  const { data, errors } = await world.run(QUERY);
  expect(errors).toEqual([]);
  return data.netWorth;
}

it("is what is owned less what is owed, each by the field that says it", async () => {
  const other = { currentBalance: 9e9, currentValue: 9e9, principalBalance: 9e9, availableBalance: 9e9 };
  const { amounts, coverage } = await ask(
    account("DEPOSIT_ACCOUNT", { ...other, currentBalance: 1 }),
    account("DIGITAL_WALLET", { ...other, currentBalance: 10 }),
    account("COMMERCIAL_ACCOUNT", { ...other, currentLedgerBalance: 100 }),
    account("INVESTMENT_ACCOUNT", { ...other, currentValue: 1000 }),
    account("ANNUITY_ACCOUNT", { ...other, surrenderValue: 10_000 }),
    account("COMMERCIAL_ACCOUNT", {
      ...other,
      accountType: "COMMERCIALINVESTMENT",
      currentLedgerBalance: 100_000,
    }),
    account("LOC_ACCOUNT", { ...other, currentBalance: 2 }),
    account("BNPL_ACCOUNT", { ...other, currentBalance: 20 }),
    account("LOAN_ACCOUNT", { ...other, principalBalance: 200 }),
    account("COMMERCIAL_ACCOUNT", { ...other, accountType: "COMMERCIALLOAN", currentLedgerBalance: 2000 }),
    account("COMMERCIAL_ACCOUNT", {
      ...other,
      accountType: "COMMERCIALLINEOFCREDIT",
      currentLedgerBalance: 20_000,
    }),
  );
  expect(amounts).toEqual([{ currency: "CAD", assets: "111111", liabilities: "22222", net: "88889" }]);
  expect(coverage).toMatchObject({ complete: true, included: { length: 11 } });
});

it("sides are told by what an account is, not by its balance", async () => {
  const { amounts } = await ask(
    account("DEPOSIT_ACCOUNT", { currentBalance: "-50.10", balanceType: "ASSET" }),
    account("LOC_ACCOUNT", { currentBalance: "-3.05", balanceType: "liability" }),
  );
  expect(amounts).toEqual([{ currency: "CAD", assets: "-50.1", liabilities: "-3.05", net: "-47.05" }]);
});

it("a currency in which something is owed only has no assets", async () => {
  expect((await ask(account("LOAN_ACCOUNT", { principalBalance: 5 }))).amounts).toEqual([
    { currency: "CAD", assets: "0", liabilities: "5", net: "-5" },
  ]);
});

const UNCLEAR = { code: "VALUE_UNCLEAR", reason: "UPSTREAM_ERROR", field: "balanceType" };

it.each([
  [
    "a debt below zero where nobody says how debts are written",
    account("LOC_ACCOUNT", { currentBalance: -1 }),
    UNCLEAR,
  ],
  [
    "the same beside another word",
    account("LOAN_ACCOUNT", { principalBalance: -1, balanceType: "OTHER" }),
    UNCLEAR,
  ],
  [
    "a debt that is called an asset",
    account("LOC_ACCOUNT", { currentBalance: 1, balanceType: "ASSET" }),
    UNCLEAR,
  ],
  [
    "an asset that is called a debt",
    account("INVESTMENT_ACCOUNT", { currentValue: 1, balanceType: "LIABILITY" }),
    UNCLEAR,
  ],
  [
    "a card that tells its principal only",
    account("LOC_ACCOUNT", { principalBalance: 1 }),
    { code: "VALUE_NOT_TOLD", reason: "EMPTY", field: "currentBalance" },
  ],
  [
    "an annuity without a surrender value",
    account("ANNUITY_ACCOUNT", { payoutAmount: 1 }),
    { code: "VALUE_NOT_TOLD", reason: "EMPTY", field: "surrenderValue" },
  ],
  [
    "an insurance policy",
    account("INSURANCE_ACCOUNT", { policyCoverageAmount: 1 }),
    { code: "PROVIDER_UNSUPPORTED", reason: "NOT_SUPPORTED", field: null },
  ],
])("%s is missing", async (_, odd, told) => {
  const { amounts, coverage } = await ask(account("DEPOSIT_ACCOUNT", { currentBalance: 4 }), odd);
  expect(amounts).toEqual([{ currency: "CAD", assets: "4", liabilities: "0", net: "4" }]);
  expect(coverage).toMatchObject({ complete: false, included: [world.accountId("a")] });
  expect(coverage.missing).toEqual([{ ...told, accountId: world.accountId("b") }]);
});

it.each([
  ["a debt that is paid off", account("LOAN_ACCOUNT", { status: "PAID" })],
  ["a closed policy", account("INSURANCE_ACCOUNT", { status: "CLOSED" })],
])("%s lacks nothing", async (_, over) => {
  expect((await ask(over)).coverage).toEqual({ complete: true, included: [], missing: [] });
});

it("a part of another account counts beside it", async () => {
  const { amounts } = await ask(
    account("INVESTMENT_ACCOUNT", { currentValue: 10 }),
    account("INVESTMENT_ACCOUNT", { currentValue: 5, parentAccountId: "a" }),
  );
  expect(amounts[0].assets).toBe("15");
});
