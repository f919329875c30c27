import { createHash, createPublicKey, randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { importPKCS8, SignJWT } from "jose";
import { Agent, type Dispatcher, request } from "undici";
import type { SigningKey } from "../../src/core/client-authentication.js";
import { Secret } from "../../src/core/secret.js";
import type { IssuedTokens } from "../../src/oauth/authorization-server.js";
import type { ClientRegistration } from "../../src/oauth/client-registration.js";
import { OpenIdAuthorizationServer } from "../../src/oauth/openid-authorization-server.js";
import type { DressName } from "../../src/sandbox/dress/bank-dress.js";
import { visitBank } from "../support/bank-visitor.js";
import { CertificateAuthority } from "../support/certificates.js";
import { CLIENT_ID, CLIENT_SECRET, DressedBank } from "../support/dressed-bank.js";
import { temporaryFolder } from "../support/gateway-process.js";
import { privateKeyPem } from "../support/signing-keys.js";

const REDIRECT_URI = "http://127.0.0.1:1/oauth/callback/bank";
const CHECKS = { state: "state-1", nonce: "nonce-1", codeVerifier: "v".repeat(43) };

/** A dressed bank, and one client of it that has a consent. */
class Client {
  private constructor(
    readonly dressed: DressedBank,
    readonly server: OpenIdAuthorizationServer,
    readonly dispatcher: Agent,
    readonly folder: string,
  ) {}

  static async start(dress: DressName, accessTokenSeconds = 300): Promise<Client> {
    const folder = temporaryFolder();
    const dressed = await DressedBank.start({ dress, folder, redirectUri: REDIRECT_URI, accessTokenSeconds });
    const dispatcher = certifiedAgent(dressed, dressed.files.tls);
    const server = serverOf(dressed, dispatcher, registrationOf(dress, dressed));
    return new Client(dressed, server, dispatcher, folder);
  }

  get origin(): string {
    return this.dressed.bank.issuer;
  }

  async consent(scope = "openid offline_access"): Promise<IssuedTokens> {
    const url = await this.server.authorizationUrl({ ...CHECKS, scope });
    const { browser } = this.dressed;
    const left = await visitBank(url.href, { personId: "alex", dispatcher: browser });
    return this.server.exchangeCode(new URL(left).searchParams, CHECKS);
  }

  async get(
    path: string,
    headers: Record<string, string>,
    dispatcher: Dispatcher = this.dispatcher,
  ): Promise<any> {
    const url = new URL(path, this.dressed.bank.fdxBaseUrl);
    const answer = await request(url, { headers, dispatcher });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
    await this.dressed.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function certifiedAgent(
  { files }: DressedBank,
  { certificateFile, keyFile }: { readonly certificateFile: string; readonly keyFile: string },
): Agent {
  const [ca, cert, key] = [files.tls.caFile, certificateFile, keyFile].map((path) =>
    readFileSync(path, "utf8"),
  );
  return new Agent({ connect: { ca: ca ?? "", cert: cert ?? "", key: key ?? "" } });
}

function serverOf(
  { bank }: DressedBank,
  dispatcher: Dispatcher,
  changes: Pick<ClientRegistration, "clientAuthentication"> & Partial<ClientRegistration>,
): OpenIdAuthorizationServer {
  return new OpenIdAuthorizationServer({
    ...{ dispatcher, timeoutMs: 5000 },
    registration: {
      ...{ issuer: new URL(bank.issuer), clientId: CLIENT_ID, redirectUri: new URL(REDIRECT_URI) },
      pushedAuthorizationRequests: "auto",
      ...changes,
    },
  });
}

const keyIn = (path: string): SigningKey => ({
  pem: new Secret(readFileSync(path, "utf8")),
  algorithm: "ES256",
});

function registrationOf(
  dress: DressName,
  { files }: DressedBank,
): Pick<ClientRegistration, "clientAuthentication"> & Partial<ClientRegistration> {
  switch (dress) {
    case "fapi": {
      const key = { ...keyIn(files.clientKeyFile), keyId: "gateway-2026-11" };
      return { clientAuthentication: { method: "private_key_jwt", key }, dpopKey: keyIn(files.dpopKeyFile) };
    }
    case "mtls":
      return { clientAuthentication: { method: "tls_client_auth" } };
    case "akoya":
      return { clientAuthentication: basic(), bearer: "id_token", consentLostErrors: ["invalid_request"] };
    case "core-exchange":
    case "mx":
    case "plain":
      return { clientAuthentication: basic() };
  }
}

function basic(): ClientRegistration["clientAuthentication"] {
  return { method: "client_secret_basic", secret: new Secret(CLIENT_SECRET) };
}

describe("a bank whose tokens are bound to a key", () => {
  let client: Client;
  let token: string;
  let nonce: string;

  interface Claims {
    readonly htm: string;
    readonly htu: string;
    readonly ath: string;
    readonly jti: string;
    readonly iat: number;
    readonly nonce: string | undefined;
  }

  /** What a client would send for the list of accounts, with some of it changed. */
  async function shown(changes: Partial<Claims> = {}, pem?: string): Promise<Record<string, string>> {
    const own = pem ?? readFileSync(client.dressed.files.dpopKeyFile, "utf8");
    const key = await importPKCS8(own, "ES256");
    const jwk = createPublicKey(own).export({ format: "jwk" });
    const claims: Claims = {
      ...{ htm: "GET", htu: `${client.dressed.bank.fdxBaseUrl}accounts`, jti: randomUUID(), nonce },
      ath: createHash("sha256").update(token).digest("base64url"),
      iat: Math.floor(Date.now() / 1000),
      ...changes,
    };
    const proof = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
      .sign(key);
    return { authorization: `DPoP ${token}`, dpop: proof };
  }

  beforeAll(async () => {
    client = await Client.start("fapi");
    token = (await client.consent("openid offline_access fdx:accountbasic:read")).accessToken.reveal();
    const first = await client.get("accounts", await shown({ nonce: undefined }));
    expect(first.headers["www-authenticate"]).toBe('DPoP error="use_dpop_nonce"');
    nonce = String(first.headers["dpop-nonce"]);
  }, 60_000);

  afterAll(() => client.close());

  it("serves whoever has token and key", async () => {
    expect(await client.get("accounts?limit=1", await shown())).toMatchObject({ status: 200 });
  });

  it("refuses a stolen token: alone, as a bearer token, and beside another key's proof", async () => {
    const alone = { authorization: `DPoP ${token}` };
    const bearer = { authorization: `Bearer ${token}` };
    for (const headers of [alone, bearer, await shown({}, privateKeyPem())]) {
      const { status, headers: said } = await client.get("accounts", headers);
      expect([status, said["www-authenticate"]]).toEqual([
        401,
        expect.stringMatching(/invalid_(token|dpop_proof)/),
      ]);
    }
  });

  it.each([
    ["another address", { htu: "http://127.0.0.1:1/fdx/v6/accounts" }],
    ["another path", { htu: "https://bank.example/fdx/v6/customers" }],
    ["another method", { htm: "POST" }],
    ["another token", { ath: createHash("sha256").update("other").digest("base64url") }],
    ["an hour ago", { iat: Math.floor(Date.now() / 1000) - 3600 }],
  ])("refuses a proof for %s", async (_what, changes) => {
    const { status, headers } = await client.get("accounts", await shown(changes));
    expect([status, headers["www-authenticate"]]).toEqual([401, 'DPoP error="invalid_dpop_proof"']);
  });

  it("refuses a proof that was used, and a nonce of somebody else's", async () => {
    const headers = await shown();
    expect((await client.get("accounts", headers)).status).toBe(200);
    expect((await client.get("accounts", headers)).status).toBe(401);
    const { headers: said } = await client.get("accounts", await shown({ nonce: "made-up" }));
    expect(said["www-authenticate"]).toBe('DPoP error="use_dpop_nonce"');
  });

  it("sends nobody to its page without a pushed request, and knows its client by the key alone", async () => {
    const plain = serverOf(client.dressed, client.dispatcher, {
      ...registrationOf("fapi", client.dressed),
      pushedAuthorizationRequests: "never",
    });
    const url = await plain.authorizationUrl({ ...CHECKS, scope: "openid" });
    const left = new URL(await visitBank(url.href, { personId: "alex" }));
    expect(left.searchParams.get("error_description")).toBe("Pushed Authorization Request must be used");
    expect(left.searchParams.has("code")).toBe(false);
    const key = { pem: new Secret(privateKeyPem()), algorithm: "ES256" as const, keyId: "gateway-2026-11" };
    const stranger = serverOf(client.dressed, client.dispatcher, {
      clientAuthentication: { method: "private_key_jwt", key },
      dpopKey: keyIn(client.dressed.files.dpopKeyFile),
    });
    await expect(stranger.refresh(new Secret("r"), () => undefined)).rejects.toMatchObject({
      error: "invalid_client",
    });
  });
});

describe("a bank whose tokens are bound to a certificate", () => {
  let client: Client;
  let tokens: IssuedTokens;

  beforeAll(async () => {
    client = await Client.start("mtls");
    tokens = await client.consent("openid offline_access fdx:accountbasic:read");
  }, 60_000);

  afterAll(() => client.close());

  const bearer = (): { authorization: string } => ({
    authorization: `Bearer ${tokens.accessToken.reveal()}`,
  });

  it("serves connections that show it", async () => {
    expect(client.origin).toMatch(/^https:/);
    expect((await client.get("accounts", bearer())).status).toBe(200);
  });

  it("refuses the token on a connection without it, and on one with another of the same name", async () => {
    expect((await client.get("accounts", bearer(), client.dressed.browser)).status).toBe(401);
    const authority = CertificateAuthority.open(client.folder, "authority");
    const twin = certifiedAgent(client.dressed, authority.issue("twin", { commonName: "gateway" }));
    expect((await client.get("accounts", bearer(), twin)).status).toBe(401);
    await twin.destroy();
  });

  it("gives no token to a client without it, or with one of another authority or another name", async () => {
    const authority = CertificateAuthority.open(client.folder, "authority");
    const stranger = CertificateAuthority.create(client.folder, "stranger");
    const agents = [
      client.dressed.browser,
      certifiedAgent(client.dressed, authority.issue("other", { commonName: "other" })),
      certifiedAgent(client.dressed, stranger.issue("forged", { commonName: "gateway" })),
    ];
    for (const agent of agents) {
      const refresh = serverOf(client.dressed, agent, {
        clientAuthentication: { method: "tls_client_auth" },
      }).refresh(tokens.refreshToken ?? new Secret(""), () => undefined);
      await expect(refresh).rejects.toMatchObject({ error: "invalid_client" });
    }
    await Promise.all(agents.slice(1).map((agent) => agent.destroy()));
  });

  it("is not trusted by a client that does not know its authority", async () => {
    const naive = new Agent();
    const server = serverOf(client.dressed, naive, { clientAuthentication: { method: "tls_client_auth" } });
    await expect(server.refresh(new Secret("r"), () => undefined)).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
    });
    await naive.destroy();
  });
});

describe("a network whose id_tokens open the data endpoints", () => {
  let client: Client;

  beforeAll(async () => {
    client = await Client.start("akoya");
  }, 60_000);

  afterAll(() => client.close());

  it("takes the id_token of each token answer, and no access token", async () => {
    const first = await client.consent();
    await setTimeout(1_100); // two of the same second would be the same text
    const second = await client.server.refresh(first.refreshToken ?? new Secret(""), () => undefined);
    expect(second.accessToken.equals(first.accessToken)).toBe(false);
    for (const { accessToken, expiresInSeconds } of [first, second]) {
      const headers = { authorization: `Bearer ${accessToken.reveal()}` };
      expect((await client.get("accounts", headers)).status).toBe(200);
      expect(expiresInSeconds).toBe(300);
    }
    const plain = serverOf(client.dressed, client.dispatcher, { clientAuthentication: basic() });
    const { accessToken } = await plain.refresh(second.refreshToken ?? new Secret(""), () => undefined);
    const refused = await client.get("accounts", { authorization: `Bearer ${accessToken.reveal()}` });
    expect(refused).toMatchObject({ status: 401, body: { code: 603 } });
  });

  it("is asked for new tokens only in time: what its guard holds back spends nothing", async () => {
    const { refreshToken = new Secret("") } = await client.consent();
    const tooLate = client.server.refresh(refreshToken, () => {
      throw new Error("too late");
    });
    await expect(tooLate).rejects.toThrow();
    let asked = 0;
    await client.server.refresh(refreshToken, () => (asked += 1));
    expect(asked).toBe(1);
  });

  it("names pages by links alone, and its errors by numbers", async () => {
    const { accessToken } = await client.consent();
    const headers = { authorization: `Bearer ${accessToken.reveal()}` };
    const { body } = await client.get("accounts?limit=1", headers);
    expect(body.page).not.toHaveProperty("nextOffset");
    expect(body.links.next.href).toContain("offset=");
    expect((await client.get("accounts/none", headers)).body).toMatchObject({ code: 701 });
    expect((await client.get("nothing", headers)).body).toMatchObject({ code: 1106 });
  });

  it("refuses a refresh token that was used with invalid_request, which ends the consent here too", async () => {
    const { refreshToken = new Secret("") } = await client.consent();
    await client.server.refresh(refreshToken, () => undefined);
    const plain = serverOf(client.dressed, client.dispatcher, { clientAuthentication: basic() });
    await expect(plain.refresh(refreshToken, () => undefined)).rejects.toMatchObject({
      error: "invalid_request",
    });
    await expect(client.server.refresh(refreshToken, () => undefined)).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });
});

describe("a bank of FDX 4.6", () => {
  it("has its own scopes, and a state in its addresses", async () => {
    const client = await Client.start("mx");
    try {
      const { accessToken, scope } = await client.consent("openid customers accounts");
      expect(scope?.split(" ").sort()).toEqual(["accounts", "customers", "openid"]);
      const headers = { authorization: `Bearer ${accessToken.reveal()}` };
      const { body } = await client.get("customers/current", headers);
      expect(body.addresses[0]).toHaveProperty("state");
      expect(body.addresses[0]).not.toHaveProperty("region");
      const accounts = await client.get("accounts?limit=1", headers);
      expect(accounts.body.page).toHaveProperty("nextOffset");
      const { accountId } = accounts.body.accounts[0].depositAccount;
      expect((await client.get(`accounts/${accountId}/transactions`, headers)).status).toBe(401);
    } finally {
      await client.close();
    }
  });
});
