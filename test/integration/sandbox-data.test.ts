import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import * as oauth from "openid-client";
import { request } from "undici";
import { startSandboxBank, type SandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { visitBank, type BankVisit } from "../support/bank-visitor.js";

const RECIPIENT = {
  clientId: "gateway",
  clientSecret: "secret",
  name: "Fern & Co",
  redirectUris: ["http://127.0.0.1:65000/oauth/callback"],
};
const TODAY = new Date("2026-03-11T15:00:00Z");
const EVERYTHING =
  "accountbasic accountdetailed transactions investments statements paymentsupport customercontact customerpersonal";

interface Row {
  readonly accountId: string;
  readonly accountType: string;
  readonly customerId: string;
  readonly transactionId: string;
  readonly transactionTimestamp: string;
  readonly statementId: string;
  readonly links: readonly { readonly href: string }[];
}

/** All that bodies of many shapes may hold; each test reads what its answer should have. */
interface Body {
  readonly page: { readonly totalElements: number };
  readonly links: { readonly next?: { readonly href: string } };
  readonly accounts: readonly Row[];
  readonly customers: readonly Row[];
  readonly holders: readonly Row[];
  readonly holdings: readonly Row[];
  readonly paymentNetworks: readonly Row[];
  readonly statements: readonly Row[];
  readonly transactions: readonly Row[];
  readonly total: Readonly<Record<string, number>>;
  readonly byGrant: Readonly<Record<string, { readonly requests: readonly string[] }>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
  readonly body: Body;
}

const NO_BODY = {} as Body;

type Get = (path: string, headers?: Record<string, string>) => Promise<Answer>;

let maple: SandboxBank;
let liberty: SandboxBank;

beforeAll(async () => {
  maple = await startSandboxBank({ bank: "maple", recipient: RECIPIENT, today: TODAY });
  liberty = await startSandboxBank({ bank: "liberty", recipient: RECIPIENT, today: TODAY });
});

afterAll(async () => {
  await maple.close();
  await liberty.close();
});

afterEach(async () => {
  await control("PUT", "/availability", {});
  await control("DELETE", "/calls");
});

async function control(method: "PUT" | "DELETE" | "GET", path: string, body?: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const answer = await request(`${maple.controlUrl}${path}`, {
    method,
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  });
  return read(answer);
}

async function read({ statusCode, headers, body }: Awaited<ReturnType<typeof request>>): Promise<Answer> {
  const bytes = Buffer.from(await body.arrayBuffer());
  const isJson = String(headers["content-type"]).startsWith("application/json");
  return {
    status: statusCode,
    headers,
    bytes,
    body: isJson ? (JSON.parse(bytes.toString()) as Body) : NO_BODY,
  };
}

/** Consents as a person and hands back a way to call the bank with the token. */
async function consented(bank: SandboxBank, visit: BankVisit, clusters = EVERYTHING): Promise<Get> {
  const client = await oauth.discovery(
    new URL(bank.issuer),
    RECIPIENT.clientId,
    undefined,
    oauth.ClientSecretBasic(RECIPIENT.clientSecret),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the sandbox is on loopback
    { execute: [oauth.allowInsecureRequests] },
  );
  const verifier = oauth.randomPKCECodeVerifier();
  const scopes = clusters.split(" ").map((cluster) => `fdx:${cluster}:read`);
  const url = oauth.buildAuthorizationUrl(client, {
    redirect_uri: RECIPIENT.redirectUris[0] ?? "",
    scope: ["openid", ...scopes].join(" "),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const callback = new URL(await visitBank(url.href, visit));
  const tokens = await oauth.authorizationCodeGrant(client, callback, { pkceCodeVerifier: verifier });
  return caller(bank, tokens.access_token);
}

function caller(bank: SandboxBank, accessToken: string): Get {
  return async (path, headers = {}) =>
    read(
      await request(new URL(path, bank.fdxBaseUrl), {
        headers: { authorization: `Bearer ${accessToken}`, ...headers },
      }),
    );
}

async function idOf(get: Get, accountType: string): Promise<string> {
  const { body } = await get("accounts?limit=100");
  const found = body.accounts.find((account) => account.accountType === accountType);
  if (found === undefined) throw new Error(`no ${accountType}`);
  return found.accountId;
}

describe("accounts", () => {
  test("are descriptors until details are asked for", async () => {
    const get = await consented(maple, { personId: "noor" });
    const { body: light } = await get("accounts");
    expect(light.page).toEqual({ totalElements: 6 });
    expect(
      light.accounts.every(
        (account: object) => !("currentBalance" in account || "principalBalance" in account),
      ),
    ).toBe(true);
    const { body: full } = await get("accounts?resultType=details");
    expect(full.accounts[0]).toMatchObject({
      accountCategory: "DEPOSIT_ACCOUNT",
      accountType: "CHECKING",
      bankInstitutionId: "999",
      bankTransitId: "10482",
      currency: { currencyCode: "CAD" },
      currentBalance: expect.any(Number),
    });
    for (const account of full.accounts) {
      expect((await get(`accounts/${account.accountId}`)).body).toEqual(account);
    }
  });

  test("are only those the person chose", async () => {
    const all = await consented(maple, { personId: "noor" });
    const card = await idOf(all, "CREDITCARD");
    const mortgage = await idOf(all, "MORTGAGE");
    const get = await consented(maple, { personId: "noor", accountIds: [card] });
    expect((await get("accounts")).body.accounts).toHaveLength(1);
    expect((await get("customers/current")).body.accounts).toEqual([
      { accountId: card, relationship: "SOLE_OWNER" },
    ]);
    for (const path of ["", "/transactions", "/contact", "/payment-networks", "/statements"]) {
      expect(await get(`accounts/${mortgage}${path}`)).toMatchObject({ status: 404, body: { code: "701" } });
    }
    expect((await get(`accounts/${card}`)).status).toBe(200);
  });

  test("can be asked for by id", async () => {
    const get = await consented(maple, { personId: "noor" });
    const [card, auto] = [await idOf(get, "CREDITCARD"), await idOf(get, "AUTOLOAN")];
    const both = await get(`accounts?accountIds=${card},${auto}`);
    expect([both.status, both.body.accounts.length]).toEqual([200, 2]);
    const some = await get(`accounts?accountIds=${card},acc_unknown`);
    expect([some.status, some.body.accounts.length]).toEqual([206, 1]);
    expect(await get("accounts?accountIds=acc_unknown")).toMatchObject({
      status: 404,
      body: { code: "701" },
    });
    expect(await get("accounts?resultType=all")).toMatchObject({ status: 400, body: { code: "401" } });
  });

  test("tell how money reaches them", async () => {
    const ca = await consented(maple, { personId: "brigitte" });
    const canadian = await ca(`accounts/${await idOf(ca, "CHECKING")}/payment-networks`);
    expect(canadian.body.paymentNetworks).toMatchObject([
      { type: "CA_ACSS", bankId: "099910482", bankInstitutionId: "999", bankTransitId: "10482" },
      { type: "CA_LVTS" },
    ]);
    const us = await consented(liberty, { personId: "dana" });
    const american = await us(`accounts/${await idOf(us, "CHECKING")}/payment-networks`);
    expect(american.body.paymentNetworks).toMatchObject([
      { type: "US_ACH", bankId: "990410276", identifierType: "ACCOUNT_NUMBER" },
      { type: "US_RTP" },
    ]);
    const mortgage = await us(`accounts/${await idOf(us, "MORTGAGE")}/payment-networks`);
    expect(mortgage.body.paymentNetworks).toEqual([]);
  });

  test("are different ones at each bank for somebody at both", async () => {
    const ca = await consented(maple, { personId: "alex" });
    const us = await consented(liberty, { personId: "alex" });
    expect((await ca("accounts")).body.accounts).toHaveLength(4);
    const { accounts } = (await us("accounts")).body;
    expect(accounts).toHaveLength(3);
    expect((await ca(`accounts/${accounts[0]?.accountId ?? ""}`)).status).toBe(404);
  });
});

describe("clusters", () => {
  test.each([
    ["accounts", "transactions"],
    ["accounts?resultType=details", "accountbasic"],
    ["accounts/any", "accountbasic"],
    ["accounts/any/transactions", "accountdetailed"],
    ["accounts/any/payment-networks", "accountdetailed"],
    ["accounts/any/contact", "customerpersonal"],
    ["accounts/any/statements", "transactions"],
    ["accounts/any/statements/any", "transactions"],
    ["customers", "accountdetailed"],
    ["customers/current", "accountdetailed"],
  ])("GET %s is refused with 602 to %s", async (path, cluster) => {
    const get = await consented(maple, { personId: "wei" }, cluster);
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 401, body: { code: "602" } });
    expect(answer.headers["www-authenticate"]).toContain("insufficient_scope");
  });

  test("decide what is told about the customer", async () => {
    const contact = await consented(maple, { personId: "wei" }, "customercontact");
    const told = (await contact("customers/current")).body;
    expect(told).toMatchObject({ name: { first: "Wei", last: "Chen" }, emails: ["wei.chen@example.com"] });
    expect(told).not.toHaveProperty("taxId");
    expect(told).not.toHaveProperty("dateOfBirth");
    const personal = await consented(maple, { personId: "wei" }, "customerpersonal");
    const { customers } = (await personal("customers")).body;
    expect(customers).toMatchObject([{ dateOfBirth: "1999-01-28", taxId: "XXX-XXX-455" }]);
    expect(customers[0]).not.toHaveProperty("addresses");
    expect((await personal(`customers/${customers[0]?.customerId ?? ""}`)).status).toBe(200);
    expect(await personal("customers/cus_other")).toMatchObject({ status: 404, body: { code: "601" } });
  });

  test("decide whether holdings are shown", async () => {
    const without = await consented(maple, { personId: "alex" }, "accountdetailed");
    const id = await idOf(without, "REGISTEREDRETIREMENTSAVINGSPLAN");
    expect((await without(`accounts/${id}`)).body).not.toHaveProperty("holdings");
    const having = await consented(maple, { personId: "alex" }, "accountdetailed investments");
    expect((await having(`accounts/${id}`)).body.holdings).toHaveLength(4);
  });

  test("let contact through with its own", async () => {
    const get = await consented(maple, { personId: "wei" }, "accountbasic customercontact");
    const { body } = await get(`accounts/${await idOf(get, "CHECKING")}/contact`);
    expect(body).toMatchObject({
      telephones: [{ number: "4165550119" }],
      holders: [{ name: { last: "Chen" }, relationship: "SOLE_OWNER" }],
    });
    expect(body.holders[0]).not.toHaveProperty("taxId");
  });
});

describe("tokens and headers", () => {
  test("without a good token the answer is 603", async () => {
    for (const get of [caller(maple, "made-up"), caller(maple, "")]) {
      const answer = await get("accounts");
      expect(answer).toMatchObject({ status: 401, body: { code: "603" } });
      expect(answer.headers["www-authenticate"]).toContain("Bearer");
    }
  });

  test("the interaction id comes back, or one is made up", async () => {
    const get = await consented(maple, { personId: "wei" });
    const id = "0a1b2c3d-0000-4000-8000-123456789abc";
    expect((await get("accounts", { "x-fapi-interaction-id": id })).headers["x-fapi-interaction-id"]).toBe(
      id,
    );
    expect((await get("accounts/none")).headers["x-fapi-interaction-id"]).toMatch(/^[\da-f-]{36}$/);
    expect(await get("payees")).toMatchObject({ status: 501, body: { code: "1106" } });
  });
});

describe("transactions", () => {
  test("cover the last 90 days by default, pending ones first", async () => {
    const get = await consented(maple, { personId: "wei" });
    const { body } = await get(`accounts/${await idOf(get, "CREDITCARD")}/transactions?limit=500`);
    const [first] = body.transactions;
    expect(first).toMatchObject({
      status: "PENDING",
      accountCategory: "LOC_ACCOUNT",
      transactionType: "PURCHASE",
    });
    expect(first).not.toHaveProperty("postedTimestamp");
    const days = body.transactions.map((row: { transactionTimestamp: string }) =>
      row.transactionTimestamp.slice(0, 10),
    );
    expect(days.filter((day) => day < "2025-12-11" || day > "2026-03-11")).toEqual([]);
    expect(days.length).toBeGreaterThan(30);
  });

  test.each([
    ["startDate=2026-01-01", 400, "703"],
    ["startDate=2026-02-01&endDate=2026-01-01", 400, "703"],
    ["startDate=soon&endDate=2026-01-01", 400, "702"],
    ["limit=0", 400, "401"],
    ["pageKey=made-up", 400, "401"],
  ])("with %s are refused", async (search, status, code) => {
    const get = await consented(maple, { personId: "wei" });
    const answer = await get(`accounts/${await idOf(get, "CHECKING")}/transactions?${search}`);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test("of the load person are 20,000, page by page without a duplicate", async () => {
    const get = await consented(maple, { personId: "morgan" });
    const rows = async (path: string, list: "accounts" | "transactions"): Promise<readonly Row[]> => {
      const all: Row[] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const { body } = await get(next);
        all.push(...body[list]);
        next = body.links.next?.href;
      }
      return all;
    };
    const accounts = await rows("accounts?limit=25", "accounts");
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(60);
    const search = "startDate=2024-01-01&endDate=2026-03-11&limit=1000";
    const transactions = new Set<string>();
    let count = 0;
    for (const { accountId } of accounts) {
      const list = await rows(`accounts/${accountId}/transactions?${search}`, "transactions");
      count += list.length;
      for (const { transactionId } of list) transactions.add(`${accountId}/${transactionId}`);
    }
    expect(count).toBe(20_000);
    expect(transactions.size).toBe(20_000);
    const { body } = await control("GET", "/calls");
    // 8,200 rows by 500 make 17 pages; each of the other 59 accounts takes one.
    expect(body.total).toMatchObject({ accounts: 3, transactions: 17 + 59 });
  });
});

describe("statements", () => {
  test("are listed by month and served as PDF", async () => {
    const get = await consented(maple, { personId: "wei" });
    const id = await idOf(get, "CHECKING");
    const { body } = await get(`accounts/${id}/statements`);
    expect(body.page.totalElements).toBe(24);
    expect(body.statements[0]).toMatchObject({
      statementDate: "2026-02-28",
      status: "AVAILABLE",
      accountId: id,
    });
    const document = await get(body.statements[0]?.links[0]?.href ?? "");
    expect(document.status).toBe(200);
    expect(document.headers["content-type"]).toBe("application/pdf");
    expect(document.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(document.bytes.subarray(-6).toString()).toContain("%%EOF");
  });

  test("have their refusals", async () => {
    const get = await consented(maple, { personId: "noor" });
    const id = await idOf(get, "CHECKING");
    const { body } = await get(`accounts/${id}/statements?startDate=2026-01-01&endDate=2026-01-31`);
    expect(body.statements).toHaveLength(1);
    const one = `accounts/${id}/statements/${body.statements[0]?.statementId ?? ""}`;
    expect(await get(one, { accept: "image/png" })).toMatchObject({ status: 406, body: { code: "1203" } });
    expect((await get(one, { accept: "application/pdf" })).status).toBe(200);
    expect(await get(`accounts/${id}/statements/stm_none`)).toMatchObject({
      status: 404,
      body: { code: "1104" },
    });
    const mortgage = await idOf(get, "MORTGAGE");
    expect(await get(`accounts/${mortgage}/statements`)).toMatchObject({
      status: 404,
      body: { code: "1108" },
    });
  });
});

describe("the control endpoint", () => {
  test("counts every call by kind and consent, and forgets when told", async () => {
    const get = await consented(maple, { personId: "brigitte" });
    await control("DELETE", "/calls");
    const id = await idOf(get, "CHECKING");
    await get(`accounts/${id}`);
    await get(`accounts/${id}/transactions?limit=1`);
    await get(`accounts/${id}/contact`);
    await get("customers/current");
    await caller(maple, "made-up")("accounts");
    const { body } = await control("GET", "/calls");
    expect(body.total).toMatchObject({ accounts: 2, account: 1, transactions: 1, contact: 1, customer: 1 });
    const [grant] = Object.values(body.byGrant);
    expect(grant).toMatchObject({ personId: "brigitte", calls: { accounts: 1, statements: 0 } });
    expect(grant?.requests).toEqual([
      "GET /accounts?limit=100",
      `GET /accounts/${id}`,
      `GET /accounts/${id}/transactions?limit=1`,
      `GET /accounts/${id}/contact`,
      "GET /customers/current",
    ]);
    expect((await control("DELETE", "/calls")).status).toBe(204);
    expect((await control("GET", "/calls")).body.byGrant).toEqual({});
  });

  test("closes the bank and opens it again", async () => {
    const get = await consented(maple, { personId: "brigitte" });
    expect((await control("PUT", "/availability", { status: 503 })).status).toBe(204);
    expect(await get("accounts")).toMatchObject({ status: 503, body: { code: "503" } });
    await control("PUT", "/availability", { status: null, delayMs: 150 });
    const before = performance.now();
    expect((await get("accounts")).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(140);
    expect((await control("PUT", "/availability", { status: "closed" })).status).toBe(400);
  });
});
