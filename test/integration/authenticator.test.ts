import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { exportJWK, generateKeyPair, type GenerateKeyPairResult, type JWK, SignJWT } from "jose";
import { Authenticator, type AuthenticatorOptions } from "../../src/auth/authenticator.js";
import { AppId } from "../../src/core/ids.js";

const ISSUER = "https://id.test";
const AUDIENCE = "gateway";
const app = { id: AppId("app-1"), name: "Budget", returnUrls: ["https://app.test/return"] };

/** The issuer's keys, and what its key set endpoint answers. */
let keys: GenerateKeyPairResult;
let strangers: GenerateKeyPairResult;
let publicKey: JWK;
let server: Server;
let jwksUri: URL;
let answer: { status: number; body: string };
let requests: number;
let authenticator: Authenticator;

beforeAll(async () => {
  keys = await generateKeyPair("ES256", { extractable: true });
  strangers = await generateKeyPair("ES256");
  publicKey = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "ES256", use: "sig" };
  server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  jwksUri = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  requests = 0;
  answer = { status: 200, body: JSON.stringify({ keys: [publicKey] }) };
  authenticator = new Authenticator(options());
});

function options(keysAt = jwksUri): AuthenticatorOptions {
  return { issuer: ISSUER, jwksUri: keysAt, audience: AUDIENCE, tokenType: "at+jwt", apps: [app] };
}

interface TokenChanges {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: Parameters<SignJWT["sign"]>[0];
}

/** A good token, but for the changes. A claim that is undefined is left out. */
async function token({
  claims = {},
  header = {},
  key = keys.privateKey,
}: TokenChanges = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: "alex",
    client_id: "app-1",
    iat: now,
    exp: now + 60,
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg: "ES256", kid: "k1", typ: "at+jwt", ...header }).sign(key);
}

const unsigned = (header: object, claims: object): string =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");

async function codeFor(authorization: string | undefined): Promise<string | undefined> {
  const failure: unknown = await authenticator.authenticate(authorization).catch((reason: unknown) => reason);
  return (failure as { code?: string }).code;
}

describe("a good token", () => {
  it("names the app and the end user", async () => {
    expect(await authenticator.authenticate(`Bearer ${await token()}`)).toEqual({
      ...{ appId: "app-1", endUserId: "alex" },
      app,
    });
  });

  it.each([
    ["names the app as azp", { client_id: undefined, azp: "app-1" }],
    ["is for other audiences too", { aud: ["other", AUDIENCE] }],
    ["ended within the tolerance between two clocks", { exp: Math.floor(Date.now() / 1000) - 15 }],
  ])("may be one that %s", async (_what, claims) => {
    expect(await authenticator.authenticate(`Bearer ${await token({ claims })}`)).toMatchObject({
      appId: "app-1",
    });
  });

  it("may be announced in any case", async () => {
    expect(await authenticator.authenticate(`bearer ${await token()}`)).toMatchObject({ endUserId: "alex" });
  });

  it("is verified once a minute", async () => {
    const clock = { now: () => Date.now(), monotonic: () => elapsed };
    let elapsed = 0;
    const within = new Authenticator({ ...options(), clock });
    const authorization = `Bearer ${await token()}`;
    const first = await within.authenticate(authorization);
    elapsed = 59_999;
    expect(await within.authenticate(authorization)).toBe(first);
    elapsed = 60_000;
    const again = await within.authenticate(authorization);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it("costs no key request once the keys are known", async () => {
    for (let time = 0; time < 3; time += 1) await authenticator.authenticate(`Bearer ${await token()}`);
    expect(requests).toBe(1);
  });
});

describe("a token that is refused", () => {
  const now = Math.floor(Date.now() / 1000);

  it.each<[string, TokenChanges]>([
    ["from another issuer", { claims: { iss: "https://other.test" } }],
    ["from an issuer with a slash too many", { claims: { iss: `${ISSUER}/` } }],
    ["without an issuer", { claims: { iss: undefined } }],
    ["for another audience", { claims: { aud: "other" } }],
    ["without an audience", { claims: { aud: undefined } }],
    ["of an app that is not registered", { claims: { client_id: "app-2" } }],
    ["of no app", { claims: { client_id: undefined } }],
    ["of an app that is no text", { claims: { client_id: ["app-1"] } }],
    [
      "of an unregistered app, though azp names a registered one",
      { claims: { client_id: "app-2", azp: "app-1" } },
    ],
    ["expired", { claims: { exp: now - 3600 } }],
    ["without an expiry", { claims: { exp: undefined } }],
    ["not valid yet", { claims: { nbf: now + 3600 } }],
    ["without an end user", { claims: { sub: undefined } }],
    ["with an empty end user", { claims: { sub: "" } }],
    ["naming a key the issuer does not have", { header: { kid: "k2" } }],
    ["that is an id token", { header: { typ: "JWT" } }],
  ])("is one %s", async (_what, changes) => {
    expect(await codeFor(`Bearer ${await token(changes)}`)).toBe("UNAUTHENTICATED");
  });

  it("is one that somebody else signed under the issuer's key id", async () => {
    expect(await codeFor(`Bearer ${await token({ key: strangers.privateKey })}`)).toBe("UNAUTHENTICATED");
  });

  it("is one with changed claims", async () => {
    const [header, , signature] = (await token()).split(".");
    const claims = Buffer.from(
      JSON.stringify({ iss: ISSUER, aud: AUDIENCE, sub: "sam", client_id: "app-1", exp: now + 60 }),
    );
    const changed = `${header ?? ""}.${claims.toString("base64url")}.${signature ?? ""}`;
    expect(await codeFor(`Bearer ${changed}`)).toBe("UNAUTHENTICATED");
  });

  it.each(["none", "None", "NONE"])("is one signed by %s", async (alg) => {
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: "alex", client_id: "app-1", exp: now + 60 };
    expect(await codeFor(`Bearer ${unsigned({ alg }, claims)}.`)).toBe("UNAUTHENTICATED");
    expect(await codeFor(`Bearer ${unsigned({ alg }, claims)}.AAAA`)).toBe("UNAUTHENTICATED");
  });

  it("is one signed with the public key taken for a shared secret", async () => {
    const header = { alg: "HS256" };
    for (const secret of [JSON.stringify(publicKey), publicKey.x ?? ""]) {
      const forged = await token({ header, key: Buffer.from(secret) });
      expect(await codeFor(`Bearer ${forged}`)).toBe("UNAUTHENTICATED");
    }
  });

  it.each([
    ["nothing", undefined],
    ["an empty header", ""],
    ["the scheme alone", "Bearer"],
    ["two parts", "Bearer a.b"],
    ["four parts", "Bearer a.b.c.d"],
    ["garbage", "Bearer a.b.c"],
    ["another scheme", "Basic YWxleDpzZWNyZXQ="],
    ["a space inside", "Bearer a. b.c"],
    ["two tokens", "Bearer a.b.c, Bearer a.b.c"],
  ])("is %s", async (_what, authorization) => {
    expect(await codeFor(authorization)).toBe("UNAUTHENTICATED");
  });

  it("is one too long to be ours, before any key is fetched", async () => {
    const long = await token({ claims: { padding: "x".repeat(9000) } });
    expect(await codeFor(`Bearer ${long}`)).toBe("UNAUTHENTICATED");
    expect(await codeFor(`Bearer ${"a".repeat(1_000_000)}`)).toBe("UNAUTHENTICATED");
    expect(await codeFor(`Bearer ${"a.".repeat(500_000)}`)).toBe("UNAUTHENTICATED");
  });
});

describe("an issuer whose keys cannot be read", () => {
  it.each([
    ["answers 503", 503, "{}"],
    ["answers no JSON", 200, "<html>"],
    ["answers no key set", 200, '{"keys":"none"}'],
    ["answers a list", 200, "[]"],
  ])("(it %s) is our trouble, not the caller's", async (_what, status, body) => {
    answer = { status, body };
    expect(await codeFor(`Bearer ${await token()}`)).toBe("IDENTITY_UNAVAILABLE");
  });

  it("(nobody listens there) is our trouble too", async () => {
    const nowhere = new URL("http://127.0.0.1:1/jwks");
    authenticator = new Authenticator(options(nowhere));
    expect(await codeFor(`Bearer ${await token()}`)).toBe("IDENTITY_UNAVAILABLE");
  });

  it("is asked again, and then the token is accepted", async () => {
    answer = { status: 503, body: "" };
    const authorization = `Bearer ${await token()}`;
    expect(await codeFor(authorization)).toBe("IDENTITY_UNAVAILABLE");
    answer = { status: 200, body: JSON.stringify({ keys: [publicKey] }) };
    expect(await authenticator.authenticate(authorization)).toMatchObject({ endUserId: "alex" });
  });
});
