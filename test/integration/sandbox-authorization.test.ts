import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as oauth from "openid-client";
import { request } from "undici";
import { startSandboxBank, type SandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { visitBank, type BankVisit } from "../support/bank-visitor.js";

const RECIPIENT = {
  clientId: "gateway",
  clientSecret: "a secret/with + characters:that need encoding",
  name: "Fern & Co",
  redirectUris: ["http://127.0.0.1:65000/oauth/callback"],
};
const REDIRECT_URI = "http://127.0.0.1:65000/oauth/callback";
const SCOPE = "openid offline_access fdx:accountbasic:read fdx:accountdetailed:read fdx:transactions:read";

type Tokens = oauth.TokenEndpointResponse & oauth.TokenEndpointResponseHelpers;

let bank: SandboxBank;
let client: oauth.Configuration;

beforeEach(() => open());

afterEach(() => bank.close());

async function open(accessTokenSeconds?: number): Promise<void> {
  const lifetime = accessTokenSeconds !== undefined && { accessTokenSeconds };
  bank = await startSandboxBank({ bank: "maple", recipient: RECIPIENT, ...lifetime });
  client = await oauth.discovery(
    new URL(bank.issuer),
    RECIPIENT.clientId,
    undefined,
    oauth.ClientSecretBasic(RECIPIENT.clientSecret),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the sandbox is on loopback
    { execute: [oauth.allowInsecureRequests] },
  );
}

async function authorize(visit: BankVisit, verifier: string): Promise<string> {
  const url = await oauth.buildAuthorizationUrlWithPAR(client, {
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state: "state-1",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return visitBank(url.href, visit);
}

async function consent(visit: BankVisit): Promise<Tokens> {
  const verifier = oauth.randomPKCECodeVerifier();
  const callback = await authorize(visit, verifier);
  return oauth.authorizationCodeGrant(client, new URL(callback), {
    pkceCodeVerifier: verifier,
    expectedState: "state-1",
    idTokenExpected: true,
  });
}

function refreshTokenOf({ refresh_token: token }: Tokens): string {
  if (token === undefined) throw new Error("no refresh token");
  return token;
}

async function accounts(accessToken: string): Promise<{ status: number; body: { code?: string } }> {
  const answer = await request(`${bank.fdxBaseUrl}accounts`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as { code?: string } };
}

interface CallLog {
  readonly total: Record<string, number>;
  readonly byGrant: Record<string, { personId: string; calls: Record<string, number>; requests: string[] }>;
}

async function calls(): Promise<CallLog> {
  return (await (await request(`${bank.controlUrl}/calls`)).body.json()) as CallLog;
}

describe("discovery", () => {
  test("announces what the bank can do", () => {
    expect(client.serverMetadata()).toMatchObject({
      issuer: bank.issuer,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ["S256"],
      pushed_authorization_request_endpoint: `${bank.issuer}/request`,
      revocation_endpoint: `${bank.issuer}/token/revocation`,
    });
    expect(client.serverMetadata().scopes_supported).toContain("fdx:paymentsupport:read");
  });
});

describe("consent", () => {
  test("ends at the callback with code, state and issuer", async () => {
    const callback = new URL(await authorize({ personId: "alex" }, oauth.randomPKCECodeVerifier()));
    expect(`${callback.origin}${callback.pathname}`).toBe(REDIRECT_URI);
    expect(callback.searchParams.get("state")).toBe("state-1");
    expect(callback.searchParams.get("iss")).toBe(bank.issuer);
    expect(callback.searchParams.get("code")).toMatch(/.{20}/);
  });

  test("gives tokens with the granted scope, for 300 seconds", async () => {
    const tokens = await consent({ personId: "alex" });
    expect(tokens.expires_in).toBe(300);
    expect(tokens.scope?.split(" ")).toEqual(SCOPE.split(" ").filter((scope) => scope !== "offline_access"));
    expect(tokens.claims()).toMatchObject({ sub: "alex", iss: bank.issuer, aud: "gateway" });
    expect((await accounts(tokens.access_token)).status).toBe(200);
  });

  test("can be denied", async () => {
    const callback = new URL(
      await authorize({ personId: "alex", decision: "deny" }, oauth.randomPKCECodeVerifier()),
    );
    expect(callback.searchParams.get("error")).toBe("access_denied");
    expect(callback.searchParams.get("iss")).toBe(bank.issuer);
    expect(callback.searchParams.has("code")).toBe(false);
  });

  test("is refused to a stranger, and without an account", async () => {
    const verifier = oauth.randomPKCECodeVerifier();
    await expect(authorize({ personId: "nobody" }, verifier)).rejects.toThrow(
      "Username and password do not match",
    );
    await expect(authorize({ personId: "alex", accountIds: [] }, verifier)).rejects.toThrow(
      "Choose at least one account",
    );
    await expect(authorize({ personId: "alex", accountIds: ["acc_of_somebody"] }, verifier)).rejects.toThrow(
      "Choose at least one account",
    );
  });

  test("needs a code challenge", async () => {
    const push = oauth.buildAuthorizationUrlWithPAR(client, { redirect_uri: REDIRECT_URI, scope: SCOPE });
    await expect(push).rejects.toMatchObject({ error: "invalid_request" });
  });

  test("needs the right verifier", async () => {
    const callback = await authorize({ personId: "alex" }, oauth.randomPKCECodeVerifier());
    const exchange = oauth.authorizationCodeGrant(client, new URL(callback), {
      pkceCodeVerifier: oauth.randomPKCECodeVerifier(),
      expectedState: "state-1",
    });
    await expect(exchange).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("is a new one each time, beside the old one", async () => {
    const first = await consent({ personId: "wei" });
    const second = await consent({ personId: "wei" });
    expect((await accounts(first.access_token)).status).toBe(200);
    expect((await accounts(second.access_token)).status).toBe(200);
    expect(Object.keys((await calls()).byGrant)).toHaveLength(2);
  });
});

describe("a page that leads nowhere", () => {
  test.each(["interaction/made-up", "auth?client_id=stranger"])("%s says so, as a page", async (path) => {
    const answer = await request(`${bank.issuer}/${path}`, { headers: { accept: "text/html" } });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(await answer.body.text()).toContain("That did not work");
  });
});

describe("refresh", () => {
  test("rotates the refresh token, and the old access token stays good", async () => {
    const first = await consent({ personId: "noor" });
    const second = await oauth.refreshTokenGrant(client, refreshTokenOf(first));
    expect(refreshTokenOf(second)).not.toBe(refreshTokenOf(first));
    expect((await accounts(first.access_token)).status).toBe(200);
    expect((await accounts(second.access_token)).status).toBe(200);
  });

  test("with a spent refresh token kills the consent", async () => {
    const first = await consent({ personId: "noor" });
    const second = await oauth.refreshTokenGrant(client, refreshTokenOf(first));
    for (const spent of [first, second]) {
      const refresh = oauth.refreshTokenGrant(client, refreshTokenOf(spent));
      await expect(refresh).rejects.toMatchObject({ error: "invalid_grant" });
    }
    expect(await accounts(second.access_token)).toMatchObject({ status: 401, body: { code: "603" } });
  });

  test("is counted, reuse apart, also after the consent is dead", async () => {
    const first = await consent({ personId: "noor" });
    await oauth.refreshTokenGrant(client, refreshTokenOf(first));
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(oauth.refreshTokenGrant(client, refreshTokenOf(first))).rejects.toThrow();
    }
    const { total, byGrant } = await calls();
    const counted = { "token.refresh_token": 3, refreshTokenReuse: 2, "token.authorization_code": 1 };
    expect(total).toMatchObject({ ...counted, par: 1 });
    expect(Object.values(byGrant)).toMatchObject([{ personId: "noor", calls: counted }]);
  });
});

describe("the end of a consent", () => {
  test("comes with the revocation of its refresh token", async () => {
    const tokens = await consent({ personId: "alex" });
    await oauth.tokenRevocation(client, refreshTokenOf(tokens));
    expect(await accounts(tokens.access_token)).toMatchObject({ status: 401, body: { code: "603" } });
    await expect(oauth.refreshTokenGrant(client, refreshTokenOf(tokens))).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect((await calls()).total["revocation"]).toBe(1);
  });

  test("can come from the bank", async () => {
    const tokens = await consent({ personId: "alex" });
    await accounts(tokens.access_token);
    const [grantId = ""] = Object.keys((await calls()).byGrant);
    const withdrawal = `${bank.controlUrl}/grants/${grantId}`;
    expect((await request(withdrawal, { method: "DELETE" })).statusCode).toBe(204);
    expect((await request(withdrawal, { method: "DELETE" })).statusCode).toBe(404);
    expect(await accounts(tokens.access_token)).toMatchObject({ status: 401, body: { code: "603" } });
    await expect(oauth.refreshTokenGrant(client, refreshTokenOf(tokens))).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  test("is not what happens when all access tokens are made invalid", async () => {
    const first = await consent({ personId: "alex" });
    await request(`${bank.controlUrl}/access-tokens`, { method: "DELETE" });
    expect(await accounts(first.access_token)).toMatchObject({ status: 401, body: { code: "603" } });
    const second = await oauth.refreshTokenGrant(client, refreshTokenOf(first));
    expect((await accounts(second.access_token)).status).toBe(200);
  });
});

test("an access token dies when its time is up", async () => {
  await bank.close();
  await open(1);
  const tokens = await consent({ personId: "alex" });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await accounts(tokens.access_token)).toMatchObject({ status: 401, body: { code: "603" } });
});

test("a token of one bank is nothing to the other", async () => {
  const liberty = await startSandboxBank({ bank: "liberty", recipient: RECIPIENT });
  const tokens = await consent({ personId: "alex" });
  const answer = await request(`${liberty.fdxBaseUrl}accounts`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(answer.statusCode).toBe(401);
  await answer.body.dump();
  await liberty.close();
});
