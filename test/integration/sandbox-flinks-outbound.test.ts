import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import type { FlinksOutboundSandbox } from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { visitBank } from "../support/bank-visitor.js";
import {
  adminToken,
  askToken,
  authorizeUrl,
  call,
  connect,
  mintConnection,
  openOutbound,
  OUTBOUND_PARTNER,
  OUTBOUND_RECIPIENT,
  recipientToken,
  REDIRECT_URI,
} from "../support/outbound-caller.js";
import { caller, control, type SandboxAnswer } from "../support/sandbox-caller.js";
import { eventually } from "../support/eventually.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SEVEN_DIGITS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;
const CAPITAL = 1000;
const AURORA = 2001;
const RAVINE = 3001;
const PRAIRIE = 4101;

let outbound: FlinksOutboundSandbox;

beforeAll(async () => {
  outbound = await openOutbound();
});

afterAll(() => outbound.close());

const v1 = (path: string): string => `${outbound.origin}/api/v1/${path}`;

const refused = (answer: SandboxAnswer): [number, string] => [answer.status, answer.body.error];

const without = (record: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

describe("authorization", () => {
  test("comes back with a code and the state it was given, after login and consent", async () => {
    const left = new URL(await visitBank(authorizeUrl(outbound), { personId: "alex" }));
    expect(left.origin + left.pathname).toBe(REDIRECT_URI);
    expect([...left.searchParams.keys()]).toEqual(["code", "state"]);
    expect(left.searchParams.get("state")).toBe("a state");
  });

  test("passes over what is not documented", async () => {
    const more = {
      correlation_id: "fce84d61",
      code_challenge: "c",
      code_challenge_method: "S256",
      nonce: "n",
    };
    const left = new URL(await visitBank(authorizeUrl(outbound, more), { personId: "alex" }));
    expect(left.searchParams.get("code")).toMatch(/./);
  });

  test("says no in the words of the documentation", async () => {
    const left = new URL(await visitBank(authorizeUrl(outbound), { personId: "alex", decision: "deny" }));
    expect(Object.fromEntries(left.searchParams)).toEqual({
      error: "access_denied",
      error_description: "The user denied the access",
      state: "a state",
    });
  });

  test.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["unsupported_response_type", { response_type: undefined }],
    ["invalid_scope", { scope: undefined }],
    ["invalid_scope", { scope: "TRANSACTIONS" }],
    ["invalid_scope", { scope: "ACCOUNT_BASIC fdx:transactions:read" }],
    ["invalid_scope", { scope: "ACCOUNT_BASIC client:admin" }],
    ["invalid_scope", { scope: "ACCOUNT_BASIC INVESTMENTS", provider_id: "4101" }],
    ["invalid_request", { provider_id: undefined }],
    ["invalid_request", { provider_id: "7" }],
    ["invalid_request", { provider_id: "capital" }],
    ["unauthorized_client", { provider_id: "2001" }],
    ["temporarily_unavailable", { provider_id: "3001" }],
  ] as const)("tells the redirect URI of %s for %j", async (error, changes) => {
    const { status, headers } = await call("GET", authorizeUrl(outbound, changes));
    const left = new URL(String(headers["location"]));
    expect([status, left.origin + left.pathname]).toEqual([302, REDIRECT_URI]);
    expect(Object.fromEntries(left.searchParams)).toEqual({
      error,
      error_description: expect.stringMatching(/./),
      state: "a state",
    });
  });

  test("wants a state, and returns none where none came", async () => {
    const { headers } = await call("GET", authorizeUrl(outbound, { state: undefined }));
    const { searchParams } = new URL(String(headers["location"]));
    expect([searchParams.get("error"), searchParams.has("state")]).toEqual(["invalid_request", false]);
  });

  test.each([
    { client_id: "dc-unknown" },
    { client_id: undefined },
    { redirect_uri: `${REDIRECT_URI}/` },
    { redirect_uri: "https://elsewhere.invalid/" },
    { redirect_uri: undefined },
  ])("sends the browser nowhere for %j", async (changes) => {
    const answer = await call("GET", authorizeUrl(outbound, changes));
    expect([answer.status, answer.headers["location"]]).toEqual([400, undefined]);
    expect(answer.text).toContain("That did not work");
  });

  test("asks again after a wrong password, and where no account was chosen", async () => {
    const { headers } = await call("GET", authorizeUrl(outbound));
    const page = `${outbound.origin}${String(headers["location"])}`;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const wrong = { headers: form, body: "username=alex&password=wrong" };
    expect((await call("POST", `${page}/login`, wrong)).status).toBe(401);
    const early = { headers: form, body: "decision=allow" };
    expect((await call("POST", `${page}/consent`, early)).status).toBe(400);
    await call("POST", `${page}/login`, { headers: form, body: "username=alex&password=sandbox" });
    const none = await call("POST", `${page}/consent`, { headers: form, body: "decision=allow&accounts=x" });
    expect([none.status, none.text.includes("Choose at least one account")]).toEqual([400, true]);
    expect((await call("GET", `${outbound.origin}/interaction/unknown`)).status).toBe(400);
  });

  test("shows what was chosen, and nothing else", async () => {
    const everything = await connect(outbound, { personId: "alex" });
    const list = async (token: string): Promise<string[]> => {
      const get = caller(`${outbound.dataOrigin}/api/fdx/5/`, token);
      const { accounts } = (await get("accounts")).body;
      return accounts.map((row: object) => Object.values<any>(row)[0].accountId);
    };
    const [, second = ""] = await list(everything.accessToken);
    const chosen = await connect(outbound, { personId: "alex", accountIds: [second] });
    expect(await list(chosen.accessToken)).toEqual([second]);
  });
});

describe("a second recipient", () => {
  test("gets no scope that it is not registered for, and a page is answered once", async () => {
    const token = await adminToken(outbound);
    const body = { name: "Small", scope: "ACCOUNT_BASIC", redirect_uris: [REDIRECT_URI], country: "CA" };
    const { client_id: small } = (await call("POST", v1("recipients"), { token, body })).body;
    await control(outbound, "PUT", `/registrations/${String(small)}/1000`, { state: "ACTIVE" });
    const more = authorizeUrl(outbound, { client_id: small });
    expect((await call("GET", more)).headers["location"]).toContain("error=invalid_scope");
    const { headers } = await call(
      "GET",
      authorizeUrl(outbound, { client_id: small, scope: "ACCOUNT_BASIC" }),
    );
    const page = `${outbound.origin}${String(headers["location"])}`;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    await call("POST", `${page}/login`, { headers: form, body: "username=wei&password=sandbox" });
    const deny = { headers: form, body: "decision=deny" };
    expect((await call("POST", `${page}/consent`, deny)).status).toBe(302);
    expect((await call("POST", `${page}/consent`, deny)).status).toBe(400);
    expect((await call("GET", page)).status).toBe(400);
  });
});

describe("the token endpoint", () => {
  const code = async (): Promise<string> => {
    const left = await visitBank(authorizeUrl(outbound), { personId: "alex" });
    return new URL(left).searchParams.get("code") ?? "";
  };

  test("gives a refresh token for a code, and none when that is used, which stays good", async () => {
    const fields = { grant_type: "authorization_code", code: await code(), redirect_uri: REDIRECT_URI };
    const first = await askToken(outbound, fields);
    expect(first.status).toBe(200);
    expect(first.headers["cache-control"]).toBe("no-store");
    expect(first.body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      refresh_token: expect.any(String),
      expires_in: 299,
    });
    const again = { grant_type: "refresh_token", refresh_token: first.body.refresh_token };
    const tokens = new Set([first.body.access_token]);
    for (let turn = 0; turn < 3; turn += 1) {
      const { status, body } = await askToken(outbound, again);
      expect([status, Object.keys(body)]).toEqual([200, ["access_token", "token_type", "expires_in"]]);
      tokens.add(body.access_token);
    }
    expect(tokens.size).toBe(4);
    expect(await askToken(outbound, fields)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("puts client, person and expiry into the token of a person, and no person into others", async () => {
    const claims = async (): Promise<Record<string, unknown>> =>
      decodeJwt((await connect(outbound, { personId: "alex" })).accessToken);
    const first = await claims();
    expect(first).toMatchObject({ client_id: OUTBOUND_RECIPIENT.clientId, exp: expect.any(Number) });
    expect(first["sub"]).toMatch(UUID);
    expect((await claims())["sub"]).toBe(first["sub"]);
    expect(decodeJwt(await recipientToken(outbound))).not.toHaveProperty("sub");
  });

  test("serves clients without people", async () => {
    const answer = await askToken(outbound, { grant_type: "client_credentials" });
    expect(answer).toMatchObject({ status: 200, body: { token_type: "Bearer", expires_in: 299 } });
    expect(answer.body).not.toHaveProperty("refresh_token");
    const fields = { grant_type: "client_credentials", scope: "client:admin" };
    expect(refused(await askToken(outbound, fields))).toEqual([400, "invalid_scope"]);
    expect((await askToken(outbound, fields, OUTBOUND_PARTNER)).status).toBe(200);
    const data = { grant_type: "client_credentials", scope: "ACCOUNT_BASIC" };
    expect(refused(await askToken(outbound, data))).toEqual([400, "invalid_scope"]);
  });

  test.each([
    ["invalid_client", { client_secret: "wrong" }],
    ["invalid_client", { client_id: "dc-unknown" }],
    ["invalid_client", { client_id: undefined, client_secret: undefined }],
    ["invalid_client", { client_id: OUTBOUND_PARTNER.clientId }],
    ["invalid_request", { grant_type: undefined }],
    ["invalid_request", { code: undefined }],
    ["invalid_request", { redirect_uri: undefined }],
    ["invalid_request", { grant_type: "refresh_token" }],
    ["unsupported_grant_type", { grant_type: "password" }],
    ["invalid_grant", { code: "unknown" }],
    ["invalid_grant", { grant_type: "refresh_token", refresh_token: "unknown" }],
  ] as const)("refuses with 400 and %s: %j", async (error, changes) => {
    const fields = { grant_type: "authorization_code", code: "c", redirect_uri: REDIRECT_URI, ...changes };
    const answer = await askToken(outbound, fields);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error, error_description: expect.stringMatching(/./) });
  });

  test("takes a code with its own redirect URI only, and once", async () => {
    const fields = { grant_type: "authorization_code", code: await code(), redirect_uri: REDIRECT_URI };
    const other = { ...fields, redirect_uri: `${REDIRECT_URI}?` };
    expect(refused(await askToken(outbound, other))).toEqual([400, "invalid_grant"]);
    expect(refused(await askToken(outbound, fields))).toEqual([400, "invalid_grant"]);
  });

  test("gives a partner no data", async () => {
    const fields = { grant_type: "refresh_token", refresh_token: "any" };
    expect(refused(await askToken(outbound, fields, OUTBOUND_PARTNER))).toEqual([400, "unauthorized_client"]);
  });

  test("reads JSON, and nothing else", async () => {
    const form = `grant_type=client_credentials&client_id=${OUTBOUND_PARTNER.clientId}&client_secret=partner+secret`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const bodies = [{ body: form, headers }, { body: "{" }, { body: "[]" }, {}];
    for (const sent of bodies) {
      expect(refused(await call("POST", v1("token"), sent))).toEqual([400, "invalid_request"]);
    }
  });

  test.each(["client_secret_basic", "client_secret_post"] as const)(
    "looks for the secret elsewhere if it is set to %s",
    async (clientAuthentication) => {
      const other = await openOutbound({ clientAuthentication });
      const form = { "content-type": "application/x-www-form-urlencoded" };
      const { clientId, clientSecret } = OUTBOUND_RECIPIENT;
      const encoded = new URLSearchParams({ client_id: clientId, client_secret: clientSecret }).toString();
      const secret = /client_secret=(.*)/.exec(encoded)?.[1] ?? "";
      const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
      const grant = "grant_type=client_credentials";
      const sent = {
        basicForm: { headers: { ...form, authorization }, body: grant },
        basicJson: { headers: { authorization }, body: { grant_type: "client_credentials" } },
        post: { headers: form, body: `${grant}&${encoded}` },
        json: {
          body: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
        },
      };
      const status = async (way: keyof typeof sent): Promise<number> =>
        (await call("POST", `${other.origin}/api/v1/token`, sent[way])).status;
      const isBasic = clientAuthentication === "client_secret_basic";
      expect({
        basicForm: await status("basicForm"),
        basicJson: await status("basicJson"),
        post: await status("post"),
        json: await status("json"),
      }).toEqual(
        isBasic
          ? { basicForm: 200, basicJson: 200, post: 400, json: 400 }
          : { basicForm: 400, basicJson: 400, post: 200, json: 400 },
      );
      await other.close();
    },
  );

  test("ends a refresh token after thirty idle days, and not before", async () => {
    const { grantId, refreshToken } = await mintConnection(outbound, { personId: "wei" });
    const refresh = (): Promise<SandboxAnswer> =>
      askToken(outbound, { grant_type: "refresh_token", refresh_token: refreshToken });
    await control(outbound, "PUT", `/grants/${grantId}/idle`, { days: 29.9 });
    expect((await refresh()).status).toBe(200);
    await control(outbound, "PUT", `/grants/${grantId}/idle`, { days: 30.1 });
    expect(refused(await refresh())).toEqual([400, "invalid_grant"]);
  });

  test.each([
    [400, "invalid_grant"],
    [401, "access_denied"],
    [403, "access_denied"],
  ])("may say with %d that a connection has lapsed", async (status, error) => {
    const { grantId, refreshToken } = await mintConnection(outbound, { personId: "wei" });
    await control(outbound, "DELETE", `/grants/${grantId}`, { status });
    const answer = await askToken(outbound, { grant_type: "refresh_token", refresh_token: refreshToken });
    expect(refused(answer)).toEqual([status, error]);
  });

  test("gives nobody the connection of another recipient", async () => {
    const token = await adminToken(outbound);
    const body = { name: "Other", scope: "ACCOUNT_BASIC", redirect_uris: [REDIRECT_URI], country: "CA" };
    const other = (await call("POST", v1("recipients"), { token, body })).body;
    const { refreshToken } = await mintConnection(outbound, { personId: "wei" });
    const client = { clientId: other.client_id as string, clientSecret: other.client_secret as string };
    const refresh = { grant_type: "refresh_token", refresh_token: refreshToken };
    expect(refused(await askToken(outbound, refresh, client))).toEqual([400, "invalid_grant"]);
    expect((await askToken(outbound, refresh)).status).toBe(200);
    const exchange = { grant_type: "authorization_code", code: await code(), redirect_uri: REDIRECT_URI };
    expect(refused(await askToken(outbound, exchange, client))).toEqual([400, "invalid_grant"]);
    // Nor was the code used up by it.
    expect((await askToken(outbound, exchange)).status).toBe(200);
  });

  test.each([
    [500, "server_error"],
    [503, "temporarily_unavailable"],
  ])("fails with %d when told to", async (status, error) => {
    await control(outbound, "PUT", "/token-endpoint", { answer: "error", status, error, times: 1 });
    const ask = (): Promise<SandboxAnswer> => askToken(outbound, { grant_type: "client_credentials" });
    expect(refused(await ask())).toEqual([status, error]);
    expect((await ask()).status).toBe(200);
  });

  test("loses an answer, and is late with another, when told to", async () => {
    const { refreshToken, grantId } = await mintConnection(outbound, { personId: "wei" });
    const fields = { grant_type: "refresh_token", refresh_token: refreshToken };
    await control(outbound, "PUT", "/token-endpoint", { answer: "lost", times: 1 });
    await expect(askToken(outbound, fields)).rejects.toThrow(/closed|terminated|reset/i);
    await control(outbound, "PUT", "/token-endpoint", { answer: "late", delayMs: 60, times: 1 });
    const before = Date.now();
    expect((await askToken(outbound, fields)).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(55);
    const { body } = await control(outbound, "GET", "/grants");
    expect(body.find((grant: any) => grant.grantId === grantId)).toMatchObject({ refreshes: 2, alive: true });
  });
});

describe("revocation", () => {
  const revoke = (token?: string): Promise<SandboxAnswer> =>
    call("DELETE", `${outbound.dataOrigin}/api/v1/revoke`, token === undefined ? {} : { token });

  test("ends the one connection that its token speaks for", async () => {
    const [mine, other] = [
      await mintConnection(outbound, { personId: "alex" }),
      await mintConnection(outbound, { personId: "alex" }),
    ];
    const answer = await revoke(mine.accessToken);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(await mine.get("accounts")).toMatchObject({ status: 401, body: { code: "602" } });
    const refresh = { grant_type: "refresh_token", refresh_token: mine.refreshToken };
    expect(refused(await askToken(outbound, refresh))).toEqual([400, "invalid_grant"]);
    expect((await other.get("accounts")).status).toBe(200);
  });

  test("refuses a dead token, no token, and a token that speaks for nobody", async () => {
    const { accessToken } = await mintConnection(outbound, { personId: "alex" });
    await revoke(accessToken);
    for (const answer of [await revoke(accessToken), await revoke(), await revoke("unknown")]) {
      expect(answer.body).toEqual({ error: "invalid_request", error_description: expect.any(String) });
      expect(answer.status).toBe(400);
    }
    expect(refused(await revoke(await recipientToken(outbound)))).toEqual([400, "unsupported_token_type"]);
  });
});

describe("providers", () => {
  test("are to a recipient those it is registered with, and to a partner all", async () => {
    const list = async (token: string): Promise<any[]> =>
      (await call("GET", v1("providers"), { token })).body;
    expect(await list(await recipientToken(outbound))).toEqual([
      { provider_id: CAPITAL, name: "Flinks Capital", country: "CA" },
      { provider_id: PRAIRIE, name: "Prairie Community Bank", country: "US" },
    ]);
    const all = await list(await adminToken(outbound));
    expect(all.map(({ provider_id }) => provider_id)).toEqual([CAPITAL, AURORA, RAVINE, PRAIRIE]);
  });

  test("stand in the second version with the state of the registration", async () => {
    const token = await recipientToken(outbound);
    const list = async (query: string): Promise<any> =>
      (await call("GET", `${outbound.origin}/api/v2/providers?${query}`, { token })).body;
    const ids = async (query: string): Promise<number[]> =>
      (await list(query)).map(({ providerId }: any) => providerId);
    expect(await list("")).toEqual([
      { providerId: CAPITAL, name: "Flinks Capital", country: "CA", registrationStatus: "Activated" },
      { providerId: AURORA, name: "Aurora Credit Union", country: "CA", registrationStatus: "Available" },
      { providerId: RAVINE, name: "Ravine Savings", country: "CA", registrationStatus: "Suspended" },
      { providerId: PRAIRIE, name: "Prairie Community Bank", country: "US", registrationStatus: "Activated" },
    ]);
    expect(await ids("country=CA")).toEqual([CAPITAL, AURORA, RAVINE]);
    expect(await ids("country=US")).toEqual([PRAIRIE]);
    expect(await ids("country=CA,US")).toHaveLength(4);
    expect(await ids("isEnabledForClient=true")).toEqual([CAPITAL, PRAIRIE]);
    expect(await ids("isEnabledForClient=false&country=CA")).toEqual([AURORA, RAVINE]);
    expect(await list("country=FR")).toMatchObject({ error: "invalid_request" });
    expect(await list("isEnabledForClient=yes")).toMatchObject({ error: "invalid_request" });
    expect((await call("GET", `${outbound.origin}/api/v2/providers`)).status).toBe(400);
  });

  test("tell a partner what they fill in, and it is what they serve", async () => {
    const token = await adminToken(outbound);
    const details = async (id: number): Promise<any> =>
      (await call("GET", v1(`providers/${String(id)}`), { token })).body;
    const capital = await details(CAPITAL);
    expect(capital).toMatchObject({ provider_id: CAPITAL, name: "Flinks Capital", country: "CA" });
    expect(capital.provider_url).toMatch(/^https:/);
    expect(capital.scopes).toContain("INVESTMENTS");
    const keys = [
      "account",
      "customers",
      "detailed_accounts",
      "lightweight_accounts",
      "payments",
      "transactions",
    ];
    expect(Object.keys(capital.data_inventory).toSorted()).toEqual(keys);
    const memo = "transactions.depositTransaction.debitCreditMemo";
    const balance = "accounts.depositAccount.currentBalance";
    expect(capital.data_inventory.transactions).toContain(memo);
    expect(capital.data_inventory.detailed_accounts).toContain(balance);
    expect(capital.data_inventory.lightweight_accounts).not.toContain(balance);
    expect(capital.data_inventory.lightweight_accounts).toContain("accounts.depositAccount.accountId");
    expect(capital.data_inventory.payments).toContain("paymentNetworks.bankId");
    expect(capital.data_inventory.customers).toEqual(
      expect.arrayContaining(["customerId", "name.first", "addresses.city", "telephones.number"]),
    );
    const prairie = await details(PRAIRIE);
    expect(prairie.scopes).not.toContain("INVESTMENTS");
    expect(prairie.data_inventory.transactions).not.toContain(memo);
    expect(prairie.data_inventory.transactions).toContain("transactions.depositTransaction.amount");
    expect(prairie.data_inventory.payments).toEqual([]);
    expect(prairie.data_inventory.customers).toContain("email");
    expect((await details(RAVINE)).data_inventory.customers).toEqual([]);
    expect((await call("GET", v1("providers/7"), { token })).status).toBe(404);
  });

  test("can be many", async () => {
    const many = await openOutbound({ extraProviders: 300 });
    const token = await recipientToken(many);
    const { body } = await call("GET", `${many.origin}/api/v2/providers`, { token });
    expect(body).toHaveLength(304);
    expect(new Set(body.map(({ providerId }: any) => providerId)).size).toBe(304);
    expect(new Set(body.map(({ name }: any) => name)).size).toBe(304);
    expect(new Set(body.map(({ country }: any) => country))).toEqual(new Set(["CA", "US"]));
    await many.close();
  });
});

describe("administration", () => {
  const body = {
    name: "Budget Bee",
    scope: ["ACCOUNT_BASIC", "TRANSACTIONS"],
    redirect_uris: ["https://bee.example/callback"],
    country: "CA",
    contacts: [{ email: "ops@bee.example" }],
  };

  test("makes, lists, shows and changes recipients", async () => {
    const token = await adminToken(outbound);
    const made = (await call("POST", v1("recipients"), { token, body })).body;
    expect(made).toEqual({
      client_id: expect.stringMatching(/^dc-[a-z0-9]{25}$/),
      client_secret: expect.any(String),
      ...{ name: "Budget Bee", country: "CA", scope: "ACCOUNT_BASIC TRANSACTIONS" },
      ...{ logo_uri: null, description: null, terms_uri: null, client_uri: null },
      redirect_uris: body.redirect_uris,
      contacts: body.contacts,
    });
    const url = v1(`recipients/${String(made.client_id)}`);
    const shown = without(made, "client_secret");
    expect((await call("GET", url, { token })).body).toEqual(shown);
    const listed = without(shown, "redirect_uris", "scope");
    const list = (await call("GET", v1("recipients"), { token })).body;
    expect(list).toContainEqual(listed);
    expect(JSON.stringify(list)).not.toMatch(/secret|redirect_uris|scope/);
    const changed = { redirect_uris: ["https://bee.example/new"], name: "Other" };
    const put = await call("PUT", url, { token, body: changed });
    expect(put.body).toEqual({ ...shown, redirect_uris: changed.redirect_uris });
    const text = await call("PUT", url, { token, body: { redirect_uris: "https://bee.example/one" } });
    expect(text.body.redirect_uris).toEqual(["https://bee.example/one"]);
    expect((await call("DELETE", url, { token })).status).toBe(404);
  });

  test("replaces a secret, and the old one is dead", async () => {
    const token = await adminToken(outbound);
    const made = (await call("POST", v1("recipients"), { token, body })).body;
    const ask = (clientSecret: string): Promise<SandboxAnswer> =>
      askToken(outbound, { grant_type: "client_credentials" }, { clientId: made.client_id, clientSecret });
    expect((await ask(made.client_secret)).status).toBe(200);
    const renewed = (await call("POST", v1(`recipients/${String(made.client_id)}/secret`), { token })).body;
    expect(Object.keys(renewed)).toEqual(["client_id", "client_secret"]);
    expect(refused(await ask(made.client_secret))).toEqual([400, "invalid_client"]);
    expect((await ask(renewed.client_secret)).status).toBe(200);
  });

  test.each([
    ["invalid_request", { name: "" }],
    ["invalid_request", { name: "x".repeat(257) }],
    ["invalid_request", { country: "FR" }],
    ["invalid_request", { redirect_uris: [] }],
    ["invalid_request", { redirect_uris: ["/callback"] }],
    ["invalid_request", { redirect_uris: ["https://bee.example/#here"] }],
    ["invalid_request", { contacts: [{}] }],
    ["invalid_request", { description: 7 }],
    ["invalid_scope", { scope: "TRANSACTIONS" }],
    ["invalid_scope", { scope: ["ACCOUNT_BASIC", "EVERYTHING"] }],
    ["invalid_scope", { scope: undefined }],
  ])("makes no recipient: %s for %j", async (error, changes) => {
    const token = await adminToken(outbound);
    const sent = { token, body: { ...body, ...changes } };
    expect(refused(await call("POST", v1("recipients"), sent))).toEqual([400, error]);
  });

  test("is for tokens of client:admin that live", async () => {
    const { accessToken } = await mintConnection(outbound, { personId: "alex" });
    const tokens = [await recipientToken(outbound), accessToken];
    expect(refused(await call("GET", v1("providers"), { token: accessToken }))).toEqual([
      400,
      "unauthorized_client",
    ]);
    const paths = ["recipients", "recipients/providers/requests", "providers/1000"];
    for (const path of paths) {
      for (const token of tokens) {
        expect(refused(await call("GET", v1(path), { token }))).toEqual([400, "unauthorized_client"]);
      }
      expect(refused(await call("GET", v1(path), { token: "unknown" }))).toEqual([400, "invalid_request"]);
      expect(refused(await call("GET", v1(path)))).toEqual([400, "invalid_request"]);
    }
  });

  test("answers an expired token with 400", async () => {
    const hasty = await openOutbound({ accessTokenSeconds: 1 });
    const token = await adminToken(hasty);
    const list = (): Promise<SandboxAnswer> => call("GET", `${hasty.origin}/api/v1/recipients`, { token });
    expect((await list()).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(refused(await list())).toEqual([400, "invalid_request"]);
    await hasty.close();
  });

  test("registers several with several, step by step, and then they can be authorized", async () => {
    const quick = await openOutbound();
    const decide = (state: string): Promise<unknown> =>
      control(quick, "PUT", `/registrations/${OUTBOUND_RECIPIENT.clientId}/${AURORA}`, { state });
    const token = await adminToken(quick);
    const base = `${quick.origin}/api/v1/recipients`;
    const made = (await call("POST", base, { token, body })).body;
    const ids = `${OUTBOUND_RECIPIENT.clientId},${String(made.client_id)}`;
    const asked = await call(
      "POST",
      `${base}/providers/requests/${ids}/${String(AURORA)},${String(CAPITAL)}`,
      { token },
    );
    expect(asked.status).toBe(200);
    expect(asked.body).toHaveLength(4);
    const states = async (): Promise<Record<string, string>> => {
      const { body: items } = await call("GET", `${base}/${OUTBOUND_RECIPIENT.clientId}/providers/requests`, {
        token,
      });
      return Object.fromEntries(items.map((item: any) => [item.provider_id, item.registration_status]));
    };
    // Asking again for what is active changes nothing.
    expect(await states()).toEqual({
      [CAPITAL]: "ACTIVE",
      [AURORA]: "PENDING_APPROVAL",
      [PRAIRIE]: "ACTIVE",
    });
    const all = (await call("GET", `${base}/providers/requests`, { token })).body;
    expect(all).toHaveLength(5);
    expect(all).toContainEqual({
      ...{ client_id: made.client_id, client_name: "Budget Bee", provider_id: AURORA },
      ...{ provider_name: "Aurora Credit Union", country: "CA", registration_status: "PENDING_APPROVAL" },
      requested_on: expect.stringMatching(SEVEN_DIGITS),
    });
    const scope = "ACCOUNT_BASIC TRANSACTIONS";
    const atAurora = authorizeUrl(quick, { provider_id: String(AURORA), scope });
    expect((await call("GET", atAurora)).headers["location"]).toContain("error=unauthorized_client");
    await decide("PENDING_ACTIVATION");
    expect((await states())[AURORA]).toBe("PENDING_ACTIVATION");
    await decide("ACTIVE");
    expect((await states())[AURORA]).toBe("ACTIVE");
    expect(new URL(await visitBank(atAurora, { personId: "wei" })).searchParams.get("code")).toMatch(/./);
    await quick.close();
  });

  test("are decided by themselves where that is wished", async () => {
    const quick = await openOutbound({ approveAfterMs: 1 });
    const token = await adminToken(quick);
    const base = `${quick.origin}/api/v1/recipients`;
    await call("POST", `${base}/providers/requests/${OUTBOUND_RECIPIENT.clientId}/${String(AURORA)}`, {
      token,
    });
    await eventually(async () => {
      const { body } = await call("GET", `${base}/${OUTBOUND_RECIPIENT.clientId}/providers/requests`, {
        token,
      });
      return body.some((item: any) => item.provider_id === AURORA && item.registration_status === "ACTIVE");
    });
    await quick.close();
  });

  test("asks for nothing where one of several is unknown or suspended", async () => {
    const token = await adminToken(outbound);
    const request = (clients: string, providers: string): Promise<SandboxAnswer> =>
      call("POST", v1(`recipients/providers/requests/${clients}/${providers}`), { token });
    const own = OUTBOUND_RECIPIENT.clientId;
    expect((await request(`${own},dc-unknown`, "2001")).status).toBe(404);
    expect((await request(own, "2001,7")).status).toBe(404);
    expect((await request(own, "2001,3001")).status).toBe(400);
    const { body: items } = await call("GET", v1(`recipients/${own}/providers/requests`), { token });
    expect(items.map((item: any) => item.provider_id)).toEqual([CAPITAL, PRAIRIE]);
  });
});

describe("the two hosts", () => {
  test("of data has neither authorization nor tokens", async () => {
    const data = outbound.dataOrigin;
    const url = authorizeUrl(outbound).replace(outbound.origin, data);
    expect((await call("GET", url)).status).toBe(404);
    expect((await call("POST", `${data}/api/v1/token`, { body: {} })).status).toBe(404);
    expect((await call("GET", `${data}/control/calls`)).status).toBe(404);
    const token = await recipientToken(outbound);
    expect((await call("GET", `${data}/api/v1/providers`, { token })).status).toBe(200);
  });

  test("of authorization has data too", async () => {
    const { accessToken, get } = await mintConnection(outbound, { personId: "alex" });
    const there = await caller(`${outbound.origin}/api/fdx/5/`, accessToken)("accounts");
    expect(there.body).toEqual((await get("accounts")).body);
  });
});

describe("a restart", () => {
  test("forgets nothing that is kept", async () => {
    const folder = await mkdtemp(join(tmpdir(), "outbound-"));
    const stateFile = join(folder, "outbound.json");
    const before = await openOutbound({ stateFile });
    const token = await adminToken(before);
    const body = { name: "Bee", scope: "ACCOUNT_BASIC", redirect_uris: [REDIRECT_URI], country: "US" };
    const made = (await call("POST", `${before.origin}/api/v1/recipients`, { token, body })).body;
    const requests = `${before.origin}/api/v1/recipients/providers/requests`;
    await call("POST", `${requests}/${String(made.client_id)}/2001`, { token });
    const { refreshToken, accessToken } = await connect(before, { personId: "alex" });
    const { refreshToken: gone, grantId } = await mintConnection(before, { personId: "alex" });
    await control(before, "DELETE", `/grants/${grantId}`);
    await before.close();

    const after = await openOutbound({ stateFile });
    const get = caller(`${after.dataOrigin}/api/fdx/5/`, accessToken);
    expect((await get("accounts")).status).toBe(200);
    const refresh = (value: string): Promise<SandboxAnswer> =>
      askToken(after, { grant_type: "refresh_token", refresh_token: value });
    expect((await refresh(refreshToken)).status).toBe(200);
    expect((await refresh(gone)).status).toBe(400);
    const all = (await call("GET", `${after.origin}/api/v1/recipients/providers/requests`, { token })).body;
    expect(all).toContainEqual(expect.objectContaining({ client_id: made.client_id, provider_id: AURORA }));
    const client = { clientId: made.client_id as string, clientSecret: made.client_secret as string };
    expect((await askToken(after, { grant_type: "client_credentials" }, client)).status).toBe(200);
    await after.close();
    await rm(folder, { recursive: true });
  });
});

describe("the control endpoint", () => {
  afterEach(() => control(outbound, "DELETE", "/calls"));

  test("counts calls by path and by connection", async () => {
    await control(outbound, "DELETE", "/calls");
    const { get, grantId, refreshToken } = await mintConnection(outbound, { personId: "alex" });
    await get("accounts?limit=1");
    await get("accounts?resultType=details");
    await askToken(outbound, { grant_type: "refresh_token", refresh_token: refreshToken });
    const { body } = await control(outbound, "GET", "/calls");
    expect(body.paths).toEqual({ "GET /api/fdx/5/accounts": 2, "POST /api/v1/token": 1 });
    expect(body.total).toMatchObject({ accounts: 2, "token.refresh_token": 1 });
    expect(body.byGrant[grantId]).toMatchObject({
      personId: "alex",
      calls: { accounts: 2, "token.refresh_token": 1 },
      requests: ["GET /accounts?limit=1", "GET /accounts?resultType=details"],
    });
    await control(outbound, "DELETE", "/calls");
    expect((await control(outbound, "GET", "/calls")).body).toMatchObject({ paths: {}, byGrant: {} });
  });

  test("makes connections of all kinds, and refuses what is none", async () => {
    const scope = "ACCOUNT_BASIC";
    const { body } = await control(outbound, "POST", "/grants", {
      ...{ personId: "alex", providerId: PRAIRIE, scope, count: 2 },
    });
    expect(body).toHaveLength(2);
    expect(body[0]).toMatchObject({ expiresIn: 299, scope });
    for (const order of [
      {},
      { personId: "nobody" },
      { personId: "alex", providerId: RAVINE },
      { personId: "alex", clientId: "dc-unknown" },
      { personId: "alex", count: 0 },
      { personId: "alex", scope: 7 },
    ]) {
      expect((await control(outbound, "POST", "/grants", order)).status).toBe(400);
    }
    expect((await control(outbound, "DELETE", "/grants/unknown")).status).toBe(404);
    expect((await control(outbound, "DELETE", "/grants/unknown", { status: 500 })).status).toBe(400);
    expect((await control(outbound, "PUT", "/grants/unknown/idle", { days: 1 })).status).toBe(400);
  });

  test("refuses settings that mean nothing", async () => {
    const own = OUTBOUND_RECIPIENT.clientId;
    for (const [path, body] of [
      ["/rate-limit", {}],
      ["/rate-limit", { times: 1, status: 500 }],
      ["/availability", { status: 1 }],
      ["/token-endpoint", { answer: "no" }],
      [`/registrations/${own}/2001`, { state: "Activated" }],
      [`/registrations/${own}/7`, { state: "ACTIVE" }],
      ["/registrations/dc-unknown/2001", { state: "ACTIVE" }],
    ] as const) {
      expect((await control(outbound, "PUT", path, body)).status).toBe(400);
    }
  });
});
