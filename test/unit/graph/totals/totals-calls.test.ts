import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

const FLOW = 'cashFlow(from: "2026-02-01", to: "2026-02-28") { coverage { included missing { code } } }';
const WORTH = "cashPosition { amounts { amount } } netWorth { amounts { net } }";

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
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
  world.bank.accountsOf.set("c-1", ["a", "card"]).set("c-2", ["b"]);
  const currency = { currencyCode: "CAD" };
  for (const id of ["a", "b"])
    world.bank.accountFields.set(id, { accountCategory: "DEPOSIT_ACCOUNT", currency, currentBalance: 1 });
  world.bank.accountFields.set("card", { accountCategory: "LOC_ACCOUNT", currency, currentBalance: 1 });
});

/** @returns the calls that were made, and checks that just as many were planned. */
async function callsOf(query: string): Promise<readonly string[]> {
  const { errors, extensions } = await world.run(query);
  expect(errors).toEqual([]);
  const made = world.bank.calls.map(({ method, consentId }) => `${method} ${consentId}`);
  expect(extensions.upstream).toEqual({ planned: made.length, made: made.length, cached: 0 });
  return made;
}

it("all totals and the accounts themselves come of one list a consent", async () => {
  expect(await callsOf(`{ ${WORTH} accounts { nodes { id } } }`)).toEqual(["accounts c-1", "accounts c-2"]);
});

it("a cash flow costs a list more for each cash account, and shares it with the account's own transactions", async () => {
  const lists = ["accounts c-1", "accounts c-2", "transactions c-1", "transactions c-2"];
  expect(await callsOf(`{ ${FLOW} ${WORTH} }`)).toEqual(lists);
  world.bank.calls.length = 0;
  const own = 'transactions(startDate: "2026-02-01", endDate: "2026-02-28", first: 100) { nodes { id } }';
  expect(await callsOf(`{ ${FLOW} accounts { nodes { id ... on DepositAccount { ${own} } } } }`)).toEqual(
    lists,
  );
});

it("a cash flow asks nothing of a consent that covers no transactions", async () => {
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { grantedClusters: ["ACCOUNT_DETAILED"] })];
  expect(await callsOf(`{ ${FLOW} }`)).toEqual(["accounts c-1", "transactions c-1"]);
});

it("a window that is refused costs nothing", async () => {
  const { extensions } = await world.run(
    '{ cashFlow(from: "2026-02-02", to: "2026-02-01") { periods { from } } }',
  );
  expect(extensions.upstream).toEqual({ planned: 0, made: 0, cached: 0 });
});
