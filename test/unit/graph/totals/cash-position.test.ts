import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import type { FdxRecord } from "../../../../src/providers/data-provider.js";
import { keepAsOf } from "../../../../src/providers/record-time.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

const CAD = { currency: { currencyCode: "CAD" } };
const MISSING = "missing { accountId code reason field retryable dataCluster }";
const QUERY = `{ cashPosition { amounts { currency amount available } coverage { complete included ${MISSING} oldestAsOf } } }`;

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

/** One bank with these accounts, `a`, `b` … */
function give(...accounts: readonly FdxRecord[]): void {
  const ids = accounts.map((_, index) => "abcdef".charAt(index));
  world.bank.accountsOf.set("c-1", ids);
  for (const [index, fields] of accounts.entries()) world.bank.accountFields.set(ids[index] ?? "", fields);
}

function deposit(currentBalance: unknown, more: FdxRecord = {}): FdxRecord {
  return { accountCategory: "DEPOSIT_ACCOUNT", ...CAD, currentBalance, ...more };
}

async function ask(): Promise<any> {
  const { data, errors } = await world.run(QUERY);
  expect(errors).toEqual([]);
  return data.cashPosition;
}

describe("cash", () => {
  it("is deposits, wallets and commercial accounts, by their booked balances", async () => {
    give(
      deposit(100.25, { availableBalance: 90 }),
      { accountCategory: "DIGITAL_WALLET", ...CAD, currentBalance: "0.05", availableBalance: 0.05 },
      { ...CAD, accountCategory: "COMMERCIAL_ACCOUNT", currentLedgerBalance: 1, currentAvailableBalance: 2 },
      { ...CAD, accountCategory: "LOC_ACCOUNT", currentBalance: 500, balanceType: "LIABILITY" },
      { ...CAD, accountCategory: "INVESTMENT_ACCOUNT", currentValue: 500 },
    );
    const { amounts, coverage } = await ask();
    expect(amounts).toEqual([{ currency: "CAD", amount: "101.3", available: "92.05" }]);
    expect(coverage).toEqual({
      complete: true,
      included: ["a", "b", "c"].map((id) => world.accountId(id)),
      missing: [],
      oldestAsOf: new Date(world.clock.now()).toISOString(),
    });
  });

  it.each(["COMMERCIALINVESTMENT", "COMMERCIALLOAN", "commerciallineofcredit"])(
    "is no commercial account of type %s",
    async (accountType) => {
      give({ ...CAD, accountCategory: "COMMERCIAL_ACCOUNT", accountType, currentLedgerBalance: 1 });
      const { amounts, coverage } = await ask();
      expect([amounts, coverage.complete]).toEqual([[], true]);
    },
  );

  it("is lowered by an overdrawn account, and is zero where nothing is left", async () => {
    give(deposit(-20), deposit("20.00"));
    expect((await ask()).amounts).toEqual([{ currency: "CAD", amount: "0", available: null }]);
  });

  it("is a sum of its own in each currency, in the order of the codes", async () => {
    give(deposit(1, { currency: { currencyCode: "usd" } }), deposit(2), deposit(4));
    expect((await ask()).amounts).toEqual([
      { currency: "CAD", amount: "6", available: null },
      { currency: "USD", amount: "1", available: null },
    ]);
  });

  it("loses no digit, however large and small the amounts are", async () => {
    give(deposit("123456789012345678901234567890.01"), deposit("1e-40"), deposit("9e20"));
    expect((await ask()).amounts[0].amount).toBe(
      "123456789912345678901234567890.0100000000000000000000000000000000000001",
    );
  });

  it("tells what is available only where every account of the currency does", async () => {
    give(deposit(1, { availableBalance: 1 }), deposit(1, { availableBalance: "n/a" }));
    const { amounts, coverage } = await ask();
    expect([amounts[0].available, coverage.complete]).toEqual([null, true]);
  });
});

describe("an account is missing, with its reason, and the others are added up", () => {
  const NOT_TOLD = { code: "VALUE_NOT_TOLD", reason: "EMPTY", retryable: false };
  const INVALID = { code: "PROVIDER_ANSWER_INVALID", reason: "UPSTREAM_ERROR", retryable: false };
  const category = { field: "accountCategory" };

  it.each([
    ["without a balance", deposit(undefined), { ...NOT_TOLD, field: "currentBalance" }],
    ["with a null balance", deposit(null), { ...NOT_TOLD, field: "currentBalance" }],
    ["whose balance is no number", deposit("n/a"), { ...INVALID, field: "currentBalance" }],
    ["whose balance is too large to be one", deposit("1e60"), { ...INVALID, field: "currentBalance" }],
    ["without a currency", deposit(1, { currency: null }), { ...NOT_TOLD, field: "currency.currencyCode" }],
    [
      "of no known currency",
      deposit(1, { currency: { currencyCode: "$" } }),
      { ...INVALID, field: "currency.currencyCode" },
    ],
    ["without a category", { ...CAD, currentBalance: 1 }, { ...NOT_TOLD, ...category }],
    [
      "of an unknown category",
      { ...CAD, accountCategory: "PIGGY_BANK", currentBalance: 1 },
      { code: "VALUE_UNCLEAR", reason: "UPSTREAM_ERROR", retryable: false, ...category },
    ],
    [
      "that the bank calls a debt",
      deposit(1, { balanceType: "LIABILITY" }),
      { code: "VALUE_UNCLEAR", reason: "UPSTREAM_ERROR", retryable: false, field: "balanceType" },
    ],
    [
      "that came with an error",
      deposit(1, { error: { code: "500" } }),
      { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR", retryable: true, field: null },
    ],
  ])("%s", async (_, account, told) => {
    give(account, deposit(7));
    const { amounts, coverage } = await ask();
    expect(amounts).toEqual([{ currency: "CAD", amount: "7", available: null }]);
    expect(coverage).toMatchObject({ complete: false, included: [world.accountId("b")] });
    expect(coverage.missing).toEqual([{ ...told, accountId: world.accountId("a"), dataCluster: null }]);
  });

  it("and the operator hears of what cannot be read, and not of what a bank leaves out", async () => {
    give(deposit(undefined), deposit("n/a"));
    await ask();
    expect(world.reports.map(([failure]) => (failure as GatewayError).code)).toEqual([
      "PROVIDER_ANSWER_INVALID",
    ]);
  });

  it.each(["CLOSED", "PAID", "pendingopen"])(
    "but for one that is %s and tells no balance",
    async (status) => {
      give(deposit(undefined, { status }), deposit(7));
      expect((await ask()).coverage).toMatchObject({ complete: true, included: [world.accountId("b")] });
    },
  );

  it("a closed one that tells a balance counts", async () => {
    give(deposit(3, { status: "CLOSED" }));
    expect((await ask()).amounts[0].amount).toBe("3");
  });
});

describe("a consent is missing", () => {
  beforeEach(() => {
    give(deposit(7));
    world.bank.accountsOf.set("c-2", ["z"]);
    world.bank.accountFields.set("z", deposit(5));
    world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
  });

  it("when its bank fails", async () => {
    expect((await ask()).amounts[0].amount).toBe("12");
    world.bank.failing.set("c-2", new GatewayError("PROVIDER_TIMEOUT", "slow", { facts: { retryAfter: 3 } }));
    const { amounts, coverage } = await ask();
    expect(amounts).toEqual([{ currency: "CAD", amount: "7", available: null }]);
    expect(coverage.missing).toEqual([
      {
        accountId: null,
        code: "PROVIDER_TIMEOUT",
        reason: "TIMEOUT",
        field: null,
        retryable: true,
        dataCluster: null,
      },
    ]);
  });

  it("when it does not cover balances; its accounts are not told one by one", async () => {
    world.consents = [
      activeConsent("c-1"),
      activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters: ["ACCOUNT_BASIC"] }),
    ];
    const { amounts, coverage } = await ask();
    expect(amounts[0].amount).toBe("7");
    expect(coverage.missing).toMatchObject([
      {
        accountId: null,
        code: "DATA_CLUSTER_NOT_GRANTED",
        reason: "NOT_CONSENTED",
        dataCluster: "ACCOUNT_DETAILED",
      },
    ]);
  });

  it("when its bank counts more accounts than it sends; those that came are in", async () => {
    world.bank.hidden = 1;
    const { amounts, coverage } = await ask();
    expect(amounts[0].amount).toBe("12");
    expect(coverage).toMatchObject({ complete: false, included: { length: 2 }, missing: { length: 2 } });
  });

  it("when it has ended and must be given again", async () => {
    const ended = activeConsent("c-2", { dataProviderId: LIBERTY });
    const state = { phase: "REAUTH_REQUIRED", reason: "refused", since: ended.createdAt } as const;
    world.consents = [activeConsent("c-1"), { ...ended, state }];
    const { amounts, coverage } = await ask();
    expect(amounts[0].amount).toBe("7");
    expect(coverage.missing).toMatchObject([
      { accountId: null, code: "CONSENT_REAUTH_REQUIRED", reason: "NOT_CONSENTED" },
    ]);
  });

  it("not when it is gone: total and coverage are those of the others", async () => {
    world.consents = [activeConsent("c-1")];
    const { amounts, coverage } = await ask();
    expect(amounts[0].amount).toBe("7");
    expect(coverage).toMatchObject({ complete: true, included: [world.accountId("a")], missing: [] });
  });
});

describe("an account", () => {
  it("that two consents at a bank show counts once, as the newest has it", async () => {
    give(deposit(7));
    world.bank.accountsOf.set("c-2", ["a"]);
    world.consents = [activeConsent("c-1"), activeConsent("c-2")];
    const { amounts, coverage } = await ask();
    expect(amounts[0].amount).toBe("7");
    expect(coverage.included).toEqual([world.accountId("a", "c-2")]);
  });

  it("of a snapshot makes the total as old as it is", async () => {
    const old = deposit(1);
    keepAsOf(old, "2026-02-01T08:00:00.000Z");
    const older = deposit(undefined);
    keepAsOf(older, "2026-01-01T08:00:00.000Z");
    give(deposit(7), old, older);
    expect((await ask()).coverage.oldestAsOf).toBe("2026-02-01T08:00:00.000Z");
  });
});

it("without a consent is nothing, and nothing is missing", async () => {
  world.consents = [];
  expect(await ask()).toEqual({
    amounts: [],
    coverage: { complete: true, included: [], missing: [], oldestAsOf: null },
  });
});
