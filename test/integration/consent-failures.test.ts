import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { GatewayWorld, RETURN_URL } from "../support/gateway-world.js";
import { visitBank } from "../support/bank-visitor.js";

let world: GatewayWorld;

beforeAll(async () => {
  world = await GatewayWorld.start();
});

afterAll(async () => {
  await world.close();
});

const consentOf = async (id: string): Promise<any> =>
  (
    await world.query("alex", "query ($id: ID!) { consent(id: $id) { phase reason } consents { id } }", {
      id,
    })
  ).data;

async function expectErrorPage(url: string): Promise<void> {
  const { status, headers, text } = await world.get(url);
  expect(status).toBe(400);
  expect(headers["content-type"]).toMatch(/^text\/html/);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(text).toContain("AUTHORIZATION_SESSION_INVALID");
  expect(text).not.toContain("at ");
  expect(headers["location"]).toBeUndefined();
}

describe("a consent that is not given", () => {
  it("denied at the bank: the app is told, and there is no half-made consent", async () => {
    const { id, returnedTo } = await world.connect({ decision: "deny" });
    expect(Object.fromEntries(returnedTo.searchParams)).toEqual({
      consentId: id,
      state: "app-state",
      error: "access_denied",
    });
    expect(await consentOf(id)).toEqual({
      consent: { phase: "REJECTED", reason: "ACCESS_DENIED" },
      consents: [],
    });
  });

  it("not finished yet: pending, and not listed", async () => {
    const { id } = await world.startConsent();
    expect(await consentOf(id)).toEqual({ consent: { phase: "PENDING", reason: null }, consents: [] });
  });

  it("replayed callback: one clear page, and the consent stays as it is", async () => {
    const { id, callbackUrl } = await world.connect({ personId: "wei" });
    const before = (await world.calls()).total["token.authorization_code"];
    await expectErrorPage(callbackUrl);
    expect((await world.calls()).total["token.authorization_code"]).toBe(before);
    const { data } = await world.query("wei", "query ($id: ID!) { consent(id: $id) { phase } }", { id });
    expect(data.consent.phase).toBe("ACTIVE");
  });

  it("looked at by a link scanner (HEAD): nothing is used up", async () => {
    const { id, authorizationUrl } = await world.startConsent({ personId: "noor" });
    const callback = await visitBank(authorizationUrl, { personId: "noor" });
    const { statusCode } = await request(callback, { method: "HEAD" });
    expect(statusCode).toBe(404);
    expect((await world.get(callback)).status).toBe(303);
    const { data } = await world.query("noor", "query ($id: ID!) { consent(id: $id) { phase } }", { id });
    expect(data.consent.phase).toBe("ACTIVE");
  });

  it.each([
    ["foreign state", "?code=abc&state=not-ours"],
    ["no state", "?code=abc"],
    ["nothing", ""],
    ["state twice", "?state=a&state=b&code=c"],
  ])("%s: one clear page", async (_name, query) => {
    await expectErrorPage(`${world.url}/oauth/callback/maple${query}`);
  });

  it("delivered to another bank's callback (mix-up): refused, and no code is spent", async () => {
    const { id, authorizationUrl } = await world.startConsent();
    const callback = await visitBank(authorizationUrl, { personId: "alex" });
    const before = (await world.calls("liberty")).total["token.authorization_code"];
    await expectErrorPage(callback.replace("/callback/maple", "/callback/liberty"));
    expect((await world.calls("liberty")).total["token.authorization_code"]).toBe(before);
    await expectErrorPage(callback); // the session is spent
    expect((await consentOf(id)).consents).toEqual([]);
  });

  it.each([
    [
      "another issuer",
      (url: URL) => {
        url.searchParams.set("iss", "https://evil.example");
      },
    ],
    [
      "no issuer though promised",
      (url: URL) => {
        url.searchParams.delete("iss");
      },
    ],
    [
      "issuer with a trailing slash",
      (url: URL) => {
        url.searchParams.set("iss", `${url.searchParams.get("iss") ?? ""}/`);
      },
    ],
    [
      "another code",
      (url: URL) => {
        url.searchParams.set("code", "stolen");
      },
    ],
  ])("callback with %s: rejected, no tokens", async (_name, tamper) => {
    const { id, authorizationUrl } = await world.startConsent();
    const callback = new URL(await visitBank(authorizationUrl, { personId: "alex" }));
    tamper(callback);
    const { status, headers } = await world.get(callback.href);
    expect(status).toBe(303);
    expect(new URL(String(headers["location"])).searchParams.get("error")).toBe("authorization_failed");
    expect(await consentOf(id)).toEqual({
      consent: { phase: "REJECTED", reason: "AUTHORIZATION_FAILED" },
      consents: [],
    });
  });

  it.each([
    "https://app.example/connected/",
    "https://evil.example/",
    "//app.example/connected",
    `${RETURN_URL}?x=1`,
  ])("return URL %s is not registered", async (returnUrl) => {
    const { data, errors } = await world.query(
      "alex",
      `mutation ($url: String!) { startConsent(dataProviderId: "maple", dataClusters: [ACCOUNT_BASIC], returnUrl: $url) { authorizationUrl } }`,
      { url: returnUrl },
    );
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toEqual({
      code: "RETURN_URL_NOT_REGISTERED",
      retryable: false,
      userMessage: "Something went wrong here. If it goes on, please contact our support.",
      argument: "returnUrl",
    });
  });

  it("bank not reachable: an error, and no consent", async () => {
    await world.banks.liberty.close();
    const { errors } = await world.query(
      "alex",
      `mutation { startConsent(dataProviderId: "liberty", dataClusters: [ACCOUNT_BASIC], returnUrl: "${RETURN_URL}") { consent { id } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe("PROVIDER_UNAVAILABLE");
  });
});

describe("the authorization request", () => {
  it("is pushed, bound by PKCE S256, and shows nothing in the browser but a reference", async () => {
    const { authorizationUrl } = await world.startConsent();
    const { searchParams } = new URL(authorizationUrl);
    expect([...searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
  });
});
