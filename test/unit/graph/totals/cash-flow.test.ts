import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import type { FdxRecord } from "../../../../src/providers/data-provider.js";
import { activeConsent } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

const COVERAGE =
  "coverage { complete included missing { accountId code reason field dataCluster } oldestAsOf }";
const QUERY = `query ($from: Date!, $to: Date!, $by: CashFlowInterval! = MONTH) {
  cashFlow(from: $from, to: $to, by: $by) { periods { from to amounts { currency inflow outflow net } } ${COVERAGE} }
}`;
const MARCH = { from: "2026-03-01", to: "2026-03-31" };

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
  world.bank.accountsOf.set("c-1", ["a"]);
  world.bank.accountFields.set("a", deposit());
});

function deposit(more: FdxRecord = {}): FdxRecord {
  return { accountCategory: "DEPOSIT_ACCOUNT", currency: { currencyCode: "CAD" }, ...more };
}

/** The account's rows, each a booked credit of 1 in March but for what is given. */
function give(...rows: readonly FdxRecord[]): void {
  world.bank.history = rows.map((_, index) => `t-${index}`);
  world.bank.rowOf = (id) => ({
    ...{ transactionId: id, status: "POSTED", debitCreditMemo: "CREDIT", amount: 1 },
    postedTimestamp: "2026-03-10T12:00:00Z",
    ...rows[world.bank.history.indexOf(id)],
  });
}

async function ask(variables: Record<string, unknown> = MARCH): Promise<any> {
  const { data, errors } = await world.run(QUERY, variables);
  expect(errors).toEqual([]);
  return data.cashFlow;
}

async function moved(): Promise<unknown> {
  const { periods } = await ask();
  const [{ inflow, outflow, net }] = periods[0].amounts;
  return [inflow, outflow, net];
}

describe("a transaction", () => {
  it.each([
    ["of CREDIT came in", { debitCreditMemo: "CREDIT", amount: "2.50" }, ["2.5", "0", "2.5"]],
    ["of CREDIT came in, whatever its sign", { debitCreditMemo: "credit", amount: -2 }, ["2", "0", "2"]],
    ["of DEBIT went out", { debitCreditMemo: "DEBIT", amount: 2 }, ["0", "2", "-2"]],
    ["of DEBIT went out, whatever its sign", { debitCreditMemo: "DEBIT", amount: -2 }, ["0", "2", "-2"]],
    ["of MEMO moved nothing", { debitCreditMemo: "MEMO", amount: 2 }, ["0", "0", "0"]],
    ["above zero without a direction came in", { debitCreditMemo: null, amount: 2 }, ["2", "0", "2"]],
    [
      "below zero without a known direction went out",
      { debitCreditMemo: "OUT", amount: -2 },
      ["0", "2", "-2"],
    ],
    ["that is pending is left out", { status: "PENDING" }, ["0", "0", "0"]],
    ["that is authorised only is left out", { status: "authorization" }, ["0", "0", "0"]],
    ["for information is left out", { status: "MEMO", amount: "n/a" }, ["0", "0", "0"]],
    ["without a status is booked if it was posted", { status: undefined }, ["1", "0", "1"]],
    ["of an unknown status too", { status: "CLEARED" }, ["1", "0", "1"]],
    ["counts on the day the bank writes", { postedTimestamp: "2026-03-31T23:30:00-05:00" }, ["1", "0", "1"]],
    ["far from the window does not count", { postedTimestamp: "2026-04-03", amount: null }, ["0", "0", "0"]],
    ["beside the window is one that the bank counts in", { postedTimestamp: "2026-02-28" }, ["1", "0", "1"]],
    [
      "that was never posted has the bank's own day",
      { postedTimestamp: null, transactionTimestamp: "2026-03-01T00:00:00Z" },
      ["1", "0", "1"],
    ],
    [
      "in foreign money counts as the account has it",
      { foreignAmount: 500, foreignCurrency: "JPY", amount: "3.10" },
      ["3.1", "0", "3.1"],
    ],
    [
      "of thirty digits is exact",
      { amount: "123456789012345678901234567890.1" },
      ["123456789012345678901234567890.1", "0", "123456789012345678901234567890.1"],
    ],
  ])("%s", async (_, row, expected) => {
    give(row);
    expect(await moved()).toEqual(expected);
    expect((await ask()).coverage.complete).toBe(true);
  });

  it.each([
    ["without an amount", { amount: null }, "VALUE_NOT_TOLD", "amount"],
    ["whose amount is no number", { amount: "n/a" }, "PROVIDER_ANSWER_INVALID", "amount"],
    [
      "that may be booked or not",
      { status: null, postedTimestamp: null, transactionTimestamp: "2026-03-02" },
      "VALUE_NOT_TOLD",
      "status",
    ],
    ["without a day", { postedTimestamp: null }, "VALUE_NOT_TOLD", "transactionTimestamp"],
    [
      "whose day cannot be read",
      { postedTimestamp: "2026-02-30" },
      "PROVIDER_ANSWER_INVALID",
      "postedTimestamp",
    ],
  ])("%s makes its account missing", async (_, row, code, field) => {
    give({}, row);
    const { periods, coverage } = await ask();
    expect(periods).toEqual([{ ...MARCH, amounts: [] }]);
    expect(coverage).toMatchObject({ complete: false, included: [], oldestAsOf: null });
    expect(coverage.missing).toMatchObject([{ accountId: world.accountId("a"), code, field }]);
  });

  it("counts once, however often it comes", async () => {
    // A bank that counts what it repeats would lack as many others.
    world.bank.hidden = -2;
    give({}, { transactionId: "t-0", amount: 5 }, { transactionId: "t-0" }, {});
    expect(await moved()).toEqual(["2", "0", "2"]);
  });

  it("beside the window does not count at a bank that sends whatever it has", async () => {
    give({ postedTimestamp: "2026-01-01T00:00:00Z" }, { postedTimestamp: "2026-02-28T00:00:00Z" }, {});
    expect(await moved()).toEqual(["1", "0", "1"]);
  });

  it("is counted in the first or the last period where it lies beside the window", async () => {
    give({ postedTimestamp: "2026-02-28T20:00:00-05:00" }, { postedTimestamp: "2026-04-01T00:30:00+02:00" });
    const { periods } = await ask({ ...MARCH, by: "WEEK" });
    const net = periods.map(({ amounts }: any) => amounts[0].net);
    expect(net).toEqual(["1", "0", "0", "0", "0", "1"]);
  });

  it("without an id counts each time", async () => {
    give({ transactionId: undefined }, { transactionId: undefined });
    expect(await moved()).toEqual(["2", "0", "2"]);
  });
});

describe("the accounts", () => {
  it("are those of the cash position; no other is asked for its transactions", async () => {
    world.bank.accountsOf.set("c-1", ["a", "card"]);
    world.bank.accountFields.set("card", deposit({ accountCategory: "LOC_ACCOUNT" }));
    give({});
    expect((await ask()).coverage.included).toEqual([world.accountId("a")]);
    expect(world.bank.calls.map(({ method }) => method)).toEqual(["accounts", "transactions"]);
  });

  it("need no balances", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"] })];
    give({});
    expect((await ask()).coverage.complete).toBe(true);
    expect(world.bank.calls[0]?.argument).toMatchObject({ resultType: "lightweight" });
  });

  it("each add to both sides when money moves between them", async () => {
    world.bank.accountsOf.set("c-1", ["a", "b"]);
    world.bank.accountFields.set("b", deposit());
    give({}, { debitCreditMemo: "DEBIT" });
    expect(await moved()).toEqual(["2", "2", "0"]);
  });

  it("are read to the last page", async () => {
    world.bank.maxPageSize = 2;
    give(...Array.from({ length: 7 }, () => ({})));
    expect(await moved()).toEqual(["7", "0", "7"]);
    expect(world.bank.calls).toHaveLength(1 + 4);
  });

  it("make the total as old as the oldest page of them, also where nothing moved", async () => {
    give();
    world.bank.readAt = "2026-01-05T00:00:00.000Z";
    expect((await ask()).coverage.oldestAsOf).toBe("2026-01-05T00:00:00.000Z");
  });
});

describe("an account is missing", () => {
  beforeEach(() => {
    give({});
  });

  it("when its transactions are not whole", async () => {
    world.bank.hidden = 1;
    world.bank.accountsOf.set("c-1", ["a"]);
    const { coverage } = await ask();
    expect(coverage.missing).toMatchObject([
      { accountId: null, code: "PROVIDER_ANSWER_INVALID" },
      { accountId: world.accountId("a"), code: "HISTORY_INCOMPLETE", reason: "UPSTREAM_ERROR" },
    ]);
  });

  it("when its list does not end", async () => {
    world.bank.endless = true;
    const { included, missing } = (await ask()).coverage;
    expect(included).toEqual([]);
    expect(missing.at(-1).code).toBe("HISTORY_INCOMPLETE");
  });

  it("with all of its consent when that does not cover transactions; nothing is asked for", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: ["ACCOUNT_DETAILED"] })];
    const { coverage } = await ask();
    expect(coverage.missing).toMatchObject([
      { accountId: null, code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "TRANSACTIONS" },
    ]);
    expect(world.bank.calls).toEqual([]);
  });

  it("when its bank does not offer transactions", async () => {
    world.declare("TRANSACTIONS");
    expect((await ask()).coverage.missing).toMatchObject([
      { code: "PROVIDER_UNSUPPORTED", reason: "NOT_SUPPORTED" },
    ]);
  });

  it("when it has no currency; nothing is asked for", async () => {
    world.bank.accountFields.set("a", deposit({ currency: undefined }));
    expect((await ask()).coverage.missing).toMatchObject([
      { code: "VALUE_NOT_TOLD", field: "currency.currencyCode" },
    ]);
    expect(world.bank.calls).toHaveLength(1);
  });

  it("when its bank fails", async () => {
    world.bank.failing.set("c-1", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    expect((await ask()).coverage.missing).toMatchObject([{ accountId: null, code: "PROVIDER_UNAVAILABLE" }]);
  });
});

describe("the periods", () => {
  async function spans(variables: Record<string, unknown>): Promise<readonly string[]> {
    const { periods } = await ask(variables);
    return periods.map(({ from, to }: { from: string; to: string }) => `${from}/${to}`);
  }

  it("are months, cut where the window ends", async () => {
    expect(await spans({ from: "2025-12-30", to: "2026-02-01" })).toEqual([
      ...["2025-12-30/2025-12-31", "2026-01-01/2026-01-31", "2026-02-01/2026-02-01"],
    ]);
  });

  it("are weeks from Monday to Sunday", async () => {
    expect(await spans({ from: "2026-03-01", to: "2026-03-10", by: "WEEK" })).toEqual([
      ...["2026-03-01/2026-03-01", "2026-03-02/2026-03-08", "2026-03-09/2026-03-10"],
    ]);
  });

  it("are days, a leap day too", async () => {
    expect(await spans({ from: "2028-02-28", to: "2028-03-01", by: "DAY" })).toEqual([
      ...["2028-02-28/2028-02-28", "2028-02-29/2028-02-29", "2028-03-01/2028-03-01"],
    ]);
  });

  it("that are empty are listed with zero in every currency", async () => {
    world.bank.accountsOf.set("c-1", ["a", "b"]);
    world.bank.accountFields.set("b", deposit({ currency: { currencyCode: "USD" } }));
    give();
    const zero = { inflow: "0", outflow: "0", net: "0" };
    const amounts = [
      { currency: "CAD", ...zero },
      { currency: "USD", ...zero },
    ];
    expect((await ask({ from: "2026-03-01", to: "2026-03-02", by: "DAY" })).periods).toEqual([
      { from: "2026-03-01", to: "2026-03-01", amounts },
      { from: "2026-03-02", to: "2026-03-02", amounts },
    ]);
  });
});

describe("the window", () => {
  it.each([
    ["two years with a leap day", { from: "2027-03-01", to: "2029-02-28" }],
    ["a leap year of days", { from: "2028-01-01", to: "2028-12-31", by: "DAY" }],
  ])("may be %s", async (_, variables) => {
    expect((await world.run(QUERY, variables)).errors).toEqual([]);
  });

  it.each([
    ["longer than two years", { from: "2027-03-01", to: "2029-03-02" }, "to"],
    ["longer than 366 days by day", { from: "2027-01-01", to: "2028-01-02", by: "DAY" }, "to"],
    ["reversed", { from: "2026-03-02", to: "2026-03-01" }, "from"],
    ["of long ago", { from: "1899-12-31", to: "1900-01-02" }, "from"],
  ])("may not be %s: no bank is asked", async (_, variables, argument) => {
    const { data, errors } = await world.run(QUERY, variables);
    expect(data).toEqual({ cashFlow: null });
    expect(errors[0]?.extensions).toMatchObject({ code: "ARGUMENT_INVALID", argument });
    expect(world.bank.calls).toEqual([]);
  });
});
