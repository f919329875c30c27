import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import { ERROR_CODES } from "../../../../src/core/error-codes.js";
import type { DataCluster } from "../../../../src/core/data-cluster.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { isSince } from "../../../../src/fdx/version.js";
import { NullReason, reasonOf } from "../../../../src/graph/nulls/null-reason.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

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
  world.bank.accountsOf.set("c-1", ["a"]).set("c-2", ["b"]);
  for (const id of ["a", "b"]) world.bank.accountFields.set(id, { accountCategory: "DEPOSIT_ACCOUNT" });
});

async function nullsOf(operation: string): Promise<unknown> {
  return (await world.run(operation)).extensions.nulls;
}

describe("extensions.nulls", () => {
  it("is left out where nothing is null", async () => {
    expect(await nullsOf("{ accounts { nodes { accountId } } }")).toBeUndefined();
  });

  it("says that the provider has nothing to say, and of which data cluster", async () => {
    expect(await nullsOf("{ accounts { nodes { nickname active: lastActivityDate } } }")).toEqual([
      { path: ["accounts", "nodes", "*", "active"], reason: "EMPTY", cluster: "ACCOUNT_DETAILED" },
      { path: ["accounts", "nodes", "*", "nickname"], reason: "EMPTY", cluster: "ACCOUNT_BASIC" },
    ]);
  });

  it("says which account's consent does not cover a field", async () => {
    const grantedClusters: DataCluster[] = ["ACCOUNT_BASIC"];
    world.consents = [
      activeConsent("c-1"),
      activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters }),
    ];
    expect(await nullsOf("{ accounts { edges { node { lastActivityDate } } } }")).toEqual([
      {
        path: ["accounts", "edges", 0, "node", "lastActivityDate"],
        reason: "EMPTY",
        cluster: "ACCOUNT_DETAILED",
      },
      {
        path: ["accounts", "edges", 1, "node", "lastActivityDate"],
        ...{ reason: "NOT_CONSENTED", cluster: "ACCOUNT_DETAILED" },
      },
    ]);
  });

  it("says that a field is younger than the FDX version of the provider", async () => {
    world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
    world.fdxVersions.set(LIBERTY, "5.2");
    expect(await nullsOf("{ accounts { nodes { productId nickname } } }")).toEqual([
      { path: ["accounts", "nodes", "*", "nickname"], reason: "EMPTY", cluster: "ACCOUNT_BASIC" },
      { path: ["accounts", "nodes", 0, "productId"], reason: "EMPTY", cluster: "ACCOUNT_BASIC" },
      { path: ["accounts", "nodes", 1, "productId"], reason: "NOT_SUPPORTED", cluster: "ACCOUNT_BASIC" },
    ]);
  });

  it("says what the provider says of an account that it could give only in part", async () => {
    world.bank.accountFields.set("a", { error: { code: "501", message: "down" } });
    expect(await nullsOf("{ accounts { nodes { nickname } } }")).toEqual([
      {
        path: ["accounts", "nodes", "*", "nickname"],
        ...{ reason: "UPSTREAM_ERROR", code: "PROVIDER_UNAVAILABLE" },
      },
    ]);
  });

  it("does not blame the provider's failure for what is inside of that which it gave", async () => {
    const fiAttributes = [{ name: "branch" }];
    world.bank.accountFields.set("a", { error: { code: "501" }, fiAttributes });
    expect(await nullsOf("{ accounts { nodes { fiAttributes { value } } } }")).toEqual([
      { path: ["accounts", "nodes", "*", "fiAttributes", "*", "value"], reason: "EMPTY" },
    ]);
  });

  it("does not ask for a consent to the basic data where the one to the details covers them", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: ["ACCOUNT_DETAILED"] })];
    expect(await nullsOf("{ accounts { nodes { nickname } } }")).toEqual([
      { path: ["accounts", "nodes", "*", "nickname"], reason: "EMPTY", cluster: "ACCOUNT_BASIC" },
    ]);
  });

  it("does not blame an account's record for the answer to another call", async () => {
    world.bank.accountFields.set("a", { error: { code: "501" } });
    world.bank.contactRecord = {};
    expect(await nullsOf("{ accounts { nodes { holders { relationship } } } }")).toEqual([
      { path: ["accounts", "nodes", "*", "holders"], reason: "EMPTY" },
    ]);
  });

  it("says which customer's consent does not cover a field", async () => {
    const grantedClusters: DataCluster[] = ["CUSTOMER_CONTACT"];
    world.consents = [
      activeConsent("c-1"),
      activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters }),
    ];
    world.bank.customerRecords = [{ customerId: "one" }];
    expect(await nullsOf("{ customers { nodes { dateOfBirth } } }")).toEqual([
      { path: ["customers", "nodes", 0, "dateOfBirth"], reason: "EMPTY", cluster: "CUSTOMER_PERSONAL" },
      {
        path: ["customers", "nodes", 1, "dateOfBirth"],
        reason: "NOT_CONSENTED",
        cluster: "CUSTOMER_PERSONAL",
      },
    ]);
  });

  it("explains what is inside of a single account as in a list of them", async () => {
    const holdings = [{ holdingName: "one" }, { holdingName: null }];
    world.bank.accountFields.set("a", { accountCategory: "INVESTMENT_ACCOUNT", holdings });
    const operation = `{ account(id: "${world.accountId("a")}") { ... on InvestmentAccount { holdings { holdingName } } } }`;
    expect(await nullsOf(operation)).toEqual([
      { path: ["account", "holdings", "*", "holdingName"], reason: "EMPTY", cluster: "INVESTMENTS" },
    ]);
  });

  it("tells a missing account from a missing consent", async () => {
    const operation = `{ account(id: "${world.accountId("gone")}") { id } node(id: "none") { id } }`;
    expect(await nullsOf(operation)).toEqual([
      { path: ["account"], reason: "NOT_FOUND" },
      { path: ["node"], reason: "NOT_FOUND" },
    ]);
    world.consents = [];
    expect(await nullsOf('{ node(id: "none") { id } }')).toEqual([{ path: ["node"], reason: "NOT_FOUND" }]);
    expect(await nullsOf("{ customer { id } }")).toEqual([{ path: ["customer"], reason: "NOT_CONSENTED" }]);
  });

  it("tells the data cluster of a refused field, and the code of a failed one", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC", "CUSTOMER_CONTACT"] })];
    expect(await nullsOf("{ accounts { nodes { transactions { complete } } } }")).toEqual([
      {
        path: ["accounts", "nodes", "*", "transactions"],
        ...{ reason: "NOT_CONSENTED", cluster: "TRANSACTIONS", code: "DATA_CLUSTER_NOT_GRANTED" },
      },
    ]);
    world.bank.failing.set("c-1", new GatewayError("PROVIDER_TIMEOUT", "late"));
    expect(await nullsOf("{ customer { id } customers { nodes { id } } }")).toEqual([
      { path: ["customer"], reason: "TIMEOUT", code: "PROVIDER_TIMEOUT" },
      { path: ["customers"], reason: "TIMEOUT", code: "PROVIDER_TIMEOUT", missing: true },
    ]);
  });

  it("tells that a list lacks what one consent would show", async () => {
    world.bank.failing.set("c-1", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    expect(await nullsOf("{ accounts { nodes { id } problems { code reason } } }")).toEqual([
      { path: ["accounts"], reason: "UPSTREAM_ERROR", code: "PROVIDER_UNAVAILABLE", missing: true },
    ]);
  });

  it("tells of a whole answer that an error took away", async () => {
    world.failConsents = new GatewayError("STORE_UNAVAILABLE", "gone");
    expect(await nullsOf("{ consents { id } }")).toEqual([
      { path: [], reason: "GATEWAY_ERROR", code: "STORE_UNAVAILABLE" },
    ]);
  });
});

describe("reasonOf", () => {
  it("has a reason for every code, and one for what a client did", () => {
    for (const code of Object.keys(ERROR_CODES)) expect(Object.keys(NullReason)).toContain(reasonOf(code));
    expect(reasonOf("NOT_FOUND")).toBe("NOT_FOUND");
    expect(reasonOf("NOT_FOUND", { argument: "accountId" })).toBe("REQUEST_INVALID");
  });

  it.each(Object.keys(ERROR_CODES).filter((code) => code.startsWith("PROVIDER_")))(
    "never blames the gateway or the client for %s",
    (code) => {
      expect(["GATEWAY_ERROR", "REQUEST_INVALID", "EMPTY"]).not.toContain(reasonOf(code));
    },
  );
});

describe("isSince", () => {
  it.each([
    ["6.4", "6.3", true],
    ["6.2", "6.3", false],
    ["6.0", "6", true],
    ["5.2", "6", false],
    ["4.6", "5.2", false],
    ["6", "6.0", true],
    ["10.0", "6.4", true],
  ])("%s has what came with %s: %p", (version, since, expected) => {
    expect(isSince(version, since)).toBe(expected);
  });
});
