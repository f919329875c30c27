import { createHash, createPublicKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from "jose";
import { MockAgent } from "undici";
import { Secret } from "../../../src/core/secret.js";
import type { ClientRegistration } from "../../../src/oauth/client-registration.js";
import { OpenIdAuthorizationServer } from "../../../src/oauth/openid-authorization-server.js";
import { signingKey } from "../../support/signing-keys.js";

const ISSUER = "https://bank.test";
const checks = { state: "state-1", nonce: "nonce-1", codeVerifier: "v".repeat(43) };
const tokens = { access_token: "a1", refresh_token: "r1", token_type: "DPoP", expires_in: 60 };
const metadata = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  revocation_endpoint: `${ISSUER}/revoke`,
  pushed_authorization_request_endpoint: `${ISSUER}/par`,
};

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: URLSearchParams;
}

let network: MockAgent;
let calls: Call[];

beforeEach(() => {
  network = new MockAgent();
  network.disableNetConnect();
  calls = [];
});

afterEach(async () => {
  network.assertNoPendingInterceptors();
  await network.close();
});

function bankHas(changes: object = {}): void {
  network
    .get(ISSUER)
    .intercept({ path: "/.well-known/openid-configuration" })
    .reply(200, { ...metadata, ...changes }, { headers: { "content-type": "application/json" } });
}

function bankAnswers(url: string, status: number, body: object, headers: Record<string, string> = {}): void {
  const { origin, pathname } = new URL(url);
  network
    .get(origin)
    .intercept({ path: pathname, method: "POST" })
    .reply(({ headers: sent, body: form }) => {
      calls.push({
        ...{ url, headers: sent as Record<string, string> },
        body: new URLSearchParams(form as string),
      });
      const responseOptions = { headers: { "content-type": "application/json", ...headers } };
      return { statusCode: status, data: JSON.stringify(body), responseOptions };
    });
}

function server(changes: Partial<ClientRegistration> = {}): OpenIdAuthorizationServer {
  return new OpenIdAuthorizationServer({
    ...{ dispatcher: network, timeoutMs: 5000 },
    registration: {
      ...{ issuer: new URL(ISSUER), clientId: "gateway" },
      clientAuthentication: { method: "client_secret_basic", secret: new Secret("s3cret") },
      redirectUri: new URL("https://gateway.test/oauth/callback/bank"),
      pushedAuthorizationRequests: "required",
      ...changes,
    },
  });
}

const refresh = (changes: Partial<ClientRegistration>): ReturnType<OpenIdAuthorizationServer["refresh"]> =>
  server(changes).refresh(new Secret("r0"), () => undefined);
const proofOf = (call: Call | undefined): string => call?.headers["dpop"] ?? "";

describe("a pushed authorization request that is required", () => {
  it("is never skipped: without the endpoint nobody is sent to the bank", async () => {
    bankHas({ pushed_authorization_request_endpoint: undefined });
    const request = server().authorizationUrl({ ...checks, scope: "openid" });
    await expect(request).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
  });

  it("that the bank refuses is not sent through the browser instead", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/par`, 400, { error: "invalid_request" });
    const request = server().authorizationUrl({ ...checks, scope: "openid" });
    await expect(request).rejects.toMatchObject({ name: "OAuthRefusal", error: "invalid_request" });
  });
});

describe("a client that signs", () => {
  it("shows a short assertion for this server alone, a new one each time, and no secret", async () => {
    const key = signingKey("gateway-1");
    const one = server({ clientAuthentication: { method: "private_key_jwt", key } });
    bankHas();
    for (const token of ["r0", "r1"]) {
      bankAnswers(`${ISSUER}/token`, 200, { ...tokens, token_type: "Bearer" });
      await one.refresh(new Secret(token), () => undefined);
    }
    const assertions = calls.map(({ body }) => body.get("client_assertion") ?? "");
    for (const assertion of assertions) {
      const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(key.pem.reveal()), {
        ...{ issuer: "gateway", subject: "gateway", audience: ISSUER, algorithms: ["ES256"] },
      });
      expect(protectedHeader.kid).toBe("gateway-1");
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(60);
    }
    expect(new Set(assertions.map((assertion) => decodeJwt(assertion).jti)).size).toBe(2);
    expect(calls[0]?.body.has("client_secret")).toBe(false);
    expect(calls[0]?.headers).not.toHaveProperty("authorization");
  });
});

describe("a client with a certificate", () => {
  it("names itself in the body, and goes where certificates are taken (RFC 8705 §5)", async () => {
    bankHas({ mtls_endpoint_aliases: { token_endpoint: "https://mtls.bank.test/token" } });
    bankAnswers("https://mtls.bank.test/token", 200, { ...tokens, token_type: "Bearer" });
    await refresh({ clientAuthentication: { method: "tls_client_auth" } });
    expect(Object.fromEntries(calls[0]?.body ?? [])).toEqual({
      ...{ client_id: "gateway", grant_type: "refresh_token", refresh_token: "r0" },
    });
  });

  it("goes to the usual address where there is no other", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, { ...tokens, token_type: "Bearer" });
    await refresh({ clientAuthentication: { method: "self_signed_tls_client_auth" } });
    expect(calls[0]?.body.get("client_id")).toBe("gateway");
  });
});

describe("tokens that are bound to a key", () => {
  it("are asked for with a proof for this endpoint, signed by the key", async () => {
    const dpopKey = signingKey();
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, tokens);
    await refresh({ dpopKey });
    const { payload, protectedHeader } = await jwtVerify(proofOf(calls[0]), EmbeddedJWK, { typ: "dpop+jwt" });
    expect(payload).toMatchObject({ htm: "POST", htu: `${ISSUER}/token` });
    const own = createPublicKey(dpopKey.pem.reveal()).export({ format: "jwk" });
    expect(await calculateJwkThumbprint(protectedHeader.jwk ?? {})).toBe(await calculateJwkThumbprint(own));
    expect(protectedHeader.jwk).not.toHaveProperty("d");
  });

  it("are asked for once more with the nonce of the server, past the guard both times", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 400, { error: "use_dpop_nonce" }, { "dpop-nonce": "n-1" });
    bankAnswers(`${ISSUER}/token`, 200, tokens);
    expect((await refresh({ dpopKey: signingKey() })).accessToken.reveal()).toBe("a1");
    expect(calls.map((call) => decodeJwt(proofOf(call))["nonce"])).toEqual([undefined, "n-1"]);
  });

  it("are not asked for a third time", async () => {
    bankHas();
    for (const nonce of ["n-1", "n-2"]) {
      bankAnswers(`${ISSUER}/token`, 400, { error: "use_dpop_nonce" }, { "dpop-nonce": nonce });
    }
    await expect(refresh({ dpopKey: signingKey() })).rejects.toMatchObject({ error: "use_dpop_nonce" });
    expect(calls).toHaveLength(2);
  });

  it("bind the code too, in a pushed request and in a plain one", async () => {
    const dpopKey = signingKey();
    bankHas();
    bankAnswers(`${ISSUER}/par`, 201, { request_uri: "urn:request:1", expires_in: 60 });
    await server({ dpopKey }).authorizationUrl({ ...checks, scope: "openid" });
    expect(decodeProtectedHeader(proofOf(calls[0]))).toMatchObject({ typ: "dpop+jwt" });
    bankHas();
    const plain = server({ dpopKey, pushedAuthorizationRequests: "never" });
    const url = await plain.authorizationUrl({ ...checks, scope: "openid" });
    expect(url.searchParams.get("dpop_jkt")).toMatch(/^[\w-]{43}$/);
  });

  it("that turn out to be bound to nothing are not taken for a code", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, { ...tokens, token_type: "Bearer", id_token: idToken() });
    const query = new URLSearchParams({ state: "state-1", code: "code-1" });
    await expect(server({ dpopKey: signingKey() }).exchangeCode(query, checks)).rejects.toMatchObject({
      code: "AUTHORIZATION_FAILED",
      message: expect.stringContaining("bound to no key"),
    });
  });
});

function idToken(changes: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: ISSUER, aud: "gateway", sub: "alex", nonce: "nonce-1", iat: now, exp: now + 120 },
    ...changes,
  };
  const parts = [{ alg: "RS256" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return `${parts.join(".")}.${createHash("sha256").update("signature").digest("base64url")}`;
}

describe("an id_token that opens the data endpoints", () => {
  const query = new URLSearchParams({ state: "state-1", code: "code-1" });
  const akoya = (): OpenIdAuthorizationServer =>
    server({ bearer: "id_token", consentLostErrors: ["invalid_request"] });
  const answer = { ...tokens, token_type: "bearer", expires_in: 5 };

  it("is kept in place of the access token, checked when it comes for a code, and lives until its exp", async () => {
    bankHas();
    const token = idToken();
    bankAnswers(`${ISSUER}/token`, 200, { ...answer, id_token: token });
    const issued = await akoya().exchangeCode(query, checks);
    expect([issued.accessToken.reveal(), issued.expiresInSeconds]).toEqual([token, 120]);
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, { ...answer, id_token: idToken({ nonce: "another" }) });
    await expect(akoya().exchangeCode(query, checks)).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
  });

  it("is kept of a refresh, whatever this machine's clock says of it", async () => {
    bankHas();
    const token = idToken({ iat: 1000, exp: 1090, nonce: undefined });
    bankAnswers(`${ISSUER}/token`, 200, { ...answer, id_token: token });
    const issued = await akoya().refresh(new Secret("r0"), () => undefined);
    expect([issued.accessToken.reveal(), issued.expiresInSeconds]).toEqual([token, 90]);
    expect(issued.refreshToken?.reveal()).toBe("r1");
  });

  it("that does not come with a refresh loses no refresh token", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, answer);
    const issued = await akoya().refresh(new Secret("r0"), () => undefined);
    expect([issued.accessToken.reveal(), issued.refreshToken?.reveal()]).toEqual(["a1", "r1"]);
  });

  it("that comes without an access token is taken all the same", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 200, { ...answer, access_token: undefined, id_token: idToken() });
    const issued = await akoya().refresh(new Secret("r0"), () => undefined);
    expect(issued.refreshToken?.reveal()).toBe("r1");
  });

  it("never goes to the authorization server", async () => {
    bankHas();
    const one = akoya();
    expect(await one.revoke(new Secret(idToken()))).toBe("UNSUPPORTED");
    bankAnswers(`${ISSUER}/revoke`, 200, {});
    expect(await one.revoke(new Secret("r1"))).toBe("ENDED");
    expect(calls.map(({ body }) => body.get("token"))).toEqual(["r1"]);
  });

  it("is lost with its consent in the network's own words, and only at a refresh", async () => {
    bankHas();
    bankAnswers(`${ISSUER}/token`, 400, { error: "invalid_request" });
    await expect(akoya().refresh(new Secret("r0"), () => undefined)).rejects.toMatchObject({
      error: "invalid_grant",
    });
    bankHas();
    bankAnswers(`${ISSUER}/token`, 400, { error: "invalid_request" });
    await expect(akoya().exchangeCode(query, checks)).rejects.toMatchObject({ error: "invalid_request" });
  });
});
