import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { request } from "undici";
import { type FaultName, FAULTS } from "../../src/sandbox/faults/faults.js";
import type { SandboxBank } from "../../src/sandbox/sandbox-bank.js";
import {
  caller,
  callerFor,
  control,
  type Get,
  mint,
  openBank,
  type SandboxAnswer,
} from "../support/sandbox-caller.js";

let maple: SandboxBank;
let honest: Get;
let deposit: string;
let card: string;

beforeAll(async () => {
  maple = await openBank();
  honest = await callerFor(maple, "alex");
  const { accounts } = (await honest("accounts")).body;
  const idOf = (type: string): string =>
    accounts.find(({ accountType }: any) => accountType === type).accountId;
  deposit = idOf("CHECKING");
  card = idOf("CREDITCARD");
});

afterEach(() => control(maple, "DELETE", "/faults"));

afterAll(() => maple.close());

const transactions = (search = ""): string => `accounts/${deposit}/transactions?limit=10${search}`;

function ids(answer: SandboxAnswer): string[] {
  return answer.body.transactions.map(({ transactionId }: any) => transactionId);
}

/** Reads a list page by page, by key. */
async function walk(get: Get, path = transactions(), most = 40): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next !== undefined && pages.length < most;) {
    const answer: SandboxAnswer = await get(next);
    pages.push(ids(answer));
    const key = answer.body.page.nextPageKey;
    next = key === undefined ? undefined : `${path}&pageKey=${key}`;
  }
  return pages;
}

async function firstPage(get: Get): Promise<any> {
  return (await get(transactions())).body;
}

const refusal =
  (path: () => string, status: number, code?: unknown) =>
  async (get: Get): Promise<void> => {
    const answer = await get(path());
    expect(answer.status).toBe(status);
    expect(answer.body?.code).toEqual(code);
  };

const details = (): string => "accounts?resultType=details&limit=100";

/** What each fault does, seen by a customer who has it. */
const CHECKS: Record<FaultName, (get: Get) => Promise<void>> = {
  "next-to-itself": async (get) => {
    const { page, links } = await firstPage(get);
    expect(page.nextPageKey).toBeUndefined();
    expect(links.next.href).toBe(`${maple.fdxBaseUrl}${transactions()}`);
  },
  "next-to-another-host": async (get) => {
    const { page, links } = await firstPage(get);
    expect(page.nextPageKey).toBeUndefined();
    expect(new URL(links.next.href)).toMatchObject({ host: "elsewhere.invalid", protocol: "https:" });
  },
  "next-to-null": async (get) => {
    expect((await firstPage(get)).links.next.href).toMatch(/^null\/fdx\/v6\/accounts\/.*pageKey=/);
  },
  "next-relative": async (get) => {
    const { page, links } = await firstPage(get);
    expect([page.nextPageKey, links.next.href.slice(0, 8)]).toEqual([undefined, "/fdx/v6/"]);
    expect((await get(links.next.href)).status).toBe(200);
  },
  "next-only-link": async (get) => {
    const { page, links } = await firstPage(get);
    expect(page).toEqual({ totalElements: expect.any(Number) });
    expect((await get(links.next.href)).status).toBe(200);
  },
  "next-only-key": async (get) => {
    const { page, links } = await firstPage(get);
    expect([typeof page.nextPageKey, links]).toEqual(["string", {}]);
  },
  "next-missing": async (get) => {
    const { page, links, transactions: rows } = await firstPage(get);
    expect(page.totalElements).toBeGreaterThan(rows.length);
    expect([page.nextPageKey, links]).toEqual([undefined, {}]);
  },
  "next-null-text": async (get) => {
    expect((await get(transactions("0"))).body.page.nextPageKey).toBe("null");
    expect((await firstPage(get)).page.nextPageKey).not.toBe("null");
  },
  "next-empty-text": async (get) => {
    expect((await get(transactions("0"))).body.page.nextPageKey).toBe("");
  },
  "next-repeated": async (get) => {
    const key = (await firstPage(get)).page.nextPageKey;
    expect((await get(transactions(`&pageKey=${key}`))).body.page.nextPageKey).toBe(key);
  },
  "next-number": async (get) => {
    expect((await firstPage(get)).page.nextPageKey).toBe(10);
    expect((await walk(get)).flat()).toEqual((await walk(honest)).flat());
  },
  "page-larger": async (get) => {
    expect((await firstPage(get)).transactions).toHaveLength(20);
    expect((await walk(get)).flat()).toEqual((await walk(honest)).flat());
  },
  "page-smaller": async (get) => {
    expect((await firstPage(get)).transactions).toHaveLength(5);
    expect((await walk(get)).flat()).toEqual((await walk(honest)).flat());
  },
  "page-of-everything": async (get) => {
    const pages = await walk(get);
    expect(pages).toEqual([(await walk(honest)).flat()]);
  },
  "page-overlaps": async (get) => {
    const [first = [], second = []] = await walk(get);
    expect(second[0]).toBe(first.at(-1));
    expect(new Set((await walk(get)).flat())).toEqual(new Set((await walk(honest)).flat()));
  },
  "row-added-while-paging": async (get) => {
    const all = (await walk(get)).flat();
    const whole = (await walk(honest)).flat();
    expect(all.toSpliced(10, 1)).toEqual(whole);
    expect(all[10]).toBe(all[9]);
  },
  "row-removed-while-paging": async (get) => {
    const whole = (await walk(honest)).flat();
    expect((await walk(get)).flat()).toEqual(whole.toSpliced(10, 1));
  },
  "list-without-end": async (get) => {
    const pages = await walk(get, transactions(), 40);
    expect(pages).toHaveLength(40);
    expect(new Set(pages.flat()).size).toBe(400);
  },
  "empty-page-first": async (get) => {
    const [first, ...others] = await walk(get);
    expect(first).toEqual([]);
    expect(others.flat()).toEqual((await walk(honest)).flat());
  },
  "empty-pages-without-end": async (get) => {
    const pages = await walk(get, transactions(), 40);
    expect([pages.length, pages.flat()]).toEqual([40, []]);
  },
  "total-wrong": async (get) => {
    expect((await firstPage(get)).page.totalElements).toBe(1);
  },
  "total-misnamed": async (get) => {
    const { page } = await firstPage(get);
    expect(page.total).toBeGreaterThan(10);
    expect(page.totalElements).toBeUndefined();
  },
  "602-always": refusal(() => "accounts", 401, "602"),
  "602-as-403": refusal(() => "accounts", 403, "602"),
  "602-for-transactions": async (get) => {
    await refusal(transactions, 401, "602")(get);
    expect((await get("accounts")).status).toBe(200);
  },
  "602-for-all-causes": async (get) => {
    expect((await get("accounts")).status).toBe(200);
    await control(maple, "PUT", "/faults", { name: "602-for-all-causes" });
    await refusal(() => "accounts", 401, "602")(caller(maple.fdxBaseUrl, "made-up"));
  },
  "602-stale-token": async () => {
    await control(maple, "PUT", "/faults", { name: "602-stale-token" });
    const grant = await mint(maple, "alex");
    const first = caller(maple.fdxBaseUrl, grant.accessToken);
    await refusal(() => "accounts", 401, "602")(first);
    await refusal(() => "accounts", 401, "602")(first);
    const second = await refreshed(grant.refreshToken);
    expect((await caller(maple.fdxBaseUrl, second)("accounts")).status).toBe(200);
    await refusal(() => "accounts", 401, "602")(first);
  },
  "consent-revoked": async (get) => {
    await refusal(() => "accounts", 401, "602")(get);
    const grant = await mint(maple, "alex~consent-revoked");
    await refusal(() => "accounts", 401, "602")(caller(maple.fdxBaseUrl, grant.accessToken));
    await refusal(() => "accounts", 401, "603")(caller(maple.fdxBaseUrl, grant.accessToken));
    await expect(refreshed(grant.refreshToken)).rejects.toThrow("invalid_grant");
  },
  "1207-as-429": async (get) => {
    await refusal(() => "accounts", 429, "1207")(get);
    expect((await get("accounts")).headers["retry-after"]).toBe("7");
  },
  "1207-as-422": async (get) => {
    await refusal(() => "accounts", 422, "1207")(get);
    expect((await get("accounts")).headers).not.toHaveProperty("retry-after");
  },
  "1207-until-date": async (get) => {
    await refusal(() => "accounts", 429, "1207")(get);
    const seconds = (Date.parse(String((await get("accounts")).headers["retry-after"])) - Date.now()) / 1_000;
    expect(seconds).toBeGreaterThan(4);
    expect(seconds).toBeLessThan(8);
  },
  "429-other-body": async (get) => {
    const answer = await get("accounts");
    expect(answer).toMatchObject({ status: 429, body: { error: "too many requests" } });
    expect(answer.headers).not.toHaveProperty("retry-after");
  },
  "501-as-500": refusal(() => "accounts", 500, "501"),
  "501-as-405": refusal(() => "accounts", 405, "501"),
  "503-maintenance": refusal(() => "accounts", 503, "503"),
  "408-provider-slow": refusal(() => "accounts", 408, "500"),
  "500-code-number": refusal(() => "accounts", 500, 500),
  "500-problem-json": async (get) => {
    const answer = await get("accounts");
    expect(answer).toMatchObject({ status: 500, body: { title: "Internal Server Error", status: 500 } });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  },
  "401-oauth-body": async (get) => {
    expect(await get("accounts")).toMatchObject({ status: 401, body: { error: "invalid_token" } });
  },
  "502-html": async (get) => {
    expect(await get("accounts")).toMatchObject({ status: 502, text: expect.stringContaining("<h1>") });
  },
  "200-empty": async (get) => {
    expect(await get("accounts")).toMatchObject({ status: 200, text: "" });
  },
  "204-no-content": async (get) => {
    expect(await get("accounts")).toMatchObject({ status: 204, text: "" });
  },
  "200-null": async (get) => {
    expect(await get("accounts")).toMatchObject({ status: 200, text: "null" });
  },
  "200-bare-list": async (get) => {
    expect((await get("accounts")).body).toEqual((await honest("accounts")).body.accounts);
  },
  "200-html": async (get) => {
    const answer = await get("accounts");
    expect([answer.status, answer.body]).toEqual([200, undefined]);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
  },
  "200-error-body": refusal(() => "accounts", 200, "500"),
  "content-type-wrong": async (get) => {
    const answer = await get("accounts");
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(answer.body).toEqual((await honest("accounts")).body);
  },
  "404-for-empty-list": async (get) => {
    const nothing = transactions("&startDate=2020-01-01&endDate=2020-01-02");
    expect((await honest(nothing)).body.transactions).toEqual([]);
    await refusal(() => nothing, 404, "1107")(get);
    expect((await get(transactions())).status).toBe(200);
  },
  "200-for-not-found": async (get) => {
    expect(await get("accounts/acc_none/transactions")).toMatchObject({
      status: 200,
      body: { transactions: [] },
    });
    expect((await get(transactions("&startDate=2026-02-02&endDate=2026-01-01"))).body.transactions).toEqual(
      [],
    );
  },
  "206-account-error": async (get) => {
    const answer = await get(details());
    const [first, second] = answer.body.accounts;
    expect(answer.status).toBe(206);
    expect(first).toEqual({
      accountCategory: "DEPOSIT_ACCOUNT",
      accountId: deposit,
      error: { code: "500", message: expect.any(String) },
    });
    expect(second).not.toHaveProperty("error");
  },
  "statement-redirect": async (get) => {
    const { statements } = (await get(`accounts/${deposit}/statements`)).body;
    const answer = await get(statements[0].links[0].href);
    expect(answer.status).toBe(302);
    expect(answer.headers["location"]).toMatch(/^https:\/\/storage\.invalid\/.*signature=/);
  },
  "statement-in-work": async (get) => {
    const { statements } = (await get(`accounts/${deposit}/statements`)).body;
    await refusal(() => statements[0].links[0].href, 400, "1300")(get);
  },
  "body-cut-off": async (get) => {
    await expect(get("accounts")).rejects.toThrow(/other side closed|terminated|aborted/);
  },
  "json-cut-off": async (get) => {
    const whole = (await honest("accounts")).text;
    expect((await get("accounts")).text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  },
  "slow-drip": async (get) => {
    const before = performance.now();
    const path = `accounts/${deposit}/payment-networks`;
    const [slow, fast] = [await get(path), await honest(path)];
    expect(slow.text).toBe(fast.text);
    expect(performance.now() - before).toBeGreaterThan((fast.text.length / 64 - 1) * 240);
  },
  "answer-late": async () => {
    const { accessToken } = await mint(maple, "alex~answer-late");
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = request(`${maple.fdxBaseUrl}accounts`, { headers, signal: AbortSignal.timeout(400) });
    await expect(answer).rejects.toThrow(/timeout/);
  },
  "connection-reset": async (get) => {
    await expect(get("accounts")).rejects.toThrow(/other side closed|ECONNRESET/);
  },
  "account-ids-ignored": async (get) => {
    const answer = await get(`accounts?accountIds=${card}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await honest("accounts")).body);
  },
  "account-of-another": async (get) => {
    expect((await get(`accounts/${card}`)).body).toMatchObject({ accountId: "acc_of_somebody_else" });
  },
  "fields-missing": async (get) => {
    const [row] = (await get(details())).body.accounts;
    expect(row).toEqual({ accountCategory: "DEPOSIT_ACCOUNT", accountId: deposit });
    const [entry] = (await firstPage(get)).transactions;
    expect(Object.keys(entry).toSorted()).toEqual(["accountCategory", "accountId", "transactionId"]);
  },
  "fields-unknown": async (get) => {
    expect((await get("accounts")).body.accounts[0]).toMatchObject({
      organizationId: "org-1",
    });
  },
  "fields-null": async (get) => {
    const { page, transactions: rows } = await firstPage(get);
    expect(page.nextPageKey).toEqual(expect.any(String));
    expect(rows[0]).toMatchObject({ transactionId: expect.any(String), amount: null, description: null });
  },
  "nickname-twice": async (get) => {
    const { accounts } = (await get("accounts")).body;
    expect(
      accounts.some(({ nickname, nickName }: any) => nickname !== undefined && nickname === nickName),
    ).toBe(true);
  },
  "row-null": async (get) => {
    expect((await get("accounts")).body.accounts[0]).toBeNull();
  },
  "row-twice": async (get) => {
    const { accounts } = (await get("accounts")).body;
    expect(accounts[0]).toEqual(accounts[1]);
    expect(accounts).toHaveLength(5);
  },
  "wrappers-mixed": async (get) => {
    const [first, second] = (await get("accounts")).body.accounts;
    expect(first).toHaveProperty("accountId");
    expect(Object.keys(second)).toHaveLength(1);
    expect(Object.keys(second)[0]).toMatch(/Account$/);
    const older = await callerFor(maple, "alex~wrappers-mixed", maple.fdxV5BaseUrl);
    const [wrapped, flat] = (await older(transactions())).body.transactions;
    expect(Object.keys(wrapped)).toEqual(["depositTransaction"]);
    expect(flat).toMatchObject({ accountCategory: "DEPOSIT_ACCOUNT", transactionId: expect.any(String) });
  },
  "wrapper-unknown": async (get) => {
    const { accounts } = (await get("accounts")).body;
    expect(accounts[0]).toEqual({ spaceAccount: expect.objectContaining({ accountId: deposit }) });
    expect(accounts[1]).toHaveProperty("accountId");
  },
  "category-unknown": async (get) => {
    expect((await get(`accounts/${card}`)).body.accountCategory).toBe("SPACE_ACCOUNT");
  },
  "category-missing": async (get) => {
    expect((await get(`accounts/${card}`)).body).not.toHaveProperty("accountCategory");
  },
  "enum-unknown": async (get) => {
    const { accountType, accountCategory } = (await get(`accounts/${card}`)).body;
    expect([accountType, accountCategory]).toEqual(["BRAND_NEW", "LOC_ACCOUNT"]);
  },
  "enum-lower-case": async (get) => {
    expect((await get(`accounts/${card}`)).body).toMatchObject({
      accountType: "creditcard",
      accountCategory: "loc_account",
    });
  },
  "enum-free-text": async (get) => {
    expect((await get(`accounts/${card}`)).body.status).toBe("Our OPEN, see branch");
  },
  "numbers-as-text": async (get) => {
    const plain = (await honest(transactions())).body.transactions[0].amount;
    expect((await firstPage(get)).transactions[0].amount).toBe(String(plain));
  },
  "text-as-numbers": async (get) => {
    const networks = (await get(`accounts/${deposit}/payment-networks`)).body.paymentNetworks;
    expect(networks[0]).toMatchObject({ bankId: 99910482, identifier: expect.any(Number) });
  },
  "ids-as-numbers": async (get) => {
    const { transactions: rows } = await firstPage(get);
    expect(rows.every(({ transactionId }: any) => Number.isSafeInteger(transactionId))).toBe(true);
    expect(rows).toEqual((await firstPage(get)).transactions);
    expect((await get("customers/current")).body.customerId).toEqual(expect.any(Number));
  },
  "amounts-signed": async (get) => {
    const rows = (await firstPage(get)).transactions;
    const plain = (await honest(transactions())).body.transactions;
    for (const [index, row] of rows.entries()) {
      const { amount, debitCreditMemo } = plain[index];
      expect(row.amount).toBe(debitCreditMemo === "DEBIT" ? -amount : amount);
      expect(row).not.toHaveProperty("debitCreditMemo");
    }
  },
  "fraction-seven-digits": async (get) => {
    expect((await firstPage(get)).transactions[0].transactionTimestamp).toMatch(/:\d\d\.1234567Z$/);
  },
  "time-without-zone": async (get) => {
    expect((await firstPage(get)).transactions[0].transactionTimestamp).toMatch(/T\d\d:\d\d:\d\d$/);
  },
  "time-as-date": async (get) => {
    expect((await firstPage(get)).transactions[0].transactionTimestamp).toMatch(/^\d{4}-\d\d-\d\d$/);
  },
  "date-as-time": async (get) => {
    expect((await get(`accounts/${card}`)).body.accountOpenDate).toMatch(/T00:00:00Z$/);
  },
  "pending-reposted": async (get) => {
    const before = (await firstPage(get)).transactions;
    const after = (await firstPage(get)).transactions;
    expect([before[0].status, after[0].status]).toEqual(["PENDING", "POSTED"]);
    expect(after[0].transactionId).not.toBe(before[0].transactionId);
    expect(after[0].amount).toBe(before[0].amount);
  },
  "history-rewritten": async (get) => {
    const before = (await get(transactions("0"))).body.transactions;
    const after = (await get(transactions("0"))).body.transactions;
    const changed = after.filter((row: any, index: number) => row.description !== before[index].description);
    expect(changed.length).toBeGreaterThan(0);
    for (const { postedTimestamp } of changed) expect(postedTimestamp >= "2026-02-24").toBe(true);
    expect(changed.length).toBeLessThan(after.length);
  },
};

async function refreshed(refreshToken: string): Promise<string> {
  const answer = await request(`${maple.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("gateway:secret").toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken }).toString(),
  });
  const body = (await answer.body.json()) as any;
  if (answer.statusCode !== 200) throw new Error(body.error);
  return body.access_token;
}

describe("a customer's fault", () => {
  test.each(Object.keys(FAULTS) as FaultName[])("%s", async (name) => {
    await CHECKS[name](await callerFor(maple, `alex~${name}`));
  });

  test.each(
    (Object.keys(FAULTS) as FaultName[]).filter((name) => /^(next|page|row|list|empty|total)-/.test(name)),
  )("%s leaves a single record alone", async (name) => {
    const get = await callerFor(maple, `alex~${name}`);
    expect((await get(`accounts/${card}`)).body).toEqual((await honest(`accounts/${card}`)).body);
  });

  test("is nobody else's, and unknown ones are nobody's", async () => {
    expect((await honest("accounts")).status).toBe(200);
    expect((await control(maple, "POST", "/grants", { personId: "alex~made-up" })).status).toBe(400);
  });

  test("shows the same accounts, and is counted under the whole name", async () => {
    await control(maple, "DELETE", "/calls");
    const get = await callerFor(maple, "alex~fields-unknown");
    const { accounts } = (await get("accounts")).body;
    expect(accounts[0].accountId).toBe(deposit);
    await (
      await callerFor(maple, "alex~page-of-everything")
    )(transactions());
    const { total, byGrant } = (await control(maple, "GET", "/calls")).body;
    expect(total).toMatchObject({ accounts: 1, transactions: 1 });
    expect(Object.values(byGrant).map(({ personId }: any) => personId)).toContain("alex~fields-unknown");
  });
});

describe("the control endpoint", () => {
  test("lists every fault with its meaning, and what is switched on", async () => {
    await control(maple, "PUT", "/faults", { name: "502-html", path: "/transactions", times: 2 });
    const { faults, active } = (await control(maple, "GET", "/faults")).body;
    expect(faults).toEqual(Object.entries(FAULTS).map(([name, { meaning }]) => ({ name, meaning })));
    expect(active).toEqual([{ name: "502-html", path: "/transactions", times: 2, left: 2 }]);
  });

  test("limits a fault to paths and to a number of calls", async () => {
    await control(maple, "PUT", "/faults", { name: "502-html", path: "/transactions", times: 2 });
    expect((await honest("accounts")).status).toBe(200);
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await honest(transactions())).status);
    expect(statuses).toEqual([502, 502, 200]);
  });

  test("puts one fault around another, and clears all", async () => {
    await control(maple, "PUT", "/faults", { name: "numbers-as-text" });
    await control(maple, "PUT", "/faults", { name: "page-smaller" });
    const { transactions: rows } = await firstPage(honest);
    expect([rows.length, typeof rows[0].amount]).toEqual([5, "string"]);
    await control(maple, "DELETE", "/faults");
    expect((await firstPage(honest)).transactions).toHaveLength(10);
  });

  test.each([[{}], [{ name: "made-up" }], [{ name: "502-html", times: 0 }], [{ name: "502-html", path: 1 }]])(
    "refuses %j",
    async (setting) => {
      expect((await control(maple, "PUT", "/faults", setting)).status).toBe(400);
    },
  );

  test("leaves the refresh token out of a token answer", async () => {
    await control(maple, "PUT", "/rotation", { rotation: "none" });
    await control(maple, "PUT", "/token-endpoint", { answer: "bare", times: 1 });
    const { refreshToken } = await mint(maple, "alex");
    expect(await refreshed(refreshToken)).toEqual(expect.any(String));
    expect(await refreshed(refreshToken)).toEqual(expect.any(String));
    await control(maple, "PUT", "/rotation", { rotation: "strict" });
  });
});

test("docs/sandbox.md lists exactly the faults there are, each with its meaning", () => {
  const document = readFileSync("docs/sandbox.md", "utf8");
  const section = /^## Faults$.*?(?=^## )/ms.exec(document)?.[0] ?? "";
  const rows = [...section.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm)].map(([, name, meaning]) => [
    name,
    meaning,
  ]);
  expect(rows).toEqual(Object.entries(FAULTS).map(([name, { meaning }]) => [name, meaning]));
});
