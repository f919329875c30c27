import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayWorld } from "../support/gateway-world.js";

// The bank itself counts what it served: GET /control/calls.
let world: GatewayWorld;

beforeAll(async () => {
  world = await GatewayWorld.start();
});

afterAll(async () => {
  await world.close();
});

beforeEach(async () => {
  await world.control("DELETE", `${world.banks.maple.controlUrl}/faults`);
  await world.resetCalls();
});

async function requests(): Promise<string[]> {
  const { byGrant } = await world.calls();
  await world.resetCalls();
  return Object.values<any>(byGrant).flatMap((grant) => grant.requests);
}

async function accountIdsOf(personId: string): Promise<{ id: string; accountId: string }[]> {
  const { data } = await world.query(personId, "{ accounts { nodes { id accountId } } }");
  return data.accounts.nodes;
}

describe("a bank that ignores accountIds", () => {
  const single = (nodes: readonly { readonly id: string }[], fields: string): string =>
    `{ ${nodes.map(({ id }, index) => `a${index}: account(id: "${id}") { ${fields} }`).join(" ")} }`;

  it("is noticed by one request, and then asked one by one", async () => {
    await world.connect({ personId: "alex" });
    const picked = (await accountIdsOf("alex")).slice(1, 3);
    await world.control("PUT", `${world.banks.maple.controlUrl}/faults`, { name: "account-ids-ignored" });
    await world.resetCalls();
    const seen: string[][] = [];
    for (let round = 1; round <= 3; round += 1) {
      const { data, errors } = await world.query("alex", single(picked, "accountId balanceType"));
      expect(errors).toBeUndefined();
      expect([data.a0.accountId, data.a1.accountId]).toEqual(picked.map(({ accountId }) => accountId));
      seen.push((await requests()).map((line) => line.replace(/\?.*/, "")));
    }
    const byName = picked.map(({ accountId }) => `GET /accounts/${accountId}`);
    // The first page of the joined question has the limit of two, and holds one of the two.
    expect(seen[0]).toEqual(["GET /accounts", byName[1]]);
    expect(seen.slice(1)).toEqual([byName, byName]);
  });

  it("and a consent without ACCOUNT_DETAILED: from the lightweight list, never by name", async () => {
    await world.connect({ personId: "wei", dataClusters: ["ACCOUNT_BASIC"] });
    const [node, ...others] = await accountIdsOf("wei");
    expect(others.length).toBeGreaterThan(0);
    await world.resetCalls();
    const { data, errors } = await world.query("wei", single(node ? [node] : [], "accountId nickname"));
    expect(errors).toBeUndefined();
    expect(data.a0.accountId).toBe(node?.accountId);
    expect(await requests()).toEqual([
      expect.stringMatching(/^GET \/accounts\?resultType=lightweight&limit=/),
    ]);
  });

  it("and what it serves can be asked of it without a call", async () => {
    const { data } = await world.query(
      "alex",
      '{ node(id: "maple") { ... on DataProvider { capability { resources { resource support } types { name filled } } } } }',
    );
    const { resources, types } = data.node.capability;
    expect(resources).toContainEqual({ resource: "ACCOUNTS", support: "SUPPORTED" });
    expect(resources).toContainEqual({ resource: "REWARD_PROGRAMS", support: "UNKNOWN" });
    expect(types.map(({ name }: any) => name)).toContain("Currency");
    expect(await requests()).toEqual([]);
  });
});
