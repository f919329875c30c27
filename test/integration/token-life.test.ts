import { afterEach, describe, expect, it } from "@jest/globals";
import { GatewayWorld } from "../support/gateway-world.js";

let world: GatewayWorld;

afterEach(async () => {
  await world.close();
});

const CUSTOMER = "{ customer { name { first } } }";

describe("tokens against a bank that rotates strictly", () => {
  it("a 401 costs one refresh and one more call, for all readers together", async () => {
    world = await GatewayWorld.start();
    await world.connect();
    await world.control("DELETE", `${world.banks.maple.controlUrl}/access-tokens`);
    await world.resetCalls();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.query("alex", CUSTOMER)));
    for (const { data } of answers) expect(data.customer.name.first).toBe("Alex");
    const { total } = await world.calls();
    expect(total["token.refresh_token"]).toBe(1);
    expect(total.refreshTokenReuse).toBe(0);
  });

  it("an expired token is refreshed once, however many ask", async () => {
    world = await GatewayWorld.start({ accessTokenSeconds: 2 });
    await world.connect();
    await new Promise((resolve) => setTimeout(resolve, 2200));
    await world.resetCalls();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.query("alex", CUSTOMER)));
    for (const { data } of answers) expect(data.customer.name.first).toBe("Alex");
    const { total } = await world.calls();
    expect(total["token.refresh_token"]).toBe(1);
    expect(total.refreshTokenReuse).toBe(0);
  });

  it("a consent that is withdrawn at the bank asks for a new one, and stops calling", async () => {
    world = await GatewayWorld.start();
    const { id } = await world.connect();
    const [grantId] = Object.keys((await world.calls()).byGrant);
    await world.control("DELETE", `${world.banks.maple.controlUrl}/grants/${grantId ?? ""}`);
    const { errors } = await world.query("alex", CUSTOMER);
    expect(errors?.[0]?.extensions.code).toBe("CONSENT_REAUTH_REQUIRED");
    const { data } = await world.query("alex", "query ($id: ID!) { consent(id: $id) { phase reason } }", {
      id,
    });
    expect(data.consent).toEqual({ phase: "REAUTH_REQUIRED", reason: "invalid_grant" });
    await world.resetCalls();
    await world.query("alex", CUSTOMER);
    const { total } = await world.calls();
    expect(Object.values<number>(total).reduce((a, b) => a + b, 0)).toBe(0);
  });

  it("a revocation holds at once, even while the bank cannot be told", async () => {
    world = await GatewayWorld.start();
    const { id } = await world.connect({ provider: "liberty" });
    const { liberty } = world.banks;
    await liberty.close();
    const { data } = await world.query("alex", "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }", {
      id,
    });
    expect(data.revokeConsent.phase).toBe("REVOKED");
    const after = await world.query("alex", "{ accounts { nodes { id } problems { code } } }");
    expect(after.data.accounts).toEqual({ nodes: [], problems: [] });
  });
});
