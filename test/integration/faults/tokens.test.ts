import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import { ERROR_CODES, type ErrorCode } from "../../../src/core/error-codes.js";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { type Accounts, type Customer, FaultWorld, type Walk } from "./fault-world.js";

// A refusal may cost two calls more: a look at whether the consent still lives, and the call itself with another token.
// What was spent on tokens the bank itself counts.

let world: FaultWorld;
let healthy: Accounts;
let history: Walk;

beforeAll(async () => {
  world = await FaultWorld.start();
  const alex = await world.customer();
  healthy = await alex.accounts();
  history = await alex.walk(await alex.accountId(), 100);
});

afterEach(() => world.switchOff());

afterAll(() => world.close());

/** The customer's accounts under this fault: a problem with this code, at the cost of so many data calls. */
async function refused(customer: Customer, code: ErrorCode, calls: number): Promise<any> {
  const answer = await customer.accounts();
  const { retryable, userMessage } = ERROR_CODES[code];
  expect(answer).toMatchObject({ rows: [], totalCount: null, calls });
  expect(answer.problems).toMatchObject([
    { code, reason: "NOT_CONSENTED", retryable, retryAfter: null, userMessage },
  ]);
  expect(answer.nulls).toMatchObject([{ path: ["accounts"], reason: "NOT_CONSENTED", code, missing: true }]);
  return answer.problems[0];
}

async function phaseOf(customer: Customer): Promise<string> {
  const { data } = await customer.query("{ consents { phase } }");
  return data.consents[0].phase;
}

/** How often the bank gave the customer new tokens, and whether the grant stands at the bank. */
async function tokensOf(fault: FaultName): Promise<{ refreshes: number; reuses: number; alive: boolean }> {
  const { controlUrl } = world.gateway.banks.maple;
  const grantId = await grantOf(`alex~${fault}`);
  const grants = JSON.parse((await world.gateway.get(`${controlUrl}/grants`)).text);
  const { refreshes, reuses, alive } = grants.find((grant: any) => grant.grantId === grantId);
  return { refreshes, reuses, alive };
}

async function grantOf(personId: string): Promise<string> {
  const { byGrant } = await world.gateway.calls();
  const [grantId] = Object.entries<any>(byGrant).find(([, calls]) => calls.personId === personId) ?? [];
  return String(grantId);
}

testFaults("tokens", {
  // Refused, refused when looked at, and refused with another token. The consent is kept: the bank may be wrong.
  "602-always": async () => {
    const customer = await world.customer("602-always");
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 3);
    expect(await tokensOf("602-always")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    // The token is fresh now: another one would not help, and is not asked for.
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 2);
    expect(await tokensOf("602-always")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    expect(await phaseOf(customer)).toBe("ACTIVE");
  },
  "602-as-403": async () => {
    const customer = await world.customer("602-as-403");
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 3);
    expect(await tokensOf("602-as-403")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    expect(await phaseOf(customer)).toBe("ACTIVE");
  },
  // One look shows that the token lives: it is not changed for another.
  "602-for-transactions": async () => {
    const customer = await world.customer("602-for-transactions");
    const account = await customer.accountId();
    const { errors, calls } = await customer.walk(account);
    const { userMessage } = ERROR_CODES.DATA_CLUSTER_NOT_GRANTED;
    expect(errors).toMatchObject([
      {
        path: ["accountTransactions"],
        extensions: {
          ...{ code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "TRANSACTIONS", retryable: false, userMessage },
          supportReferences: [{ name: "x-fapi-interaction-id", value: expect.any(String) }],
        },
      },
    ]);
    expect(calls).toEqual([2]);
    expect((await customer.accounts()).rows).toEqual(healthy.rows);
    expect(await tokensOf("602-for-transactions")).toEqual({ refreshes: 0, reuses: 0, alive: true });
  },
  "602-for-all-causes": async () => {
    const customer = await world.customer("602-for-all-causes");
    await customer.accounts();
    await world.switchOn("602-for-all-causes");
    const { controlUrl } = world.gateway.banks.maple;
    // The token is dead, the grant is not: another token is all it takes.
    await world.gateway.control("DELETE", `${controlUrl}/access-tokens`);
    expect(await customer.accounts()).toMatchObject({ rows: healthy.rows, problems: [], calls: 3 });
    expect(await tokensOf("602-for-all-causes")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    // The grant is dead: that comes to light when another token is asked for.
    const other = await world.customer(undefined, "brigitte");
    expect(await other.accounts()).toMatchObject({ problems: [], calls: 1 });
    await world.gateway.control("DELETE", `${controlUrl}/grants/${await grantOf("brigitte")}`);
    await refused(other, "CONSENT_REAUTH_REQUIRED", 2);
    expect([await phaseOf(customer), await phaseOf(other)]).toEqual(["ACTIVE", "REAUTH_REQUIRED"]);
  },
  "602-stale-token": async () => {
    const customer = await world.customer("602-stale-token");
    expect(await customer.accounts()).toMatchObject({ rows: healthy.rows, problems: [], calls: 3 });
    expect(await tokensOf("602-stale-token")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    const { rows, calls } = await customer.walk(await customer.accountId(), 100);
    expect([rows, calls]).toEqual([history.rows, [1]]);
    expect(await tokensOf("602-stale-token")).toEqual({ refreshes: 1, reuses: 0, alive: true });
  },
  // Two calls show it, and a refresh, which the bank refuses. From then on nobody asks in vain.
  "consent-revoked": async () => {
    const customer = await world.customer("consent-revoked");
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 2);
    expect(await phaseOf(customer)).toBe("REAUTH_REQUIRED");
    expect(await customer.accounts()).toMatchObject({ rows: [], calls: 0 });
    expect(await tokensOf("consent-revoked")).toEqual({ refreshes: 0, reuses: 0, alive: false });
  },
  "401-oauth-body": async () => {
    const customer = await world.customer("401-oauth-body");
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 2);
    expect(await tokensOf("401-oauth-body")).toEqual({ refreshes: 1, reuses: 0, alive: true });
    await refused(customer, "CONSENT_REAUTH_REQUIRED", 1);
    expect(await phaseOf(customer)).toBe("ACTIVE");
  },
});
