import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Consent } from "../../../src/consents/consent.js";
import type { StartedConsent } from "../../../src/consents/consent-flow.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import type { ConsentId } from "../../../src/core/ids.js";
import { caller, holder, MAPLE, RETURN_URL } from "../../support/builders.js";
import {
  callbackOf,
  type ConsentWorld,
  givenConsent,
  openConsentWorld,
  startRequest,
} from "../../support/consent-world.js";

const DOWN = new GatewayError("PROVIDER_UNAVAILABLE", "down");
const PENDING_SET = "renewals-pending";

let world: ConsentWorld;
let old: Consent;

beforeEach(async () => {
  world = await openConsentWorld();
  old = await givenConsent(world);
});

afterEach(async () => world.place.remove());

const renew = (consentId: ConsentId = old.id, owner = holder()): Promise<StartedConsent> =>
  world.consents.renew({ app: caller(owner).app, holder: owner, consentId, returnUrl: RETURN_URL });

const complete = async (started: StartedConsent, changes = {}): Promise<Consent> =>
  (await world.consents.complete(MAPLE, callbackOf(started, changes))).consent;

async function phaseOf({ id }: Pick<Consent, "id">): Promise<string | undefined> {
  return (await world.consents.find(holder(), id))?.state.phase;
}

const pending = (): Promise<readonly string[]> => world.store.members(PENDING_SET);

describe("renewing a consent", () => {
  it("asks for the same data clusters at the same bank", async () => {
    const { consent } = await renew();
    expect(consent).toMatchObject({
      ...{ dataProviderId: MAPLE, requestedClusters: old.requestedClusters, state: { phase: "PENDING" } },
    });
    expect(consent.id).not.toBe(old.id);
  });

  it("ends the old one when the new one is active, and not before", async () => {
    const started = await renew();
    expect(await phaseOf(old)).toBe("ACTIVE");
    let phaseAtExchange: string | undefined;
    const exchange = world.maple.exchangeCode.bind(world.maple);
    world.maple.exchangeCode = async (query, checks) => {
      phaseAtExchange = await phaseOf(old);
      return exchange(query, checks);
    };
    await complete(started);
    expect(phaseAtExchange).toBe("ACTIVE");
    expect([await phaseOf(started.consent), await phaseOf(old)]).toEqual(["ACTIVE", "REVOKED"]);
    expect(world.maple.revoked).toHaveLength(1);
    expect(await pending()).toEqual([]);
  });

  it.each<readonly [string, () => void, Record<string, string>]>([
    ["the end user says no", () => undefined, { error: "access_denied" }],
    ["the bank gives no tokens", () => { world.maple.fail("exchangeCode", DOWN); }, {}], // prettier-ignore
  ])("leaves the old one alone when %s", async (_why, prepare, query) => {
    const started = await renew();
    prepare();
    expect((await complete(started, query)).state.phase).toBe("REJECTED");
    expect(await phaseOf(old)).toBe("ACTIVE");
    expect(world.maple.revoked).toEqual([]);
    expect(await pending()).toEqual([]);
  });

  it("ends the old one later when the gateway dies right after the new one is active", async () => {
    const started = await renew();
    // What a process leaves that ends between the two steps.
    await world.store.addMember(PENDING_SET, `${started.consent.id} ${old.id}`);
    await world.renewal.retryPending();
    expect([await phaseOf(old), (await pending()).length]).toEqual(["ACTIVE", 1]);
    const revoke = world.revocation.revoke.bind(world.revocation);
    world.revocation.revoke = async () => Promise.reject(new GatewayError("STORE_UNAVAILABLE", "away"));
    await complete(started);
    expect([await phaseOf(old), (await pending()).length]).toEqual(["ACTIVE", 1]);
    expect(world.audit.events()).toContain("consent.renewal-pending");
    world.revocation.revoke = revoke;
    await world.renewal.retryPending();
    expect([await phaseOf(old), (await pending()).length]).toEqual(["REVOKED", 0]);
  });

  it("does not become active when it could not be written down that the old one must end", async () => {
    const started = await renew();
    world.store.addMember = async () => Promise.reject(new GatewayError("STORE_UNAVAILABLE", "away"));
    expect((await complete(started)).state.phase).toBe("REJECTED");
    expect(world.maple.calls.exchangeCode).toBe(1);
    expect(await phaseOf(old)).toBe("ACTIVE");
  });

  it("forgets one that was never finished", async () => {
    const started = await renew();
    await world.store.addMember(PENDING_SET, `${started.consent.id} ${old.id}`);
    world.clock.advance(61 * 60_000);
    await world.renewal.retryPending();
    expect([await phaseOf(old), await pending()]).toEqual(["ACTIVE", []]);
  });

  it("is done though the bank cannot be told of the old one's end, which it is later", async () => {
    const started = await renew();
    world.maple.fail("revoke", DOWN);
    expect((await complete(started)).state.phase).toBe("ACTIVE");
    expect(await phaseOf(old)).toBe("REVOKED");
    expect(await pending()).toEqual([]);
    world.maple.recover();
    await world.revocation.retryPending();
    expect((await world.consents.find(holder(), old.id))?.state).toMatchObject({ upstream: "CONFIRMED" });
  });

  it("ends the old one though the new one has been ended meanwhile: the person has moved", async () => {
    const started = await renew();
    const revoke = world.revocation.revoke.bind(world.revocation);
    world.revocation.revoke = async () => Promise.reject(new GatewayError("STORE_UNAVAILABLE", "away"));
    await complete(started);
    world.revocation.revoke = revoke;
    await world.consents.revoke(holder(), started.consent.id);
    await world.renewal.retryPending();
    expect(await phaseOf(old)).toBe("REVOKED");
  });

  it("stops where the process ends", async () => {
    await complete(await renew());
    await world.store.addMember(PENDING_SET, "a b");
    await world.renewal.retryPending(AbortSignal.abort());
    expect(await pending()).toEqual(["a b"]);
  });

  it.each([
    ["another person's", holder("app-1", "robin")],
    ["another app's", holder("app-2", "alex")],
  ])("refuses %s consent like a missing one", async (_whose, owner) => {
    await expect(renew(old.id, owner)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each<readonly [string, () => Promise<ConsentId>]>([
    ["pending", async () => (await world.consents.start(startRequest())).consent.id],
    [
      "rejected",
      async () => (await complete(await world.consents.start(startRequest()), { error: "access_denied" })).id,
    ],
    ["revoked", async () => (await world.consents.revoke(holder(), old.id))?.id ?? old.id],
  ])("refuses one that is %s", async (_phase, made) => {
    await expect(renew(await made())).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
  });

  it("takes one that must be given again", async () => {
    await world.repository.transition(old.id, () => ({
      ...{ phase: "REAUTH_REQUIRED", reason: "gone", since: world.clock.now() },
    }));
    const renewed = await complete(await renew());
    expect([renewed.state.phase, await phaseOf(old)]).toEqual(["ACTIVE", "REVOKED"]);
  });
});
