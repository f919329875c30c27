import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { MockAgent } from "undici";
import { Secret } from "../../../src/core/secret.js";
import type { AuthorizationChecks } from "../../../src/oauth/authorization-server.js";
import type { ClientRegistration } from "../../../src/oauth/client-registration.js";
import { OpenIdAuthorizationServer } from "../../../src/oauth/openid-authorization-server.js";

const ISSUER = "https://bank.test";
const JSON_TYPE = { headers: { "content-type": "application/json" } };
const metadata = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  revocation_endpoint: `${ISSUER}/revoke`,
  jwks_uri: `${ISSUER}/jwks`,
  response_types_supported: ["code"],
  authorization_response_iss_parameter_supported: true,
};
const checks: AuthorizationChecks = { state: "state-1", nonce: "nonce-1", codeVerifier: "v".repeat(43) };
const tokens = { access_token: "a1", refresh_token: "r1", token_type: "Bearer", expires_in: 60 };

let network: MockAgent;
/** Bodies of token and revocation requests, in order. */
let sent: URLSearchParams[];

beforeEach(() => {
  network = new MockAgent();
  network.disableNetConnect();
  sent = [];
});

afterEach(async () => {
  network.assertNoPendingInterceptors();
  await network.close();
});

function bankHasMetadata(changes: object = {}): void {
  const reply = { ...metadata, ...changes };
  network.get(ISSUER).intercept({ path: "/.well-known/openid-configuration" }).reply(200, reply, JSON_TYPE);
}

function bankAnswers(path: string, status: number, body: object | string, headers = JSON_TYPE.headers): void {
  network
    .get(ISSUER)
    .intercept({ path, method: "POST" })
    .reply((options) => {
      sent.push(new URLSearchParams(options.body as string));
      return { statusCode: status, data: body, responseOptions: { headers } };
    });
}

function server(changes: Partial<ClientRegistration> = {}): OpenIdAuthorizationServer {
  return new OpenIdAuthorizationServer({
    dispatcher: network,
    timeoutMs: 5000,
    registration: {
      ...{ issuer: new URL(ISSUER), clientId: "gateway" },
      clientAuthentication: { method: "client_secret_basic", secret: new Secret("s3cret/+:") },
      redirectUri: new URL("https://gateway.test/oauth/callback/bank"),
      pushedAuthorizationRequests: "auto",
      ...changes,
    },
  });
}

const authorizationUrl = (): Promise<URL> => server().authorizationUrl({ ...checks, scope: "openid" });
const refresh = (): ReturnType<OpenIdAuthorizationServer["refresh"]> =>
  server().refresh(new Secret("r0"), () => undefined);

describe("an authorization request", () => {
  it("names redirect URI, state, nonce and the S256 challenge, never the verifier", async () => {
    bankHasMetadata();
    const url = await authorizationUrl();
    expect(url.origin + url.pathname).toBe(metadata.authorization_endpoint);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ...{ client_id: "gateway", redirect_uri: "https://gateway.test/oauth/callback/bank" },
      ...{ response_type: "code", scope: "openid", state: "state-1", nonce: "nonce-1" },
      ...{ code_challenge_method: "S256", prompt: "consent" },
    });
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(url.href).not.toContain(checks.codeVerifier);
  });

  it("is pushed where the bank offers it, so that the browser carries only a reference", async () => {
    bankHasMetadata({ pushed_authorization_request_endpoint: `${ISSUER}/par` });
    bankAnswers("/par", 201, { request_uri: "urn:request:1", expires_in: 60 });
    const url = await authorizationUrl();
    expect(url.searchParams.get("request_uri")).toBe("urn:request:1");
    expect(url.searchParams.has("state")).toBe(false);
    expect(sent[0]?.get("state")).toBe("state-1");
  });

  it("is not pushed where the operator says never", async () => {
    bankHasMetadata({ pushed_authorization_request_endpoint: `${ISSUER}/par` });
    const never = server({ pushedAuthorizationRequests: "never" });
    expect((await never.authorizationUrl({ ...checks, scope: "openid" })).searchParams.get("state")).toBe(
      "state-1",
    );
  });
});

describe("a bank's metadata", () => {
  it.each(["https://evil.test", `${ISSUER}/other`, "https://bank.test:8443", "http://bank.test", ""])(
    "is refused when it names %p as issuer",
    async (issuer) => {
      bankHasMetadata({ issuer });
      await expect(authorizationUrl()).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
    },
  );

  it("is read once for many requests, also for those that come at the same time", async () => {
    bankHasMetadata();
    const one = server();
    await Promise.all([1, 2, 3].map(() => one.authorizationUrl({ ...checks, scope: "openid" })));
    await one.authorizationUrl({ ...checks, scope: "openid" });
    expect(network.pendingInterceptors()).toEqual([]);
  });

  it("is read again after a failure", async () => {
    network.get(ISSUER).intercept({ path: "/.well-known/openid-configuration" }).reply(503, "down");
    bankHasMetadata();
    const one = server();
    await expect(one.authorizationUrl({ ...checks, scope: "openid" })).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
    });
    expect(await one.authorizationUrl({ ...checks, scope: "openid" })).toBeInstanceOf(URL);
  });

  it("is not asked for by plain http outside this machine", async () => {
    const plain = server({ issuer: new URL("http://bank.test") });
    await expect(plain.authorizationUrl({ ...checks, scope: "openid" })).rejects.toMatchObject({
      code: "AUTHORIZATION_FAILED",
    });
  });
});

describe("a callback", () => {
  const good = { state: "state-1", iss: ISSUER, code: "code-1" };

  it.each([
    ["without state", { ...good, state: undefined }],
    ["with another state", { ...good, state: "state-2" }],
    ["without the issuer that the metadata promises", { ...good, iss: undefined }],
    ["with another bank's issuer", { ...good, iss: "https://other.test" }],
    ["with a slash at the issuer's end", { ...good, iss: `${ISSUER}/` }],
    ["with the issuer in capitals", { ...good, iss: "https://BANK.TEST" }],
    ["without a code", { ...good, code: undefined }],
  ])("%s is refused before a token request is sent", async (_what, query) => {
    bankHasMetadata();
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const exchange = server().exchangeCode(new URLSearchParams(given), checks);
    await expect(exchange).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
    expect(sent).toEqual([]);
  });

  it("with the bank's error is the bank's refusal", async () => {
    bankHasMetadata();
    const query = new URLSearchParams({ state: "state-1", iss: ISSUER, error: "access_denied" });
    await expect(server().exchangeCode(query, checks)).rejects.toMatchObject({
      name: "OAuthRefusal",
      error: "access_denied",
    });
  });

  it("is exchanged with the verifier and the registered redirect URI, and refused without an id_token", async () => {
    bankHasMetadata();
    bankAnswers("/token", 200, tokens);
    await expect(server().exchangeCode(new URLSearchParams(good), checks)).rejects.toMatchObject({
      code: "AUTHORIZATION_FAILED",
    });
    expect(Object.fromEntries(sent[0] ?? [])).toEqual({
      grant_type: "authorization_code",
      code: "code-1",
      code_verifier: checks.codeVerifier,
      redirect_uri: "https://gateway.test/oauth/callback/bank",
    });
  });
});

describe("a refresh", () => {
  it("gives what the bank issued, as secrets", async () => {
    bankHasMetadata();
    bankAnswers("/token", 200, { ...tokens, scope: "openid" });
    const issued = await refresh();
    expect(issued.scope).toBe("openid");
    // Counted from when it came: a second may begin meanwhile.
    expect([59, 60]).toContain(issued.expiresInSeconds);
    expect([issued.accessToken.reveal(), issued.refreshToken?.reveal()]).toEqual(["a1", "r1"]);
    expect(JSON.stringify(issued)).not.toMatch(/"a1"|"r1"/);
    expect(sent[0]?.get("refresh_token")).toBe("r0");
  });

  it("that answers no refresh token gives none, so that the old one is kept", async () => {
    bankHasMetadata();
    bankAnswers("/token", 200, { ...tokens, refresh_token: undefined });
    expect((await refresh()).refreshToken).toBeUndefined();
  });

  it.each(["", null])(
    "that answers the refresh token %j gives none, so that the old one is kept",
    async (empty) => {
      bankHasMetadata();
      bankAnswers("/token", 200, { ...tokens, refresh_token: empty, scope: null, expires_in: -1 });
      const issued = await refresh();
      expect(issued.refreshToken).toBeUndefined();
      expect(issued.accessToken.reveal()).toBe(tokens.access_token);
    },
  );

  it.each([
    ["an expiry that is text", { expires_in: "60" }],
    ["a negative expiry as text", { expires_in: "-1" }],
    ["an expiry that is no number", { expires_in: "soon" }],
    ["a scope that is a list", { scope: ["a"] }],
    ["no token_type", { token_type: undefined }],
  ])("is not thrown away for %s", async (_what, changes) => {
    bankHasMetadata();
    bankAnswers("/token", 200, { ...tokens, ...changes });
    expect((await refresh()).refreshToken?.reveal()).toBe("r1");
  });

  it("is not thrown away for an id_token that this machine's clock calls expired", async () => {
    bankHasMetadata();
    const claims = { iss: ISSUER, aud: "gateway", sub: "alex", iat: 1, exp: 2 };
    const [header, payload] = [{ alg: "RS256" }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    bankAnswers("/token", 200, { ...tokens, id_token: `${header}.${payload}.c2ln` });
    expect((await refresh()).refreshToken?.reveal()).toBe("r1");
  });

  it("that is refused with a challenge beside the error body is told in the bank's own code", async () => {
    bankHasMetadata();
    const challenge = { "content-type": "application/json", "www-authenticate": 'Basic realm="bank"' };
    bankAnswers("/token", 401, JSON.stringify({ error: "invalid_client" }), challenge);
    await expect(refresh()).rejects.toMatchObject({ name: "OAuthRefusal", error: "invalid_client" });
  });

  it("does not ask for an expiry, and takes token_type in any case", async () => {
    bankHasMetadata();
    bankAnswers("/token", 200, { ...tokens, expires_in: undefined, token_type: "bEaReR" });
    expect((await refresh()).expiresInSeconds).toBeUndefined();
  });

  it.each([
    ["an HTML page", 200, "<html>", "text/html"],
    ["broken JSON", 200, "{", "application/json"],
    ["no access token", 200, JSON.stringify({ token_type: "Bearer" }), "application/json"],
    ["a redirect into the network", 302, "", "text/plain"],
  ])("that answers %s is not trusted and not followed", async (_what, status, body, type) => {
    bankHasMetadata();
    bankAnswers("/token", status, body, {
      "content-type": type,
      ...(status === 302 && { location: "http://10.0.0.1/" }),
    });
    await expect(refresh()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(sent).toHaveLength(1);
  });

  it("that the bank refuses is told in the bank's own code", async () => {
    bankHasMetadata();
    bankAnswers("/token", 400, { error: "invalid_grant" });
    await expect(refresh()).rejects.toMatchObject({ name: "OAuthRefusal", error: "invalid_grant" });
  });

  it("at a bank that is down is an outage", async () => {
    bankHasMetadata();
    bankAnswers("/token", 503, "busy", { "content-type": "text/plain" });
    await expect(refresh()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("at a bank that cannot be connected to is an outage", async () => {
    network
      .get(ISSUER)
      .intercept({ path: "/.well-known/openid-configuration" })
      .replyWithError(new Error("ECONNREFUSED"));
    await expect(refresh()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });
});

describe("a revocation", () => {
  it("is confirmed by the bank's 200", async () => {
    bankHasMetadata();
    bankAnswers("/revoke", 200, "", { "content-type": "text/plain" });
    await server().revoke(new Secret("r1"));
    expect(sent[0]?.get("token")).toBe("r1");
  });

  it("of a token the bank does not know is as good as done", async () => {
    bankHasMetadata();
    bankAnswers("/revoke", 400, { error: "invalid_token" });
    await expect(server().revoke(new Secret("r1"))).resolves.toBe("ENDED");
  });

  it.each([
    ["is down", 503, { error: "server_error" }, { code: "PROVIDER_UNAVAILABLE" }],
    ["refuses us", 401, { error: "invalid_client" }, { error: "invalid_client" }],
  ])("is not done when the bank %s", async (_what, status, body, failure) => {
    bankHasMetadata();
    bankAnswers("/revoke", status, body);
    await expect(server().revoke(new Secret("r1"))).rejects.toMatchObject(failure);
  });
});
