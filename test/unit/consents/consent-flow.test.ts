import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { referenceOf } from "../../../src/consents/consent.js";
import type { StartedConsent } from "../../../src/consents/consent-flow.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { DataProviderId } from "../../../src/core/ids.js";
import { OAuthRefusal } from "../../../src/oauth/oauth-refusal.js";
import { holder, LIBERTY, MAPLE, RETURN_URL } from "../../support/builders.js";
import {
  callbackOf,
  type ConsentWorld,
  givenConsent,
  openConsentWorld,
  startRequest,
} from "../../support/consent-world.js";

const TEN_MINUTES = 600_000;

let world: ConsentWorld;

beforeEach(async () => {
  world = await openConsentWorld();
});

afterEach(() => world.place.remove());

function complete(
  started: StartedConsent,
  changes: Record<string, string> = {},
): ReturnType<typeof world.consents.complete> {
  return world.consents.complete(MAPLE, callbackOf(started, changes));
}

async function phaseOf({ consent }: StartedConsent): Promise<string | undefined> {
  return (await world.consents.find(holder(), consent.id))?.state.phase;
}

describe("starting a consent", () => {
  it("gives the bank's page and a pending consent that its owner can ask for", async () => {
    const started = await world.consents.start(startRequest());
    expect(started.authorizationUrl).toMatch(/^https:\/\/bank\.test\/authorize/);
    expect(started.expiresAt).toBe(world.clock.now() + TEN_MINUTES);
    expect(await phaseOf(started)).toBe("PENDING");
    expect(world.audit.events()).toEqual(["consent.started"]);
  });

  it("asks the bank for the scopes of the requested clusters and nothing else of ours", async () => {
    await world.consents.start(startRequest());
    expect(world.maple.requests[0]?.scope).toBe(
      "openid offline_access fdx:accountbasic:read fdx:transactions:read",
    );
  });

  it("draws state, nonce and verifier anew each time, long enough not to be guessed", async () => {
    await world.consents.start(startRequest());
    await world.consents.start(startRequest());
    const drawn = world.maple.requests.flatMap(({ state, nonce, codeVerifier }) => [
      state,
      nonce,
      codeVerifier,
    ]);
    expect(new Set(drawn).size).toBe(6);
    for (const value of drawn) expect(value.length).toBeGreaterThanOrEqual(22);
    for (const { codeVerifier } of world.maple.requests)
      expect(codeVerifier.length).toBeGreaterThanOrEqual(43);
  });

  it.each([
    ["a trailing slash", `${RETURN_URL}/`],
    ["another case", "https://APP.test/return"],
    ["another scheme", "http://app.test/return"],
    ["an added query", `${RETURN_URL}?x=1`],
    ["an added fragment", `${RETURN_URL}#x`],
    ["a longer path", `${RETURN_URL}/../evil`],
    ["no scheme", "//evil.test"],
    ["a slash too few", "https:evil.test"],
    ["a backslash", "\\evil.test"],
    ["another host behind a user name", "https://app.test@evil.test/return"],
    ["an encoded path", "https://app.test/%72eturn"],
    ["a line break", `${RETURN_URL}\r\nSet-Cookie: a=b`],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
  ])("refuses a return URL with %s", async (_what, returnUrl) => {
    await expect(world.consents.start(startRequest({ returnUrl }))).rejects.toMatchObject({
      code: "RETURN_URL_NOT_REGISTERED",
      facts: { argument: "returnUrl" },
    });
    expect(world.maple.calls.authorizationUrl).toBe(0);
  });

  it("refuses a cluster the provider does not offer, and says which", async () => {
    const dataClusters = ["ACCOUNT_BASIC", "INVESTMENTS"] as const;
    await expect(world.consents.start(startRequest({ dataClusters }))).rejects.toMatchObject({
      code: "DATA_CLUSTER_UNSUPPORTED",
      facts: { dataCluster: "INVESTMENTS" },
    });
    expect(world.maple.calls.authorizationUrl).toBe(0);
  });

  it("refuses to ask for nothing", async () => {
    await expect(world.consents.start(startRequest({ dataClusters: [] }))).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      facts: { argument: "dataClusters" },
    });
  });

  it("refuses an unknown provider", async () => {
    const dataProviderId = DataProviderId("nowhere");
    await expect(world.consents.start(startRequest({ dataProviderId }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("leaves no consent behind when the bank cannot be reached", async () => {
    world.maple.fail("authorizationUrl", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    const consentWrites: string[] = [];
    world.store.beforeCommit = async (writes) => {
      consentWrites.push(...writes.map(({ kind }) => kind).filter((kind) => kind === "consent"));
    };
    await expect(world.consents.start(startRequest())).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
    });
    expect(consentWrites).toEqual([]);
    expect(world.audit.events()).toEqual([]);
  });

  it("asks for a cluster once, however often the app names it", async () => {
    const dataClusters = ["TRANSACTIONS", "TRANSACTIONS"] as const;
    const { consent } = await world.consents.start(startRequest({ dataClusters }));
    expect(consent.requestedClusters).toEqual(["TRANSACTIONS"]);
  });

  it("keeps the state out of the store, so that who reads the store cannot finish the flow", async () => {
    const started = await world.consents.start(startRequest());
    const state = new URL(started.authorizationUrl).searchParams.get("state") ?? "";
    expect(await world.store.get({ kind: "authorization-session", id: state })).toBeUndefined();
    expect(state).not.toBe("");
  });
});

describe("completing a consent", () => {
  let started: StartedConsent;

  beforeEach(async () => {
    started = await world.consents.start(startRequest({ appState: "app's own" }));
  });

  it("keeps the tokens when the store did not say that it has written them, and has", async () => {
    const commit = world.store.commit.bind(world.store);
    world.store.commit = async (id, writes) => {
      await commit(id, writes);
      throw new GatewayError("STORE_UNAVAILABLE", "too few replicas have confirmed the write");
    };
    const { consent } = await complete(started);
    expect(consent.state.phase).toBe("ACTIVE");
    expect(world.maple.calls.revoke).toBe(0);
    expect(world.maple.isGood((await world.vault.read(referenceOf(consent)))?.tokens.refreshToken)).toBe(
      true,
    );
  });

  it("makes it active, with its tokens, and remembers where the app wants the browser", async () => {
    const { session, consent } = await complete(started);
    expect(session).toMatchObject({ returnUrl: RETURN_URL, appState: "app's own" });
    expect(consent.state).toEqual({
      phase: "ACTIVE",
      grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"],
      since: world.clock.now(),
    });
    const stored = await world.vault.read(referenceOf(consent));
    expect(world.maple.isGood(stored?.tokens.refreshToken)).toBe(true);
    expect(await world.consents.list(holder())).toEqual([consent]);
    expect(world.audit.events()).toEqual(["consent.started", "consent.activated"]);
  });

  it("keeps only the clusters that were both asked for and granted", async () => {
    world.maple.answer = { scope: "openid fdx:transactions:read fdx:investments:read" };
    const { consent } = await complete(started);
    expect(consent.state).toMatchObject({ phase: "ACTIVE", grantedClusters: ["TRANSACTIONS"] });
  });

  it("rejects a grant of nothing, and gives it back to the bank", async () => {
    world.maple.answer = { scope: "openid" };
    const { consent } = await complete(started);
    expect(consent.state).toEqual({ phase: "REJECTED", reason: "AUTHORIZATION_FAILED" });
    expect(world.maple.revoked).toHaveLength(1);
  });

  it.each([
    ["without a state", {}],
    ["with an empty state", { state: "" }],
    ["with an unknown state", { state: "x".repeat(44) }],
  ])("is refused %s, and nothing changes", async (_what, query) => {
    const answer = new URLSearchParams({ code: "code-1", ...query });
    await expect(world.consents.complete(MAPLE, answer)).rejects.toMatchObject({
      code: "AUTHORIZATION_SESSION_INVALID",
    });
    expect(world.maple.calls.exchangeCode).toBe(0);
    expect(await phaseOf(started)).toBe("PENDING");
  });

  it("works once: the same callback again is refused without asking the bank", async () => {
    await complete(started);
    await expect(complete(started)).rejects.toMatchObject({ code: "AUTHORIZATION_SESSION_INVALID" });
    expect(world.maple.calls.exchangeCode).toBe(1);
    expect(await phaseOf(started)).toBe("ACTIVE");
  });

  it("works for one of two callbacks that come at once", async () => {
    const outcomes = await Promise.allSettled([complete(started), complete(started)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(world.maple.calls.exchangeCode).toBe(1);
  });

  it("works until ten minutes have passed", async () => {
    world.clock.advance(TEN_MINUTES - 1);
    expect((await complete(started)).consent.state.phase).toBe("ACTIVE");
  });

  it("is refused after ten minutes", async () => {
    world.clock.advance(TEN_MINUTES);
    await expect(complete(started)).rejects.toMatchObject({ code: "AUTHORIZATION_SESSION_INVALID" });
    expect(world.maple.calls.exchangeCode).toBe(0);
  });

  it("is refused at another bank's callback, and neither bank is sent the code", async () => {
    await expect(world.consents.complete(LIBERTY, callbackOf(started))).rejects.toMatchObject({
      code: "AUTHORIZATION_SESSION_INVALID",
    });
    expect(world.audit.events().at(-1)).toBe("consent.callback-refused");
    expect(world.maple.calls.exchangeCode + world.liberty.calls.exchangeCode).toBe(0);
    expect(await phaseOf(started)).toBe("PENDING");
  });

  it("ends rejected, without an error, when the end user says no", async () => {
    const { consent, session } = await complete(started, { error: "access_denied" });
    expect(consent.state).toEqual({ phase: "REJECTED", reason: "ACCESS_DENIED" });
    expect(session.returnUrl).toBe(RETURN_URL);
    expect(await phaseOf(started)).toBe("REJECTED");
    expect(await world.consents.list(holder())).toEqual([]);
  });

  it.each([
    ["another error of the bank", new OAuthRefusal("server_error")],
    ["an outage", new GatewayError("PROVIDER_UNAVAILABLE", "down")],
    ["an answer that must not be trusted", new GatewayError("AUTHORIZATION_FAILED", "issuer differs")],
  ])("ends rejected after %s", async (_what, failure) => {
    world.maple.fail("exchangeCode", failure);
    const { consent } = await complete(started);
    expect(consent.state).toEqual({ phase: "REJECTED", reason: "AUTHORIZATION_FAILED" });
    expect(await world.store.get({ kind: "token-set", id: consent.id })).toBeUndefined();
    expect(world.audit.events()).toEqual(["consent.started", "consent.rejected"]);
  });

  it.each([
    ["invalid_client", {}, ["consent.started", "operator.alarm", "consent.rejected"]],
    ["invalid_grant", {}, ["consent.started", "consent.rejected"]],
    // Whoever has the browser may have written this.
    ["invalid_client", { error: "invalid_client" }, ["consent.started", "consent.rejected"]],
  ])(
    "calls the operator if the bank refuses the gateway: %s, callback %j",
    async (error, callback, events) => {
      world.maple.fail("exchangeCode", new OAuthRefusal(error));
      await complete(started, callback);
      expect(world.audit.events()).toEqual(events);
    },
  );

  it("gives the grant back to the bank when its tokens cannot be stored, and ends rejected", async () => {
    world.store.breaks = (writes) => writes.some(({ kind }) => kind === "token-set");
    const { consent } = await complete(started);
    expect(consent.state).toEqual({ phase: "REJECTED", reason: "AUTHORIZATION_FAILED" });
    expect(world.maple.revoked).toEqual([expect.stringContaining("refresh-token")]);
    expect(await world.store.get({ kind: "token-set", id: consent.id })).toBeUndefined();
    expect(await world.store.get({ kind: "data-key", id: consent.id })).toBeUndefined();
    expect(await world.consents.list(holder())).toEqual([]);
  });

  it("tells the server which consent is about to live by its token, and goes no further if that fails", async () => {
    const bound: unknown[] = [];
    world.maple.beforeActive = async (token, consentId) => {
      bound.push([token.reveal(), consentId, (await world.consents.find(holder(), consentId))?.state.phase]);
    };
    const { consent } = await complete(started);
    expect(bound).toEqual([[expect.stringContaining("refresh-token"), consent.id, "PENDING"]]);
    world.maple.beforeActive = () => Promise.reject(new GatewayError("STORE_UNAVAILABLE", "away"));
    const second = await world.consents.start(startRequest());
    expect((await complete(second)).consent.state).toMatchObject({ phase: "REJECTED" });
    expect(world.maple.revoked).toHaveLength(1);
  });

  it("gives the grant back when the app withdrew the consent while the bank was asked", async () => {
    world.store.beforeCommit = async (writes) => {
      world.store.beforeCommit = async () => undefined;
      if (writes.some(({ kind }) => kind === "token-set"))
        await world.consents.revoke(holder(), started.consent.id);
    };
    const { consent } = await complete(started);
    expect(consent.state).toEqual({ phase: "REJECTED", reason: "WITHDRAWN" });
    expect(world.maple.revoked).toHaveLength(1);
    expect(await world.store.get({ kind: "token-set", id: consent.id })).toBeUndefined();
  });

  it("is refused once the app has withdrawn the consent, without asking the bank", async () => {
    await world.consents.revoke(holder(), started.consent.id);
    await expect(complete(started, { loginId: "a-login" })).rejects.toMatchObject({
      code: "AUTHORIZATION_SESSION_INVALID",
    });
    const about = { consentId: started.consent.id, dataProviderId: MAPLE };
    expect(world.audit.records.at(-1)).toEqual({
      event: "consent.callback-refused",
      facts: { ...about, reason: "REJECTED" },
    });
    expect(world.maple.calls.exchangeCode).toBe(0);
  });

  it("still ends rejected when the bank cannot take the grant back", async () => {
    world.store.breaks = (writes) => writes.some(({ kind }) => kind === "token-set");
    world.maple.fail("revoke", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    expect((await complete(started)).consent.state.phase).toBe("REJECTED");
  });

  it("keeps two consents of one person at one bank apart", async () => {
    const second = await givenConsent(world);
    const { consent: first } = await complete(started);
    const read = (consent: typeof first): ReturnType<typeof world.vault.read> =>
      world.vault.read(referenceOf(consent));
    const tokens = [(await read(first))?.tokens, (await read(second))?.tokens];
    expect(tokens[0]?.accessToken.reveal()).not.toBe(tokens[1]?.accessToken.reveal());
  });

  it("writes no token and no secret value into the audit", async () => {
    await complete(started);
    expect(JSON.stringify(world.audit.records)).not.toMatch(/token-\d|code-1/);
  });
});
