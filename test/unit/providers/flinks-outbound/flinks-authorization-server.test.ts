import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, MockAgent } from "undici";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { Secret } from "../../../../src/core/secret.js";
import type { AuthorizationChecks } from "../../../../src/oauth/authorization-server.js";
import {
  FlinksAuthorizationServer,
  type FlinksAuthorizationServerParts,
} from "../../../../src/providers/flinks-outbound/flinks-authorization-server.js";

const HOST = "https://ob.flinks.test";
const checks: AuthorizationChecks = { state: "state-1", nonce: "nonce-1", codeVerifier: "v".repeat(43) };
/** As Flinks answers a refresh: without a refresh token. */
const FRESH = { access_token: "a1", token_type: "Bearer", expires_in: 299 };
const REFERENCES = { "ob-correlation-id": "0f8fad5b-d9cb-469f", "ob-trace-id": "7c9e6679-7425" };
const SEEN = Object.entries(REFERENCES).map(([name, value]) => ({ name, value }));

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

let network: MockAgent;
/** Requests that reached Flinks, in order. */
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

function flinksAnswers(
  status: number,
  body: object | string,
  method = "POST",
  type = "application/json",
): void {
  network
    .get(HOST)
    .intercept({ path: /^\/api\/v1\/(token|revoke)$/, method })
    .reply(({ path, method: used, headers, body: sent }) => {
      calls.push({
        ...{ path, method: used },
        headers: headers as Record<string, string>,
        body: typeof sent === "string" ? sent : undefined,
      });
      return {
        statusCode: status,
        data: typeof body === "string" ? body : JSON.stringify(body),
        responseOptions: { headers: { "content-type": type, ...REFERENCES } },
      };
    });
}

function flinks(changes: Partial<FlinksAuthorizationServerParts> = {}): FlinksAuthorizationServer {
  return new FlinksAuthorizationServer({
    ...{ authBaseUrl: new URL(HOST), clientId: "dc-7tf8a", clientSecret: new Secret("s3cret/+:") },
    ...{ clientAuthentication: "client_secret_post", tokenContentType: "application/json", pkce: false },
    ...{ redirectUri: new URL("https://gateway.test/oauth/callback/flinks"), providerId: 1000 },
    ...{ dispatcher: network, timeoutMs: 5000 },
    ...changes,
  });
}

const refresh = (changes = {}): ReturnType<FlinksAuthorizationServer["refresh"]> =>
  flinks(changes).refresh(new Secret("r0"), () => undefined);
const revoke = (): ReturnType<FlinksAuthorizationServer["revoke"]> => flinks().revoke(new Secret("r0"));
const sentJson = (index: number): unknown => JSON.parse(calls[index]?.body ?? "");

describe("an authorization request to Flinks", () => {
  it("names the provider by its number, and holds nothing that Flinks does not know", async () => {
    const url = await flinks().authorizationUrl({ ...checks, scope: "ACCOUNT_BASIC TRANSACTIONS" });
    expect(url.origin + url.pathname).toBe(`${HOST}/api/v1/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ client_id: "dc-7tf8a", response_type: "code", state: "state-1", provider_id: "1000" },
      ...{ redirect_uri: "https://gateway.test/oauth/callback/flinks", scope: "ACCOUNT_BASIC TRANSACTIONS" },
    });
  });

  it("has a PKCE challenge where the operator says so", async () => {
    const url = await flinks({ pkce: true }).authorizationUrl({ ...checks, scope: "ACCOUNT_BASIC" });
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  });

  it("keeps a path in front of Flinks' own, with or without a slash at its end", async () => {
    for (const base of [`${HOST}/ob`, `${HOST}/ob/`]) {
      const server = flinks({ authBaseUrl: new URL(base) });
      const url = await server.authorizationUrl({ ...checks, scope: "ACCOUNT_BASIC" });
      expect(url.pathname).toBe("/ob/api/v1/authorize");
    }
  });
});

describe("Flinks' callback", () => {
  const query = new URLSearchParams({ code: "code-1", state: "state-1" });

  it("is exchanged in JSON, with id and secret in the body, and without a verifier", async () => {
    flinksAnswers(200, { ...FRESH, refresh_token: "r1", scope: "ACCOUNT_BASIC" });
    const issued = await flinks().exchangeCode(query, checks);
    expect([issued.accessToken.reveal(), issued.refreshToken?.reveal()]).toEqual(["a1", "r1"]);
    expect([298, 299]).toContain(issued.expiresInSeconds);
    expect(calls[0]).toMatchObject({
      path: "/api/v1/token",
      headers: { "content-type": "application/json" },
    });
    expect(sentJson(0)).toEqual({
      ...{ grant_type: "authorization_code", code: "code-1", client_id: "dc-7tf8a" },
      ...{ client_secret: "s3cret/+:", redirect_uri: "https://gateway.test/oauth/callback/flinks" },
    });
  });

  it("is exchanged with the verifier where PKCE is on", async () => {
    flinksAnswers(200, { ...FRESH, refresh_token: "r1" });
    await flinks({ pkce: true }).exchangeCode(query, checks);
    expect(sentJson(0)).toMatchObject({ code_verifier: checks.codeVerifier });
  });

  it("is not thrown away for an id_token that nobody asked for", async () => {
    flinksAnswers(200, { ...FRESH, refresh_token: "r1", id_token: "no JWT" });
    expect((await flinks().exchangeCode(query, checks)).accessToken.reveal()).toBe("a1");
  });

  it.each([
    ["another state", { code: "code-1", state: "state-2" }],
    ["no state", { code: "code-1" }],
    ["no code", { state: "state-1" }],
  ])("with %s is refused before anything is sent", async (_what, given) => {
    const exchange = flinks().exchangeCode(new URLSearchParams(given), checks);
    await expect(exchange).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
    expect(calls).toEqual([]);
  });

  it("that says no is Flinks' refusal, and stays access_denied", async () => {
    const denied = new URLSearchParams({ state: "state-1", error: "access_denied", error_description: "no" });
    const exchange = flinks().exchangeCode(denied, checks);
    await expect(exchange).rejects.toMatchObject({ name: "OAuthRefusal", error: "access_denied" });
  });

  it("of a code that cannot be exchanged now names what Flinks' support looks for", async () => {
    flinksAnswers(503, { error: "temporarily_unavailable" });
    await expect(flinks().exchangeCode(query, checks)).rejects.toMatchObject({
      ...{ code: "PROVIDER_UNAVAILABLE", facts: { supportReferences: SEEN } },
    });
  });
});

describe("a refresh at Flinks", () => {
  it("brings an access token and no refresh token, so that the old one is kept", async () => {
    flinksAnswers(200, FRESH);
    const issued = await refresh();
    expect(issued.accessToken.reveal()).toBe("a1");
    expect(issued.refreshToken).toBeUndefined();
    expect(sentJson(0)).toEqual({
      ...{ grant_type: "refresh_token", refresh_token: "r0" },
      ...{ client_id: "dc-7tf8a", client_secret: "s3cret/+:" },
    });
  });

  it("can be a form with the secret in the header", async () => {
    flinksAnswers(200, FRESH);
    const form = "application/x-www-form-urlencoded";
    await refresh({ clientAuthentication: "client_secret_basic", tokenContentType: form });
    expect(calls[0]?.headers["content-type"]).toContain(form);
    expect(calls[0]?.headers["authorization"]).toMatch(/^Basic /);
    expect(calls[0]?.body).toBe("refresh_token=r0&grant_type=refresh_token");
  });

  it("can be JSON with the secret in the header, and then only there", async () => {
    flinksAnswers(200, FRESH);
    await refresh({ clientAuthentication: "client_secret_basic" });
    expect(calls[0]?.headers["authorization"]).toMatch(/^Basic /);
    expect(sentJson(0)).toEqual({ grant_type: "refresh_token", refresh_token: "r0" });
  });

  it("is not sent when the guard refuses", async () => {
    let received = 0;
    const server = createServer((_request, response) => {
      received += 1;
      response.setHeader("content-type", "application/json").end(JSON.stringify(FRESH));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const authBaseUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const dispatcher = new Agent();
    const late = flinks({ authBaseUrl, dispatcher });
    try {
      const refused = late.refresh(new Secret("r0"), () => {
        throw new GatewayError("PROVIDER_TIMEOUT", "too late");
      });
      await expect(refused).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
      expect(received).toBe(0);
      await late.refresh(new Secret("r0"), () => undefined);
      expect(received).toBe(1);
    } finally {
      await dispatcher.destroy();
      server.close();
    }
  });

  it.each([400, 401, 403])("says at HTTP %i that the consent is lost, by its error alone", async (status) => {
    for (const error of ["invalid_grant", "access_denied"]) {
      flinksAnswers(status, { error, error_description: "lapsed" });
      await expect(refresh()).rejects.toMatchObject({ name: "OAuthRefusal", error: "invalid_grant" });
    }
  });

  it.each([
    ...["invalid_client", "invalid_request", "invalid_scope", "unauthorized_client"],
    ...["unsupported_grant_type", "unsupported_response_type", "unsupported_token_type"],
  ])("that is refused with %s is a fault of ours, whatever its status", async (error) => {
    for (const status of [400, 401, 403]) {
      flinksAnswers(status, { error });
      await expect(refresh()).rejects.toMatchObject({ name: "OAuthRefusal", error });
    }
  });

  it.each([
    [400, "", "application/json"],
    [401, "{}", "application/json"],
    [403, "<html>blocked</html>", "text/html"],
    [400, '{"error":7}', "application/json"],
    [401, '["invalid_grant"]', "application/json"],
    [403, '{"code":"602","message":"Customer not authorized"}', "application/json"],
  ])("that is refused with HTTP %i and %j says nothing of the consent", async (status, body, type) => {
    flinksAnswers(status, body, "POST", type);
    await expect(refresh()).rejects.toMatchObject({
      ...{ name: "GatewayError", code: "PROVIDER_UNAVAILABLE", facts: { supportReferences: SEEN } },
    });
  });

  it.each([
    [500, "server_error"],
    [503, "temporarily_unavailable"],
    [500, "invalid_grant"],
    [429, "invalid_grant"],
  ])("at HTTP %i with %s is an outage", async (status, error) => {
    flinksAnswers(status, { error });
    await expect(refresh()).rejects.toMatchObject({
      ...{ code: "PROVIDER_UNAVAILABLE", facts: { supportReferences: SEEN } },
    });
  });
});

describe("a revocation at Flinks", () => {
  it("trades the refresh token, then deletes with the fresh access token and nothing else", async () => {
    flinksAnswers(200, FRESH);
    flinksAnswers(204, "", "DELETE");
    expect(await revoke()).toBe("ENDED");
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/v1/token",
      "DELETE /api/v1/revoke",
    ]);
    expect(calls[1]?.headers["authorization"]).toBe("Bearer a1");
    expect(calls[1]?.body).toBeUndefined();
  });

  it.each(["invalid_grant", "access_denied"])("of a grant that is dead (%s) is done", async (error) => {
    flinksAnswers(400, { error });
    expect(await revoke()).toBe("ENDED");
    expect(calls).toHaveLength(1);
  });

  it.each(["invalid_token", "invalid_grant", "access_denied"])(
    "whose fresh token is refused with %s is done",
    async (error) => {
      flinksAnswers(200, FRESH);
      flinksAnswers(401, { error }, "DELETE");
      expect(await revoke()).toBe("ENDED");
    },
  );

  it.each(["invalid_client", "unauthorized_client"])(
    "is not done when the trade fails with %s",
    async (error) => {
      flinksAnswers(400, { error });
      await expect(revoke()).rejects.toMatchObject({ name: "OAuthRefusal", error });
    },
  );

  it("is not done when Flinks calls the request wrong", async () => {
    flinksAnswers(200, FRESH);
    flinksAnswers(400, { error: "invalid_request", error_description: "x" }, "DELETE");
    await expect(revoke()).rejects.toMatchObject({ name: "OAuthRefusal", error: "invalid_request" });
  });

  it.each([
    [500, '{"error":"server_error"}'],
    [503, '{"error":"invalid_grant"}'],
    [200, "<html>"],
    [202, "{}"],
    [302, ""],
    [401, ""],
    [404, "not found"],
  ])("is not done at HTTP %i with %j, and says under what ids", async (status, body) => {
    flinksAnswers(200, FRESH);
    flinksAnswers(status, body, "DELETE");
    await expect(revoke()).rejects.toMatchObject({
      ...{ code: "PROVIDER_UNAVAILABLE", facts: { supportReferences: SEEN } },
    });
  });

  it("is not done when nobody answers", async () => {
    flinksAnswers(200, FRESH);
    network
      .get(HOST)
      .intercept({ path: "/api/v1/revoke", method: "DELETE" })
      .replyWithError(new Error("ECONNRESET"));
    await expect(revoke()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("prints no token in what it throws", async () => {
    flinksAnswers(200, FRESH);
    flinksAnswers(500, "", "DELETE");
    const failure: unknown = await revoke().catch((thrown: unknown) => thrown);
    expect(String((failure as Error).stack)).not.toMatch(/a1|r0|s3cret/);
  });
});
