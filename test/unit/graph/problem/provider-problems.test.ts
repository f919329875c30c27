import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import type { Consent, ConsentState } from "../../../../src/consents/consent.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { ConsentId, DataProviderId } from "../../../../src/core/ids.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { activeConsent, caller, consent, LIBERTY, MAPLE } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 2, 1, 12);
const EVERYWHERE = ["accounts", "customers", "transactions"] as const;
const PROBLEMS =
  "problems { consentId dataProviderId dataProvider { id name } accountId code reason retryable retryAfter reauthUrl dataCluster }";

let server: ApolloServer<GraphContext>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => server.stop());

beforeEach(() => {
  world = GraphWorld.over(server);
  world.bank.accountsOf.set("c-1", ["a", "b"]).set("c-2", ["x"]).set("c-3", ["c"]);
});

/** @param day since the first consent, on which this one was given. */
function given(id: string, day: number, state: ConsentState, dataProviderId = MAPLE): Consent {
  return { ...consent({ id: ConsentId(id), dataProviderId, state }), createdAt: NOON + day * DAY_MS };
}

const ACTIVE: ConsentState = activeConsent("any").state;
const after = (day: number): number => NOON + day * DAY_MS;
const expired = (day: number): ConsentState => ({ phase: "EXPIRED", since: after(day) });
const dead = (day: number): ConsentState => ({
  ...{ phase: "REAUTH_REQUIRED", reason: "GRANT_REFUSED", since: after(day) },
});
const revoked: ConsentState = { phase: "REVOKED", since: after(9), upstream: "CONFIRMED" };

async function problemsOf(field: string): Promise<readonly any[]> {
  const { data, errors } = await world.run(`{ ${field} { ${PROBLEMS} } }`);
  expect(errors).toEqual([]);
  return data[field].problems;
}

const opaque = (id: string): string =>
  world.ids.encode(caller(), { kind: "consent", consentId: ConsentId(id), parts: [] });

describe.each(EVERYWHERE)("a consent that has ended, in %s", (field) => {
  it.each([
    ["REAUTH_REQUIRED", dead(1), "CONSENT_REAUTH_REQUIRED"],
    ["EXPIRED", expired(1), "CONSENT_NOT_ACTIVE"],
  ])("%s is told of, with the page where it is given again", async (_phase, state, code) => {
    world.consents = [given("c-1", 0, state), given("c-2", 1, ACTIVE, LIBERTY)];
    expect(await problemsOf(field)).toEqual([
      {
        ...{ consentId: opaque("c-1"), dataProviderId: "maple", accountId: null, code },
        ...{ dataProvider: { id: "maple", name: "Bank maple" }, reason: "NOT_CONSENTED" },
        ...{ retryable: false, retryAfter: null, dataCluster: null },
        reauthUrl: "https://gateway.test/consents/renew/c-1",
      },
    ]);
  });

  it("leaves a gap in the list, and the others whole", async () => {
    world.consents = [given("c-1", 0, dead(1)), given("c-2", 1, ACTIVE, LIBERTY)];
    const { data, extensions } = await world.run(`{ ${field} { nodes { __typename } } }`);
    if (field !== "transactions") expect(data[field].nodes.length).toBeGreaterThan(0);
    const reason = { reason: "NOT_CONSENTED", code: "CONSENT_REAUTH_REQUIRED", missing: true };
    expect(extensions.nulls).toEqual([{ path: [field], ...reason }]);
  });

  it.each<readonly [string, readonly Consent[]]>([
    ["the end user has ended it", [given("c-1", 0, revoked)]],
    ["a newer one at the bank is active", [given("c-1", 0, expired(3)), given("c-2", 1, ACTIVE)]],
    [
      "it ended before another was given, which the end user has ended",
      [given("c-1", 0, expired(1)), given("c-2", 2, revoked)],
    ],
  ])("is not missed where %s", async (_why, consents) => {
    world.consents = consents;
    expect(await problemsOf(field)).toEqual([]);
  });

  it.each<readonly [string, Consent]>([
    ["an older one at the bank", given("c-0", 0, ACTIVE)],
    ["a newer one at another bank", given("c-2", 2, ACTIVE, LIBERTY)],
    ["one given beside it, and ended since", given("c-2", 2, revoked)],
  ])("is missed beside %s", async (_which, other) => {
    const ended = given("c-1", 1, dead(5));
    world.consents = [ended, other].sort((one, two) => one.createdAt - two.createdAt);
    expect(await problemsOf(field)).toMatchObject([{ consentId: opaque("c-1") }]);
  });
});

describe("problems", () => {
  it("stand in the consents' order, of each first what concerns all of it, then its accounts", async () => {
    world.consents = [
      activeConsent("c-1"),
      given("c-2", 1, dead(2), LIBERTY),
      { ...activeConsent("c-3"), createdAt: after(2) },
    ];
    world.bank.accountFields.set("a", { error: { code: "500" } }).set("b", { error: { code: "501" } });
    world.bank.failing.set("c-3", new GatewayError("PROVIDER_TIMEOUT", "late"));
    const problems = await problemsOf("accounts");
    expect(problems.map(({ consentId, accountId }) => [consentId, accountId])).toEqual([
      [opaque("c-1"), world.accountId("a")],
      [opaque("c-1"), world.accountId("b")],
      [opaque("c-2"), null],
      [opaque("c-3"), null],
    ]);
  });

  it.each([
    ["CONSENT_REAUTH_REQUIRED", {}, true],
    ["CONSENT_NOT_ACTIVE", {}, true],
    ["DATA_CLUSTER_NOT_GRANTED", { dataCluster: "ACCOUNT_BASIC" }, true],
    ["DATA_CLUSTER_NOT_GRANTED", { dataCluster: "REWARDS" }, false],
    ["DATA_CLUSTER_NOT_GRANTED", {}, false],
    ["PROVIDER_UNAVAILABLE", {}, false],
    ["CHALLENGE_REQUIRED", {}, false],
  ] as const)("of code %s with %p leads to the bank: %p", async (code, facts, leads) => {
    const requestedClusters: Consent["requestedClusters"] = ["ACCOUNT_BASIC", "TRANSACTIONS"];
    world.consents = [activeConsent("c-1", { requestedClusters })];
    world.bank.failing.set("c-1", new GatewayError(code, "as the test wants it", { facts }));
    const [problem] = await problemsOf("accounts");
    expect(problem).toMatchObject({ code });
    expect(problem.reauthUrl).toBe(leads ? "https://gateway.test/consents/renew/c-1" : null);
  });

  it("lead nowhere where the bank cannot be connected any more", async () => {
    world.consents = [given("c-1", 0, dead(1), DataProviderId("closed"))];
    expect(await problemsOf("accounts")).toMatchObject([{ dataProvider: null, reauthUrl: null }]);
  });
});

describe("customers", () => {
  it("of a bank that answers stand beside the problem of one that does not", async () => {
    world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
    world.bank.failing.set(
      "c-1",
      new GatewayError("PROVIDER_RATE_LIMITED", "slow", { facts: { retryAfter: 9 } }),
    );
    const { data, errors, extensions } = await world.run(
      "{ customers { nodes { customerId } problems { code retryable retryAfter } } }",
    );
    expect(errors).toEqual([]);
    expect(data.customers).toEqual({
      nodes: [{ customerId: "one" }, { customerId: "two" }],
      problems: [{ code: "PROVIDER_RATE_LIMITED", retryable: true, retryAfter: 9 }],
    });
    expect(extensions.nulls).toEqual([
      { path: ["customers"], reason: "BUDGET", code: "PROVIDER_RATE_LIMITED", missing: true },
    ]);
    expect(world.reports).toMatchObject([[{ code: "PROVIDER_RATE_LIMITED" }, "customers of maple"]]);
  });

  it("need a cluster, without which the bank is not asked", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC"] })];
    expect(await problemsOf("customers")).toMatchObject([
      { code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "CUSTOMER_CONTACT" },
    ]);
    expect(world.bank.calls).toEqual([]);
  });

  it("of which the bank counts more than it sends are said to be missing", async () => {
    world.bank.hidden = 1;
    expect(await problemsOf("customers")).toMatchObject([{ code: "PROVIDER_ANSWER_INVALID" }]);
  });
});

describe("a store that does not answer", () => {
  it.each([
    ["accounts { nodes { id } }", "accounts"],
    ["transactions { nodes { id } }", "transactions"],
    ["customers { nodes { id } }", "customers"],
  ])("ends { %s } with the request", async (selection, field) => {
    const controller = new AbortController();
    world.signal = controller.signal;
    world.hangConsents = true;
    const answer = world.run(`{ ${selection} }`);
    setImmediate(() => {
      controller.abort();
    });
    const { data, errors } = await answer;
    expect(data).toEqual({ [field]: null });
    expect(errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE", retryable: true } }]);
  });
});
