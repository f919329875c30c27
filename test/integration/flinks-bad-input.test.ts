import { afterEach, expect, describe, it } from "@jest/globals";
import { Secret } from "../../src/core/secret.js";
import { request } from "undici";
import { CAPITAL, clustersAt, FlinksWorld, PRAIRIE } from "../support/flinks-world.js";

const WRONG = new Secret("not the secret that Flinks has");
const LIFE_MS = 300_000;
const COOL_DOWN_MS = 11_000;
const HOUR_MS = 3_600_000;

let world: FlinksWorld;

afterEach(async () => {
  // Whatever was wrong, no secret was written down anywhere.
  expect(JSON.stringify(world.audit.records)).not.toMatch(/not the secret|own secret/);
  await world.close();
});

/** Banks that can be connected by FDX or by Outbound; Connect's are none of this file's matter. */
async function bankNames(): Promise<readonly string[]> {
  const query = "{ dataProviders { nodes { name preferredRoute } } }";
  const { nodes } = (await world.gateway.query("alex", query)).data.dataProviders;
  return nodes.flatMap(({ name, preferredRoute }: any) => (preferredRoute === "CONNECT" ? [] : [name]));
}

const facts = (event: string): readonly any[] =>
  world.audit.records.filter((record) => record.event === event).map((record) => record.facts);

const ALL_BANKS = ["Flinks Capital", "Liberty Bank", "Maple Bank", "Prairie Community Bank"];

describe("a wrong secret of the partner", () => {
  const partner = { clientId: "partner", clientSecret: WRONG };

  it("leaves the banks as the recipient's own lists have them, and is reported", async () => {
    world = await FlinksWorld.start({ outbound: { partner } });
    expect(await bankNames()).toEqual(ALL_BANKS);
    expect(facts("directory.refresh-failed")[0]).toMatchObject({
      code: "PROVIDER_REFUSED",
      detail: expect.stringMatching(/as the partner partner: .*invalid_client/),
    });
    expect(await world.phaseOf(await world.connect(CAPITAL))).toMatchObject({ phase: "ACTIVE" });
  });
});

describe("a wrong secret of the recipient", () => {
  it("starts the gateway with the configured banks, and is reported", async () => {
    world = await FlinksWorld.start({ outbound: { clientSecret: WRONG } });
    expect(await bankNames()).toEqual(["Liberty Bank", "Maple Bank"]);
    expect(facts("directory.refresh-failed")).toContainEqual(
      expect.objectContaining({
        code: "PROVIDER_REFUSED",
        detail: expect.stringContaining("invalid_client"),
      }),
    );
    await expect(
      world.gateway.startConsent({ provider: CAPITAL, dataClusters: ["ACCOUNT_BASIC"] }),
    ).rejects.toThrow("NOT_FOUND");
  });

  it("keeps the last good list of banks, over a restart too, and ends an authorization as failed", async () => {
    world = await FlinksWorld.start();
    world.clock.advance(HOUR_MS);
    await world.restart({ clientSecret: WRONG });
    expect(await bankNames()).toEqual(ALL_BANKS);
    const { id, returnedTo } = await world.gateway.connect({
      ...{ provider: CAPITAL, dataClusters: clustersAt(CAPITAL) },
    });
    expect(Object.fromEntries(returnedTo.searchParams)).toEqual({
      ...{ consentId: id, state: "app-state", error: "authorization_failed" },
    });
    expect(await world.phaseOf(id)).toMatchObject({ phase: "REJECTED" });
    expect(facts("operator.alarm")).toMatchObject([{ alarm: "client_refused", error: "invalid_client" }]);
    expect(facts("consent.rejected")).toMatchObject([{ reason: "AUTHORIZATION_FAILED" }]);
  });

  it("costs no consent when it comes at a refresh: the right one is enough", async () => {
    world = await FlinksWorld.start();
    const id = await world.connect(CAPITAL);
    world.clock.advance(LIFE_MS);
    await world.restart({ clientSecret: WRONG });
    const { data, errors } = await world.gateway.query("alex", "{ customer { customerId } }");
    expect(data).toEqual({ customer: null });
    expect(errors).toMatchObject([{ extensions: { code: "PROVIDER_REFUSED", retryable: false } }]);
    expect(facts("operator.alarm")).toMatchObject([{ alarm: "client_refused", error: "invalid_client" }]);
    expect(await world.phaseOf(id)).toEqual({ phase: "ACTIVE", reason: null });
    world.clock.advance(COOL_DOWN_MS);
    await world.restart();
    const again = await world.gateway.query("alex", "{ customer { customerId } }");
    expect(again.errors).toBeUndefined();
  });
});

describe("a bank that Flinks has not registered us with", () => {
  it("is refused, and so is an id of no bank: nothing is begun", async () => {
    world = await FlinksWorld.start();
    for (const [provider, code] of [
      ["flinks-outbound-2001", "PROVIDER_NOT_REGISTERED"],
      ["flinks-outbound-3001", "PROVIDER_NOT_REGISTERED"],
      ["flinks-outbound-999999", "NOT_FOUND"],
      ["flinks-outbound-0", "NOT_FOUND"],
      ["flinks-outbound-1e3", "NOT_FOUND"],
      ["flinks-outbound-", "NOT_FOUND"],
    ] as const) {
      const start = world.gateway.startConsent({ provider, dataClusters: ["ACCOUNT_BASIC"] });
      await expect(start).rejects.toThrow(code);
    }
    expect((await world.gateway.query("alex", "{ consents { id } }")).data.consents).toEqual([]);
  });

  it("whose registration ended while the person was on the way comes back as a failed authorization", async () => {
    world = await FlinksWorld.start();
    await world.control("PUT", "/registrations/dc-7tf8aijpjqofl3uxppi136ldc/4101", { state: "SUSPENDED" });
    const { id, returnedTo } = await world.gateway.connect({
      ...{ provider: PRAIRIE, personId: "dana", dataClusters: ["ACCOUNT_BASIC"] },
    });
    expect(returnedTo.searchParams.get("error")).toBe("authorization_failed");
    expect(await world.phaseOf(id, "dana")).toMatchObject({ phase: "REJECTED" });
    expect(facts("consent.rejected")).toMatchObject([{ failure: "OAuthRefusal unauthorized_client" }]);
  });
});

describe("a redirect URI that the recipient has not registered", () => {
  it("leaves the person at Flinks' error page; the app sees PENDING, and later nothing", async () => {
    world = await FlinksWorld.start({
      sandbox: {
        recipient: {
          ...{ clientId: "dc-7tf8aijpjqofl3uxppi136ldc", clientSecret: "recipient's own secret" },
          ...{ name: "Budget App", redirectUris: ["https://elsewhere.example/callback"] },
        },
      },
    });
    const { id, authorizationUrl } = await world.gateway.startConsent({
      ...{ provider: CAPITAL, dataClusters: ["ACCOUNT_BASIC"] },
    });
    const page = await request(authorizationUrl);
    expect([page.statusCode, page.headers["location"]]).toEqual([400, undefined]);
    expect(await page.body.text()).toContain("That did not work");
    expect(await world.phaseOf(id)).toMatchObject({ phase: "PENDING" });
    world.clock.advance(HOUR_MS - 60_000);
    expect(await world.phaseOf(id)).toMatchObject({ phase: "PENDING" });
    world.clock.advance(2 * 60_000);
    expect(await world.phaseOf(id)).toBeNull();
    expect((await world.gateway.query("alex", "{ consents { id } }")).data.consents).toEqual([]);
  });
});
