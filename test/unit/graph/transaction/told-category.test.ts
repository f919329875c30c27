import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import type { FdxRecord } from "../../../../src/loaders/records.js";
import { toldCategory } from "../../../../src/graph/transaction/told-category.js";
import { GraphWorld } from "../../../support/graph-world.js";

describe("the category of a transaction that does not name it", () => {
  it.each<[FdxRecord, string]>([
    [{ securityIdType: "CUSIP", amount: 1 }, "INVESTMENT_ACCOUNT"],
    [{ transactionReason: "SELL", fees: 1 }, "INVESTMENT_ACCOUNT"],
    [{ commercialCode: { type: "BAI", code: "108" } }, "COMMERCIAL_ACCOUNT"],
    [{ purchaseDetails: { numberOfPayments: 4 } }, "BNPL_ACCOUNT"],
    [{ bnplStatus: "OPEN", paymentDetails: { feesAmount: 1 } }, "BNPL_ACCOUNT"],
  ])("is told by %j", (row, category) => {
    expect(toldCategory(row)).toBe(category);
  });

  it.each([
    ["what every category has", { amount: 1, description: "x", transactionPayee: {}, lineItem: [] }],
    ["what two categories have", { paymentDetails: {}, checkNumber: 7, payee: "x" }],
    [
      "an amount or a text that any bank may add",
      { runningBalance: 10, fees: 1, symbol: "X", taxExempt: true },
    ],
    ["a value that FDX does not know there", { securityIdType: "card", incomeType: "salary" }],
    ["null", { securityIdType: null, commercialCode: null }],
    ["members of two categories", { securityIdType: "CUSIP", commercialCode: {} }],
  ])("is not told by %s", (_what, row) => {
    expect(toldCategory(row)).toBeUndefined();
  });
});

describe("a transaction without a category", () => {
  let server: Awaited<ReturnType<typeof createGraphQLServer>>;
  let world: GraphWorld;
  const trade = { transactionId: "t", securityIdType: "CUSIP", units: 3 };
  const FIELDS = "nodes { __typename accountCategory ... on InvestmentTransaction { units } }";

  beforeAll(async () => {
    server = await createGraphQLServer({ introspection: false });
  });

  beforeEach(() => {
    world = GraphWorld.over(server);
    world.bank.accountsOf.set("c-1", ["a"]);
    world.bank.history = ["t"];
    world.bank.rowOf = () => ({ ...trade });
  });

  it("is of the kind that its members tell, where the account is not read", async () => {
    const query = `query ($id: ID!) { accountTransactions(accountId: $id) { ${FIELDS} } }`;
    const { data, errors } = await world.run(query, { id: world.accountId("a") });
    expect(errors).toEqual([]);
    expect(data.accountTransactions.nodes).toEqual([
      { __typename: "InvestmentTransaction", accountCategory: "INVESTMENT_ACCOUNT", units: "3" },
    ]);
  });

  it("is of its account's category where that is known, whatever its members tell", async () => {
    world.bank.accountFields.set("a", { accountCategory: "DEPOSIT_ACCOUNT" });
    const { data } = await world.run(`{ accounts { nodes { transactions { ${FIELDS} } } } }`);
    expect(data.accounts.nodes[0].transactions.nodes).toEqual([
      { __typename: "DepositTransaction", accountCategory: "DEPOSIT_ACCOUNT" },
    ]);
  });

  it("is of its own category where it names one", async () => {
    world.bank.rowOf = () => ({ ...trade, accountCategory: "LOAN_ACCOUNT" });
    const query = `query ($id: ID!) { accountTransactions(accountId: $id) { ${FIELDS} } }`;
    const { data } = await world.run(query, { id: world.accountId("a") });
    expect(data.accountTransactions.nodes[0].__typename).toBe("LoanTransaction");
  });
});
