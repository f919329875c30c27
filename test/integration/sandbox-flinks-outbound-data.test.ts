import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { FlinksOutboundSandbox } from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import {
  adminToken,
  call,
  mintConnection,
  openOutbound,
  OUTBOUND_RECIPIENT,
} from "../support/outbound-caller.js";
import { caller, control, type Get, type SandboxAnswer } from "../support/sandbox-caller.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SEVEN_DIGITS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;
const CAPITAL = 1000;
const PRAIRIE = 4101;
const EVERYTHING =
  "ACCOUNT_BASIC ACCOUNT_DETAILED ACCOUNT_PAYMENTS INVESTMENTS TRANSACTIONS STATEMENTS CUSTOMER_CONTACT CUSTOMER_PERSONAL";

let outbound: FlinksOutboundSandbox;
let capital: Get;
let prairie: Get;

beforeAll(async () => {
  outbound = await openOutbound();
  capital = (await mintConnection(outbound, { personId: "alex" })).get;
  prairie = (await mintConnection(outbound, { personId: "alex", providerId: PRAIRIE })).get;
});

afterEach(async () => {
  await control(outbound, "DELETE", "/faults");
  await control(outbound, "PUT", "/availability", {});
});

afterAll(() => outbound.close());

/** The rows of a list without their wrappers, with the wrapper's key beside. */
function unwrapped(rows: readonly object[]): any[] {
  return rows.map((row) => {
    const [[wrapper, inner], ...others] = Object.entries(row) as [string, object][] as [[string, object]];
    expect(others).toEqual([]);
    return { wrapper, ...inner };
  });
}

async function accountIn(get: Get, accountType: string): Promise<string> {
  const rows = unwrapped((await get("accounts?limit=100")).body.accounts);
  return rows.find((row) => row.accountType === accountType).accountId;
}

function timestampsIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"(\d{4}-\d\d-\d\dT[^"]*)"/g)].map(([, text = ""]) => text);
}

/** Every refusal of data looks like this. */
function expectRefusal(answer: SandboxAnswer, status: number, code: string, message: string): void {
  expect([answer.status, answer.body.code, answer.body.message]).toEqual([status, code, message]);
  expect(answer.headers["ob-correlation-id"]).toMatch(UUID);
  expect(answer.headers["ob-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
}

describe("accounts", () => {
  test("come lightweight, wrapped, without balances and all else that details have", async () => {
    const rows = unwrapped((await capital("accounts")).body.accounts);
    const lightweight = [
      ...["wrapper", "accountId", "accountCategory", "accountType", "accountNumberDisplay"],
      ...["productName", "nickname", "status", "description", "currency"],
    ];
    for (const row of rows) expect(lightweight).toEqual(expect.arrayContaining(Object.keys(row)));
    expect(new Set(rows.map(({ wrapper }) => wrapper)).size).toBeGreaterThan(2);
    expect(rows[0]).toMatchObject({ wrapper: "depositAccount", accountCategory: "DEPOSIT_ACCOUNT" });
    expect((await capital("accounts?resultType=lightweight")).body.accounts).toEqual(
      (await capital("accounts")).body.accounts,
    );
  });

  test("have balances, full number and routing number in their details", async () => {
    const [row] = unwrapped((await capital("accounts?resultType=details")).body.accounts);
    expect(row).toMatchObject({
      ...{ balanceType: "ASSET", currentBalance: expect.any(Number), availableBalance: expect.any(Number) },
      ...{ accountNumber: expect.stringMatching(/^\d{10}$/), routingTransitNumber: "077731337" },
    });
    expect(row.accountNumber.slice(-4)).toBe(row.accountNumberDisplay.slice(-4));
    expect((await capital("accounts?resultType=all")).body.code).toBe("401");
  });

  test("embed transactions without wrappers at 1000, if those were consented, and none at 4101", async () => {
    const id = await accountIn(capital, "CHECKING");
    const [row] = unwrapped((await capital(`accounts?resultType=details&accountIds=${id}`)).body.accounts);
    expect(row.transactionsIncluded).toBe(true);
    const own = (await capital(`accounts/${id}/transactions?limit=5`)).body.transactions;
    expect(row.transactions).toEqual(own.map(({ depositTransaction }: any) => depositTransaction));
    const { get } = await mintConnection(outbound, {
      personId: "alex",
      scope: "ACCOUNT_BASIC ACCOUNT_DETAILED",
    });
    const [without] = unwrapped((await get("accounts?resultType=details")).body.accounts);
    expect(without).toMatchObject({ transactionsIncluded: false });
    expect(without).not.toHaveProperty("transactions");
    for (const there of unwrapped((await prairie("accounts?resultType=details")).body.accounts)) {
      expect(there).not.toHaveProperty("transactions");
      expect(there).not.toHaveProperty("transactionsIncluded");
    }
  });

  test("are each one wrapped object by their id", async () => {
    const list = (await capital("accounts?resultType=details")).body.accounts;
    for (const row of list) {
      const [{ accountId }] = unwrapped([row]) as [any];
      expect((await capital(`accounts/${String(accountId)}`)).body).toEqual(row);
    }
  });

  test("can be asked for by several ids", async () => {
    const [first, second] = unwrapped((await capital("accounts")).body.accounts);
    const two = await capital(
      `accounts?accountIds=${String(second.accountId)},${String(first.accountId)},unknown`,
    );
    expect([two.status, two.body.accounts.length]).toEqual([200, 2]);
    expectRefusal(await capital("accounts?accountIds=unknown"), 404, "701", "Account not found");
    expectRefusal(await capital("accounts/unknown"), 404, "701", "Account not found");
  });
});

describe("paging", () => {
  test("goes by UUIDs, and its links name another host", async () => {
    const first = (await capital("accounts?limit=1&resultType=details")).body;
    expect(first.page).toEqual({ nextOffset: expect.stringMatching(UUID), totalElements: 4 });
    const link = new URL(first.links.next.href);
    expect(link.origin).toBe("https://ob-preprod.flinksapp.invalid");
    expect(link.pathname).toBe("/api/fdx/5/accounts");
    expect(Object.fromEntries(link.searchParams)).toEqual({
      ...{ limit: "1", resultType: "details", offset: first.page.nextOffset },
    });
    expect(first.links.next).toMatchObject({ action: "GET", description: expect.any(String) });
  });

  test.each(["transactions", "statements"])("of %s ends on a page without a next one", async (list) => {
    const id = await accountIn(capital, "CHECKING");
    const path = `accounts/${id}/${list}?limit=10`;
    const seen: string[] = [];
    let offset: string | undefined;
    let total = 0;
    do {
      const { status, body } = await capital(offset === undefined ? path : `${path}&offset=${offset}`);
      expect(status).toBe(200);
      expect(body.links.next?.href.includes(`offset=${String(body.page.nextOffset)}`)).toBe(
        body.page.nextOffset === undefined ? undefined : true,
      );
      seen.push(...body[list].map((row: unknown) => JSON.stringify(row)));
      total = body.page.totalElements;
      offset = body.page.nextOffset;
    } while (offset !== undefined);
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
    expect(total).toBeGreaterThan(20);
  });

  test("knows a cursor only in its own list, and no number", async () => {
    const { nextOffset } = (await capital("accounts?limit=1")).body.page;
    const id = await accountIn(capital, "CHECKING");
    for (const offset of [nextOffset, "1", "97fcd39f-6e32-470b-a107-d4cb1080abcc"]) {
      expectRefusal(
        await capital(`accounts/${id}/transactions?offset=${String(offset)}`),
        400,
        "401",
        "Invalid Input",
      );
    }
    expectRefusal(await capital("accounts?limit=0"), 400, "401", "Invalid Input");
  });
});

describe("transactions", () => {
  test("are wrapped, and have their direction beside a positive amount at 1000", async () => {
    const id = await accountIn(capital, "CREDITCARD");
    const rows = unwrapped((await capital(`accounts/${id}/transactions?limit=500`)).body.transactions);
    expect(new Set(rows.map(({ wrapper }) => wrapper))).toEqual(new Set(["locTransaction"]));
    for (const row of rows) {
      expect(["CREDIT", "DEBIT"]).toContain(row.debitCreditMemo);
      expect(row.amount).toBeGreaterThan(0);
      expect(row).not.toHaveProperty("accountCategory");
    }
  });

  test("have no direction at 4101", async () => {
    const id = await accountIn(prairie, "CHECKING");
    const rows = unwrapped((await prairie(`accounts/${id}/transactions?limit=500`)).body.transactions);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(row).not.toHaveProperty("debitCreditMemo");
      expect(row.amount).toBeGreaterThan(0);
    }
  });

  test("keep to the two dates", async () => {
    const id = await accountIn(capital, "CHECKING");
    const path = `accounts/${id}/transactions`;
    const dates = "startTime=2026-02-01&endTime=2026-02-10&limit=500";
    const rows = unwrapped((await capital(`${path}?${dates}`)).body.transactions);
    expect(rows.length).toBeGreaterThan(0);
    for (const { transactionTimestamp } of rows) {
      expect(transactionTimestamp.slice(0, 10) >= "2026-02-01").toBe(true);
      expect(transactionTimestamp.slice(0, 10) <= "2026-02-10").toBe(true);
    }
    for (const list of ["transactions", "statements"]) {
      const at = (query: string): Promise<SandboxAnswer> => capital(`accounts/${id}/${list}?${query}`);
      const dateMissing = "Invalid start or end date";
      expectRefusal(await at("startTime=2026-02-01"), 400, "702", dateMissing);
      expectRefusal(await at("endTime=2026-02-01"), 400, "702", dateMissing);
      expectRefusal(await at("startTime=2026-02-02&endTime=2026-02-01"), 400, "703", "Invalid date range");
      for (const wrong of ["2026-02-30", "2026-02-01T00:00:00Z", "yesterday"]) {
        expectRefusal(await at(`startTime=${wrong}&endTime=2026-03-01`), 400, "401", "Invalid Input");
      }
    }
  });
});

describe("timestamps", () => {
  test("have seven fraction digits everywhere", async () => {
    for (const get of [capital, prairie]) {
      const id = await accountIn(get, "CHECKING");
      for (const path of ["accounts?resultType=details", `accounts/${id}`, `accounts/${id}/transactions`]) {
        const found = timestampsIn((await get(path)).body);
        expect(found.length).toBeGreaterThan(0);
        for (const text of found) expect(text).toMatch(SEVEN_DIGITS);
      }
    }
  });
});

describe("payment networks", () => {
  test("are there at 1000, and 405 with 501 at 4101", async () => {
    const id = await accountIn(capital, "CHECKING");
    const { status, body } = await capital(`accounts/${id}/payment-networks?limit=1`);
    expect([status, body.paymentNetworks.length, body.page.totalElements]).toEqual([200, 1, 2]);
    expect(body.paymentNetworks[0]).toMatchObject({
      ...{ bankId: "077731337", identifierType: "ACCOUNT_NUMBER", type: "CA_ACSS" },
      ...{ identifier: expect.any(String), transferIn: true, transferOut: true },
    });
    const there = `accounts/${await accountIn(prairie, "CHECKING")}/payment-networks`;
    expectRefusal(await prairie(there), 405, "501", "Subsystem unavailable");
  });
});

describe("the customer", () => {
  test("is one profile at 1000, and has e-mail address and accounts at 4101", async () => {
    const here = (await capital("customers/current")).body;
    expect(Object.keys(here)).toEqual(
      expect.arrayContaining(["customerId", "name", "addresses", "telephones", "dateOfBirth"]),
    );
    expect(here).not.toHaveProperty("email");
    expect(here).not.toHaveProperty("accounts");
    const there = (await prairie("customers/current")).body;
    expect(there.email).toEqual(["alex.tremblay@example.com"]);
    expect(there.accounts).toHaveLength(3);
    expectRefusal(await capital("customers/other"), 404, "601", "Customer not found");
  });
});

describe("statements", () => {
  const document = async (get: Get): Promise<string> => {
    const id = await accountIn(get, "CHECKING");
    const [statement] = (await get(`accounts/${id}/statements?limit=1`)).body.statements;
    expect(statement).toMatchObject({ statementId: expect.any(String), status: "AVAILABLE" });
    return `accounts/${id}/statements/${String(statement.statementId)}`;
  };

  test("are ordered first, then a file at 1000", async () => {
    const { get } = await mintConnection(outbound, { personId: "wei" });
    const path = await document(get);
    expectRefusal(await get(path), 400, "1300", "The statement is being prepared");
    const file = await get(path);
    expect([file.status, file.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(file.text).toMatch(/^%PDF/);
  });

  test("are ordered first, then a redirect at 4101", async () => {
    const path = await document(prairie);
    expect((await prairie(path)).status).toBe(400);
    const { status, headers, text } = await prairie(path);
    expect([status, text]).toEqual([302, ""]);
    expect(headers["location"]).toMatch(/^https:\/\/statements\.flinks-sandbox\.invalid\//);
  });

  test("come in the first type of several that there is", async () => {
    const { get } = await mintConnection(outbound, { personId: "wei" });
    const path = await document(get);
    const asked = (accept: string): Promise<SandboxAnswer> => get(path, { accept });
    expectRefusal(await asked("text/plain"), 406, "1203", "Content type not supported");
    expect((await asked("*/*")).body.code).toBe("1300");
    expect((await asked("text/plain, application/pdf")).headers["content-type"]).toBe("application/pdf");
    expectRefusal(await get(`${path}x`), 404, "1107", "Data not found for request parameters");
  });
});

describe("602", () => {
  test("reads the same whether token, consent or scope is missing", async () => {
    const { get: poor } = await mintConnection(outbound, { personId: "alex", scope: "ACCOUNT_BASIC" });
    const ended = await mintConnection(outbound, { personId: "alex" });
    await control(outbound, "DELETE", `/grants/${ended.grantId}`);
    const idle = await mintConnection(outbound, { personId: "alex" });
    await control(outbound, "PUT", `/grants/${idle.grantId}/idle`, { days: 31 });
    const unknown = caller(`${outbound.dataOrigin}/api/fdx/5/`, "unknown");
    const answers = [
      await poor("accounts?resultType=details"),
      await poor("customers/current"),
      await ended.get("accounts"),
      await idle.get("accounts"),
      await unknown("accounts"),
      await call("GET", `${outbound.dataOrigin}/api/fdx/5/accounts`),
    ];
    for (const answer of answers) {
      expectRefusal(answer, 401, "602", "Customer not authorized");
      expect(answer.text).toBe(answers[0]?.text);
      expect(answer.headers).not.toHaveProperty("www-authenticate");
    }
    expect((await poor("accounts")).status).toBe(200);
  });

  test.each([
    ["ACCOUNT_DETAILED", "accounts/{id}"],
    ["TRANSACTIONS", "accounts/{id}/transactions"],
    ["ACCOUNT_PAYMENTS", "accounts/{id}/payment-networks"],
    ["STATEMENTS", "accounts/{id}/statements"],
  ])("is the answer without %s", async (scope, path) => {
    const rest = EVERYTHING.split(" ").filter((name) => name !== scope);
    const { get } = await mintConnection(outbound, { personId: "alex", scope: rest.join(" ") });
    const there = path.replace("{id}", await accountIn(capital, "CHECKING"));
    expect(await get(there)).toMatchObject({ status: 401, body: { code: "602" } });
    expect((await capital(there)).status).toBe(200);
  });

  test("comes when the token has run out, and the refreshed one is good", async () => {
    const { get, refreshToken } = await mintConnection(outbound, { personId: "alex" });
    await control(outbound, "DELETE", "/access-tokens");
    expectRefusal(await get("accounts"), 401, "602", "Customer not authorized");
    const body = {
      ...{ client_id: OUTBOUND_RECIPIENT.clientId, client_secret: OUTBOUND_RECIPIENT.clientSecret },
      ...{ grant_type: "refresh_token", refresh_token: refreshToken },
    };
    const answer = await call("POST", `${outbound.origin}/api/v1/token`, { body });
    const fresh = caller(`${outbound.dataOrigin}/api/fdx/5/`, answer.body.access_token as string);
    expect((await fresh("accounts")).status).toBe(200);
    // The others of this file are dead as well.
    capital = (await mintConnection(outbound, { personId: "alex" })).get;
    prairie = (await mintConnection(outbound, { personId: "alex", providerId: PRAIRIE })).get;
  });
});

describe("what can be switched on", () => {
  test.each([429, 422])("1207 with %d, for as many calls as asked for", async (status) => {
    await control(outbound, "PUT", "/rate-limit", { status, times: 2 });
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await capital("accounts");
      expectRefusal(answer, status, "1207", "Too many requests in a short time");
      expect(answer.headers).not.toHaveProperty("retry-after");
    }
    expect((await capital("accounts")).status).toBe(200);
  });

  test("a registration that was stopped is 403, and the provider is none of the recipient's any more", async () => {
    const registration = `/registrations/${OUTBOUND_RECIPIENT.clientId}/${String(CAPITAL)}`;
    await control(outbound, "PUT", registration, { state: "SUSPENDED" });
    expectRefusal(await capital("accounts"), 403, "403", "Subscription not found");
    expect((await prairie("accounts")).status).toBe(200);
    const token = await adminToken(outbound);
    const url = `${outbound.origin}/api/v1/recipients/${OUTBOUND_RECIPIENT.clientId}/providers/requests`;
    const { body } = await call("GET", url, { token });
    expect(body[0]).toMatchObject({ provider_id: CAPITAL, registration_status: "PENDING_ACTIVATION" });
    await control(outbound, "PUT", registration, { state: "ACTIVE" });
    expect((await capital("accounts")).status).toBe(200);
  });

  test("closing and slowness", async () => {
    await control(outbound, "PUT", "/availability", { status: 503 });
    const closed = await capital("accounts");
    expectRefusal(closed, 503, "503", "Scheduled maintenance");
    await control(outbound, "PUT", "/availability", { delayMs: 60 });
    const before = Date.now();
    expect((await capital("accounts")).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(55);
  });

  test("the faults of the other sandbox banks, with the headers of an error", async () => {
    await control(outbound, "PUT", "/faults", { name: "501-as-500", times: 1 });
    const answer = await capital("accounts");
    expect([answer.status, answer.body.code]).toEqual([500, "501"]);
    expect(answer.headers["ob-correlation-id"]).toMatch(UUID);
    await control(outbound, "PUT", "/faults", { name: "page-of-everything", times: 1 });
    expect((await capital("accounts?limit=1")).body.accounts).toHaveLength(4);
    await control(outbound, "PUT", "/faults", { name: "consent-revoked", times: 1 });
    const { get, grantId } = await mintConnection(outbound, { personId: "alex" });
    expect((await get("accounts")).status).toBe(401);
    const { body } = await control(outbound, "GET", "/grants");
    expect(body.find((grant: any) => grant.grantId === grantId)).toMatchObject({ alive: false });
  });
});

describe("addresses", () => {
  test("of FDX that are not Outbound's are refused", async () => {
    const id = await accountIn(capital, "CHECKING");
    for (const path of ["customers", `accounts/${id}/contact`]) {
      expectRefusal(await capital(path), 405, "501", "Subsystem unavailable");
    }
    expectRefusal(await capital("rewards"), 404, "1107", "Data not found for request parameters");
  });

  test("name the fields that the provider says it fills", async () => {
    const token = await adminToken(outbound);
    const url = `${outbound.origin}/api/v1/providers/${String(PRAIRIE)}`;
    const { data_inventory: inventory } = (await call("GET", url, { token })).body;
    const id = await accountIn(prairie, "CHECKING");
    const row = (await prairie(`accounts/${id}/transactions?limit=1`)).body.transactions[0]
      .depositTransaction;
    const named = Object.keys(row).map((name) => `transactions.depositTransaction.${name}`);
    expect(inventory.transactions).toEqual(expect.arrayContaining(named));
  });
});
