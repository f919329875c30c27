import { createHmac } from "node:crypto";
import { access, mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { request } from "undici";
import type {
  FlinksConnectOptions,
  FlinksConnectSandbox,
} from "../../src/sandbox/flinks-connect/flinks-connect-sandbox.js";
import {
  API_KEY,
  ConnectCaller,
  CUSTOMER_ID,
  openConnect,
  REDIRECT_URL,
  SECRET_KEY,
} from "../support/connect-caller.js";
import { callerFor, openBank } from "../support/sandbox-caller.js";
import { answerTo, StillInWidget, visitConnect } from "../support/visit-connect.js";
import { eventually } from "../support/eventually.js";

const GREATDAY = { username: "Greatday", password: "Everyday" };
const ALEX = { username: "alex", password: "sandbox" };
const MINUTE_MS = 60_000;

let sandbox: FlinksConnectSandbox;
let connect: ConnectCaller;

beforeEach(() => open());

afterEach(() => sandbox.close());

async function open(options: Partial<FlinksConnectOptions> = {}): Promise<void> {
  sandbox = await openConnect(options);
  connect = new ConnectCaller(sandbox);
}

async function reopen(options: Partial<FlinksConnectOptions>): Promise<void> {
  await sandbox.close();
  await open(options);
}

/** What every refusal looks like. */
function refusal(status: number, code: string): unknown {
  const body = { HttpStatusCode: status, FlinksCode: code, Message: expect.stringMatching(/./) };
  return expect.objectContaining({ status, body });
}

describe("linking in the widget", () => {
  test("ends at the client's address, its own query kept, with loginId and institution", async () => {
    const left = new URL(await visitConnect(await connect.widget(), GREATDAY));
    expect(`${left.origin}${left.pathname}`).toBe("http://127.0.0.1:65000/link/callback");
    expect(Object.fromEntries(left.searchParams)).toEqual({
      state: "s-1",
      loginId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      institution: "FlinksCapital",
    });
  });

  test("goes on at the login page when the institution is preset", async () => {
    const preset = await connect.widget({ institutionId: "61" });
    const left = new URL(await visitConnect(preset, { ...ALEX, institutionId: 14 }));
    expect(left.searchParams.get("institution")).toBe("HarbourCreditUnion");
  });

  test.each(["cancel", "no"] as const)("%s leads back without a loginId", async (decision) => {
    expect(await visitConnect(await connect.widget(), { ...GREATDAY, decision })).toBe(REDIRECT_URL);
    expect((await connect.control("GET", "/logins")).body).toEqual([]);
  });

  test.each([
    ["test_disabled_account", "Everyday", "DISABLED_LOGIN"],
    ["test_service_unavailable", "Everyday", "RETRY_LATER"],
    ["Greatday", "sandbox", "INVALID_PASSWORD"],
    ["alex", "Everyday", "INVALID_PASSWORD"],
    ["nobody", "sandbox", "INVALID_USERNAME"],
    ["dana", "sandbox", "INVALID_USERNAME"],
  ])("%s with %s stays at the login page with %s", async (username, password, code) => {
    const visit = visitConnect(await connect.widget(), { username, password });
    await expect(visit).rejects.toThrow(StillInWidget);
    await expect(visit).rejects.toThrow(code);
  });

  test("the test users do not bank at another institution", async () => {
    const visit = visitConnect(await connect.widget(), { ...GREATDAY, institutionId: 61 });
    await expect(visit).rejects.toThrow("INVALID_USERNAME");
  });

  test("greatday_nomfa is asked no question; Greatday's three wrong answers call it off", async () => {
    const noQuestion = { username: "greatday_nomfa", password: "Everyday", answer: "wrong" };
    expect(await connect.link(noQuestion)).toMatch(/^[0-9a-f-]{36}$/);
    const page = await widgetPageAt(await connect.widget({ institutionId: "14" }), GREATDAY);
    expect((await post(page, "question", { answer: "Paris" })).status).toBe(401);
    expect((await post(page, "question", { answer: "Paris" })).status).toBe(401);
    expect((await post(page, "question", { answer: "Paris" })).location).toBe(REDIRECT_URL);
    expect((await post(page, "question", { answer: "Montreal" })).status).toBe(400);
  });

  test("the form of another step does nothing, and no step is left out", async () => {
    const page = await widgetPageAt(await connect.widget({ institutionId: "14" }), GREATDAY);
    for (let time = 0; time < 3; time += 1) {
      const { status, location } = await post(page, "consent", { decision: "yes" });
      expect([status, new URL(location ?? "", page).href]).toEqual([303, page]);
    }
    const question = await (await request(page)).body.text();
    await post(page, "question", { answer: answerTo(question) });
    const { location = "" } = await post(page, "consent", { decision: "yes" });
    expect(new URL(location).searchParams.get("loginId")).not.toBeNull();
  });

  test("a visit is over after half an hour", async () => {
    const page = await widgetPageAt(await connect.widget({ institutionId: "14" }), ALEX);
    await connect.control("POST", "/clock", { advanceMs: 30 * MINUTE_MS });
    expect((await post(page, "consent", { decision: "yes" })).status).toBe(400);
    expect((await connect.control("GET", "/logins")).body).toEqual([]);
  });

  test("the three questions are asked in turn", async () => {
    const loginId = await connect.link(GREATDAY);
    const prompts = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const asked = await connect.authorize({ LoginId: loginId, MostRecentCached: false, Save: true });
      prompts.push(asked.body.SecurityChallenges[0].Prompt);
    }
    expect(prompts.map(answerTo)).toEqual(["Canada", "Triangle", "Montreal", "Canada"]);
  });

  test("an authorize token opens the widget once, and within half an hour", async () => {
    const widget = await connect.widget();
    expect((await request(widget)).statusCode).toBe(303);
    expect((await request(widget)).statusCode).toBe(400);
    const late = await connect.widget();
    await connect.control("POST", "/clock", { advanceMs: 30 * MINUTE_MS });
    expect((await request(late)).statusCode).toBe(400);
    expect((await request(`${sandbox.widgetOrigin}/v2/?redirectUrl=${REDIRECT_URL}`)).statusCode).toBe(400);
  });

  test("browsers are sent only to addresses of the web, and only to origins that were agreed on", async () => {
    const elsewhere = { redirectUrl: "javascript:alert(1)" };
    expect((await request(await connect.widget(elsewhere))).statusCode).toBe(400);
    await reopen({ redirectOrigins: ["http://127.0.0.1:65000"] });
    expect((await request(await connect.widget())).statusCode).toBe(303);
    const other = { redirectUrl: "http://127.0.0.1:65001/link/callback" };
    expect((await request(await connect.widget(other))).statusCode).toBe(400);
  });

  test("the pages escape what comes from outside and run no script", async () => {
    const page = await widgetPageAt(await connect.widget({ institutionId: "14" }));
    const answer = await request(page);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(await answer.body.text()).not.toContain("<script");
  });
});

describe("the direct variant", () => {
  function address(query: Readonly<Record<string, string>>): string {
    return `${sandbox.apiOrigin}/v3/oauth/authorize?${new URLSearchParams(query).toString()}`;
  }
  const QUERY = { institution_id: "61", redirect_uri: REDIRECT_URL, state: "s-2" };

  test("answers 302 to the bank's page, whose callback has loginId and state", async () => {
    const answer = await request(address(QUERY));
    expect([answer.statusCode, String(answer.headers["location"])]).toEqual([
      302,
      expect.stringContaining(sandbox.widgetOrigin),
    ]);
    const left = new URL(await visitConnect(address(QUERY), ALEX));
    expect([...left.searchParams.keys()]).toEqual(["state", "loginId"]);
    expect(left.searchParams.get("state")).toBe("s-2");
  });

  test("a no comes back as OAuth's access_denied", async () => {
    const left = new URL(await visitConnect(address(QUERY), { ...ALEX, decision: "no" }));
    expect(Object.fromEntries(left.searchParams)).toMatchObject({ error: "access_denied", state: "s-2" });
  });

  test.each(["institution_id", "redirect_uri", "state"] as const)("%s must be there", async (missing) => {
    const rest = Object.fromEntries(Object.entries(QUERY).filter(([name]) => name !== missing));
    const answer = await request(address(rest));
    expect(answer.statusCode).toBe(401);
    expect(await answer.body.json()).toMatchObject({ FlinksCode: "INVALID_REQUEST" });
  });
});

describe("keys and tokens", () => {
  test("an authorize token is given for the secret key, and lets one Authorize through", async () => {
    const loginId = await connect.mint("alex");
    const body = { LoginId: loginId, MostRecentCached: true };
    const key = await connect.authorizeToken();
    expect((await connect.call("POST", "/Authorize", { key, body })).status).toBe(200);
    expect(await connect.call("POST", "/Authorize", { key, body })).toEqual(refusal(401, "ACCESS_DENIED"));
    expect(await connect.call("POST", "/Authorize", { key: SECRET_KEY, body })).toEqual(
      refusal(401, "ACCESS_DENIED"),
    );
    expect(await connect.call("POST", "/GenerateAuthorizeToken", { key: API_KEY })).toEqual(
      refusal(401, "ACCESS_DENIED"),
    );
  });

  test("a refused Authorize spends its token too", async () => {
    const key = await connect.authorizeToken();
    const unknown = { key, body: { LoginId: "unknown", MostRecentCached: true } };
    expect(await connect.call("POST", "/Authorize", unknown)).toEqual(refusal(401, "INVALID_LOGIN"));
    expect(await connect.call("POST", "/Authorize", unknown)).toEqual(refusal(401, "ACCESS_DENIED"));
  });

  test("an authorize token is good for less than thirty minutes", async () => {
    const [loginId, key] = [await connect.mint("alex"), await connect.authorizeToken()];
    await connect.control("POST", "/clock", { advanceMs: 30 * MINUTE_MS });
    const body = { LoginId: loginId, MostRecentCached: true };
    expect(await connect.call("POST", "/Authorize", { key, body })).toEqual(refusal(401, "ACCESS_DENIED"));
  });

  test.each([
    ["POST", "/GetAccountsDetail"],
    ["GET", "/GetAccountsDetailAsync/5b0a3f0e"],
    ["POST", "/GetAccountsSummary"],
    ["GET", "/Institutions"],
    ["DELETE", "/DeleteCard/5b0a3f0e"],
  ] as const)("%s %s wants the API key", async (method, path) => {
    expect(await connect.call(method, path, { headers: {} })).toEqual(refusal(401, "UNAUTHORIZED"));
    const wrong = { headers: { "x-api-key": SECRET_KEY } };
    expect(await connect.call(method, path, wrong)).toEqual(refusal(401, "UNAUTHORIZED"));
  });

  test("what is no endpoint is 404, in the shape of a refusal", async () => {
    expect(await connect.call("GET", "/Authorize")).toEqual(refusal(404, "NOT_FOUND"));
  });

  test("another customer's path is refused, whatever the keys", async () => {
    const other = CUSTOMER_ID.replace("5b0a", "5b0b");
    const headers = { "flinks-auth-key": SECRET_KEY };
    const address = `${sandbox.apiOrigin}/v3/${other}/BankingServices/GenerateAuthorizeToken`;
    const answer = await request(address, { method: "POST", headers });
    expect([answer.statusCode, await answer.body.json()]).toEqual([
      401,
      expect.objectContaining({ FlinksCode: "ACCESS_DENIED" }),
    ]);
  });
});

describe("Authorize", () => {
  test("on what is stored gives a session in the documented shape", async () => {
    const loginId = await connect.mint("alex");
    const answer = await connect.authorize({ LoginId: loginId, MostRecentCached: "true" });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        Links: [
          { rel: "AccountsDetail", href: "/GetAccountsDetail", example: null },
          { rel: "AccountsSummary", href: "/GetAccountsSummary", example: null },
        ],
        HttpStatusCode: 200,
        Login: {
          Username: "alex",
          IsScheduledRefresh: false,
          LastRefresh: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/),
          Type: "Personal",
          Id: loginId,
        },
        Institution: "FlinksCapital",
        InstitutionId: 14,
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  test("asks a question before it reads at the bank, and takes the answer with another token", async () => {
    const asked = await askedOf(await connect.link(GREATDAY));
    expect([asked.status, asked.body]).toEqual([
      203,
      {
        Links: [{ rel: "Authorization", href: "/Authorize", example: null }],
        HttpStatusCode: 203,
        SecurityChallenges: [{ Type: "QuestionAndAnswer", Prompt: expect.stringMatching(/\?$/) }],
        Institution: "FlinksCapital",
        InstitutionId: 14,
        RequestId: expect.any(String),
      },
    ]);
    const { RequestId, prompt } = challengeOf(asked);
    expect(await connect.detail(RequestId)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    const answered = await connect.authorize({
      ...{ RequestId, SecurityResponses: { [prompt]: [answerTo(prompt).toUpperCase()] } },
    });
    expect(answered.body).toMatchObject({ HttpStatusCode: 200, RequestId });
    expect((await connect.detail(RequestId)).status).toBe(200);
  });

  test("three wrong answers close the session", async () => {
    const { RequestId, prompt } = challengeOf(await askedOf(await connect.link(GREATDAY)));
    const wrong = { RequestId, SecurityResponses: { [prompt]: ["Atlantis"] } };
    for (let time = 0; time < 3; time += 1) {
      expect(await connect.authorize(wrong)).toEqual(refusal(401, "INVALID_SECURITY_RESPONSE"));
    }
    const right = { RequestId, SecurityResponses: { [prompt]: [answerTo(prompt)] } };
    expect(await connect.authorize(right)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
  });

  test("two wrong answers leave the third", async () => {
    const { RequestId, prompt } = challengeOf(await askedOf(await connect.link(GREATDAY)));
    const wrong = { RequestId, SecurityResponses: { [prompt]: ["Atlantis"] } };
    await connect.authorize(wrong);
    await connect.authorize(wrong);
    const right = { RequestId, SecurityResponses: { [prompt]: [answerTo(prompt)] } };
    expect((await connect.authorize(right)).status).toBe(200);
  });

  test("wants the exact prompt and a list of answers", async () => {
    const { RequestId, prompt } = challengeOf(await askedOf(await connect.link(GREATDAY)));
    const other = { RequestId, SecurityResponses: { [`${prompt} `]: [answerTo(prompt)] } };
    expect(await connect.authorize(other)).toEqual(refusal(401, "UNKNOWN_CHALLENGE_KEY"));
    const more = { RequestId, SecurityResponses: { [prompt]: [answerTo(prompt)], "And?": ["Yes"] } };
    expect(await connect.authorize(more)).toEqual(refusal(401, "UNKNOWN_CHALLENGE_KEY"));
    for (const SecurityResponses of [undefined, {}, { [prompt]: answerTo(prompt) }, { [prompt]: [] }]) {
      expect(await connect.authorize({ RequestId, SecurityResponses })).toEqual(
        refusal(401, "SECURITYRESPONSES_INCOMPLETE"),
      );
    }
  });

  test("an authorized RequestId is not authorized again", async () => {
    const requestId = await connect.session(await connect.mint("alex"));
    const again = {
      RequestId: requestId,
      SecurityResponses: { "What city were you born in?": ["Montreal"] },
    };
    expect(await connect.authorize(again)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
  });

  test("takes username and password of older integrations, and keeps no login of a question unanswered", async () => {
    const credentials = { Institution: "FlinksCapital", Username: "GREATDAY", Password: "Everyday" };
    const asked = await connect.authorize({ ...credentials, MostRecentCached: false, Save: true });
    expect(asked.status).toBe(203);
    expect((await connect.control("GET", "/logins")).body).toEqual([]);
    const { RequestId, prompt } = challengeOf(asked);
    const SecurityResponses = { [prompt]: [answerTo(prompt)] };
    const answered = await connect.authorize({ RequestId, SecurityResponses });
    expect(answered.body.Login.Id).toBe(await connect.link(GREATDAY));
  });

  test("credentials that were never linked, or were not to be saved, have nothing stored", async () => {
    const credentials = { Institution: "FlinksCapital", Username: "alex", Password: "sandbox" };
    const cached = { ...credentials, MostRecentCached: true };
    expect(await connect.authorize(cached)).toEqual(refusal(401, "INVALID_LOGIN"));
    const live = await connect.authorize({ ...credentials, MostRecentCached: false, Save: false });
    expect((await connect.detail(live.body.RequestId)).status).toBe(200);
    expect(await connect.authorize(cached)).toEqual(refusal(401, "INVALID_LOGIN"));
  });

  test.each([
    ["test_disabled_account", "Everyday", "DISABLED_LOGIN"],
    ["test_service_unavailable", "Everyday", "RETRY_LATER"],
    ["Greatday", "everyday", "INVALID_PASSWORD"],
    ["nobody", "Everyday", "INVALID_USERNAME"],
  ])("refuses %s with %s: %s", async (Username, Password, code) => {
    const credentials = { Institution: "FlinksCapital", Username, Password, MostRecentCached: false };
    expect(await connect.authorize(credentials)).toEqual(refusal(401, code));
  });

  test.each([
    ["{}", {}],
    ["no JSON", "{"],
    ["a list", []],
    ["a number for LoginId", { LoginId: 5 }],
    ["an unknown institution", { Institution: "Nowhere", Username: "alex", Password: "sandbox" }],
  ])("%s is INVALID_REQUEST", async (_what, body) => {
    expect(await connect.authorize(body)).toEqual(refusal(401, "INVALID_REQUEST"));
  });

  test("the widget, reopened with the RequestId, takes the answer instead", async () => {
    const loginId = await connect.link(GREATDAY);
    const { RequestId } = challengeOf(await askedOf(loginId));
    const left = new URL(await visitConnect(await connect.widget({ requestId: RequestId }), GREATDAY));
    expect(left.searchParams.get("loginId")).toBe(loginId);
    expect((await connect.detail(RequestId)).status).toBe(200);
    expect((await request(await connect.widget({ requestId: RequestId }))).statusCode).toBe(400);
  });
});

describe("GetAccountsDetail", () => {
  test("has every documented member, and no other", async () => {
    const detail = await detailOf(await connect.link(GREATDAY));
    expect(Object.keys(detail).toSorted()).toEqual([
      "Accounts",
      "HttpStatusCode",
      "Institution",
      "InstitutionId",
      "InstitutionName",
      "Login",
      "RequestId",
    ]);
    const [account] = detail.Accounts;
    expect(Object.keys(account).toSorted()).toEqual(
      [
        "AccountNumber",
        "AccountType",
        "Balance",
        "Category",
        "Currency",
        "Holder",
        "Id",
        "InstitutionNumber",
        "LastFourDigits",
        "OverdraftLimit",
        "Title",
        "TransitNumber",
        "Transactions",
        "Type",
      ].toSorted(),
    );
    expect(Object.keys(account.Balance)).toEqual(["Available", "Current", "Limit"]);
    expect(account.Holder).toEqual({
      Name: "Noor Dhaliwal",
      Address: {
        CivicAddress: "214 Prairie Rose Way",
        City: "Calgary",
        Province: "AB",
        PostalCode: "T2N 1P5",
        POBox: null,
        Country: "CA",
      },
      Email: "noor.dhaliwal@example.com",
      PhoneNumber: "4035550188",
    });
    expect(Object.keys(account.Transactions[0])).toEqual([
      "Id",
      "Date",
      "Code",
      "Description",
      "Debit",
      "Credit",
      "Balance",
    ]);
  });

  test("sorts accounts by Category, and guesses Type from the title", async () => {
    const { Accounts } = await detailOf(await connect.link(GREATDAY));
    const kinds = Accounts.map(({ Title, Category, Type }: any) => [Title, Category, Type]);
    expect(kinds).toEqual([
      ["Everyday Chequing", "Operations", "Chequing"],
      ["Sugarbush High Interest Savings", "Operations", "Savings"],
      ["Wayfarer Travel Card", "Credits", "CreditCard"],
      ["Hearth Mortgage", "Credits", "Mortgage"],
      ["Open Road Auto Loan", "Credits", "LoanCar"],
      ["Self-Directed RRSP", "Products", "RRSP"],
    ]);
  });

  test("shows the books of the bank: numbers, balances and posted entries agree with its FDX face", async () => {
    const bank = await openBank({ bank: "capital" });
    try {
      const get = await callerFor(bank, "noor");
      const { accounts } = (await get("accounts?resultType=details")).body;
      const { Accounts } = await detailOf(await connect.link(GREATDAY));
      const tails = accounts.map((account: any) => account.accountNumberDisplay.slice(-4));
      expect(Accounts.map((account: any) => account.LastFourDigits)).toEqual(tails);
      const [chequing, , card, mortgage, , rrsp] = accounts;
      expect(Accounts[0].Balance).toEqual({
        Available: chequing.availableBalance,
        Current: chequing.currentBalance,
        Limit: null,
      });
      expect(Accounts[2].Balance).toEqual({
        Available: card.availableCredit,
        Current: card.currentBalance,
        Limit: card.creditLine,
      });
      expect(Accounts[3].Balance).toEqual({
        Available: null,
        Current: mortgage.principalBalance,
        Limit: null,
      });
      expect(Accounts[5].Balance).toEqual({ Available: null, Current: rrsp.currentValue, Limit: null });
      const networks = (await get(`accounts/${chequing.accountId}/payment-networks`)).body.paymentNetworks;
      expect(Accounts[0]).toMatchObject({
        AccountNumber: networks[0].identifier,
        TransitNumber: networks[0].bankTransitId,
        InstitutionNumber: networks[0].bankInstitutionId,
      });
      const path = `accounts/${chequing.accountId}/transactions?startTime=2025-12-11&limit=200`;
      const { transactions } = (await get(path)).body;
      const posted = transactions.filter(({ status }: any) => status === "POSTED");
      expect(transactions.length).toBeGreaterThan(posted.length);
      const shown = Accounts[0].Transactions.map((row: any) => [
        row.Date,
        row.Description,
        row.Debit,
        row.Credit,
      ]);
      const booked = posted.map((row: any) => [
        row.transactionTimestamp.slice(0, 10),
        row.description,
        row.debitCreditMemo === "DEBIT" ? row.amount : null,
        row.debitCreditMemo === "CREDIT" ? row.amount : null,
      ]);
      expect(shown).toEqual(booked.slice(0, shown.length));
      expect(shown.length).toBeGreaterThan(20);
    } finally {
      await bank.close();
    }
  });

  test("a running balance ends at the current one", async () => {
    const { Accounts } = await detailOf(await connect.link(GREATDAY));
    for (const { Balance, Transactions, Category } of Accounts.slice(0, 5)) {
      expect(Transactions[0].Balance).toBe(Balance.Current);
      const [newest, before] = Transactions;
      const moved = (newest.Credit ?? 0) - (newest.Debit ?? 0);
      const change = Category === "Operations" ? moved : -moved;
      expect(Number(before.Balance) + change).toBeCloseTo(newest.Balance, 6);
    }
  });

  test("has the documented oddities: no transit, null Available, Debit and Credit both filled", async () => {
    const { Accounts } = await detailOf(await connect.link(GREATDAY));
    const transits = Accounts.map(({ TransitNumber }: any) => TransitNumber);
    expect(transits).toEqual(["31337", null, "31337", "31337", "31337", "31337"]);
    expect(Accounts[3].Balance.Available).toBeNull();
    expect(Accounts[5].Transactions.length).toBeGreaterThan(0);
    for (const { Debit, Credit } of Accounts[5].Transactions)
      expect([Debit > 0, Debit]).toEqual([true, Credit]);
    for (const { Debit, Credit } of Accounts[0].Transactions) {
      expect([Debit, Credit].filter((amount) => amount === null)).toHaveLength(1);
    }
  });

  test("reaches back 90 or 365 days, in one piece", async () => {
    const loginId = await connect.mint("morgan");
    const [short, long] = [
      await detailOf(loginId),
      await detailOf(loginId, { DaysOfTransactions: "Days365" }),
    ];
    const oldest = ({ Accounts }: any): string => Accounts[0].Transactions.at(-1).Date;
    expect([oldest(short), oldest(long)]).toEqual(["2025-12-11", "2025-03-11"]);
    expect(long.Accounts[0].Transactions.length).toBeGreaterThan(3_000);
    const odd = { DaysOfTransactions: "Days30" };
    expect(await connect.detail(await connect.session(loginId), odd)).toEqual(
      refusal(401, "INVALID_REQUEST"),
    );
  });

  test("leaves out what was not asked for", async () => {
    const loginId = await connect.mint("alex");
    const [all] = (await detailOf(loginId)).Accounts;
    const options = { WithTransactions: false, WithAccountIdentity: false, AccountsFilter: [all.Id] };
    const { Accounts } = await detailOf(loginId, options);
    expect(Accounts).toHaveLength(1);
    expect(Accounts[0]).toMatchObject({
      ...{ Id: all.Id, Transactions: [], Holder: null, TransitNumber: null, InstitutionNumber: null },
    });
  });

  test("gives a session's data once", async () => {
    const requestId = await connect.session(await connect.mint("alex"));
    expect((await connect.detail(requestId)).status).toBe(200);
    expect(await connect.detail(requestId)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    expect(await connect.poll(requestId)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    expect(await connect.detail("unknown")).toEqual(refusal(400, "SESSION_NONEXISTENT"));
  });

  test("is refused half an hour after the session began", async () => {
    const requestId = await connect.session(await connect.mint("alex"));
    await connect.control("POST", "/clock", { advanceMs: 30 * MINUTE_MS });
    expect(await connect.detail(requestId)).toEqual(refusal(400, "SESSION_EXPIRED"));
  });

  test("a question waits eight minutes for its answer", async () => {
    const { RequestId, prompt } = challengeOf(await askedOf(await connect.link(GREATDAY)));
    await connect.control("POST", "/clock", { advanceMs: 8 * MINUTE_MS });
    const late = { RequestId, SecurityResponses: { [prompt]: [answerTo(prompt)] } };
    expect(await connect.authorize(late)).toEqual(refusal(400, "SESSION_EXPIRED"));
  });
});

describe("a read that takes its time", () => {
  beforeEach(() => connect.control("PUT", "/processing", { processingMs: 60_000 }));

  test("is pending until the bank was read, then polled for", async () => {
    const requestId = await connect.session(await connect.link(ALEX));
    expect(await connect.poll(requestId)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    const options = { DaysOfTransactions: "Days365" };
    expect(await connect.detail(requestId, options)).toEqual(refusal(202, "OPERATION_PENDING"));
    expect(await connect.poll(requestId)).toEqual(refusal(202, "OPERATION_PENDING"));
    await connect.control("POST", "/clock", { advanceMs: 60_000 });
    const polled = await connect.poll(requestId);
    expect(polled.status).toBe(200);
    expect(polled.body.Accounts[0].Transactions.at(-1).Date < "2025-06").toBe(true);
  });

  test("ends by itself", async () => {
    await connect.control("PUT", "/processing", { processingMs: 150 });
    await connect.link(ALEX);
    // Asked of the control endpoint: a poll would end the read itself.
    await eventually(async () => (await connect.control("GET", "/logins")).body[0].stored !== undefined);
  });

  test("keeps the card in use: it is neither deleted nor read again", async () => {
    const loginId = await connect.link(ALEX);
    expect(await connect.call("DELETE", `/DeleteCard/${loginId}`)).toEqual(refusal(400, "CARD_IN_USE"));
    const live = { LoginId: loginId, MostRecentCached: false, Save: true };
    expect(await connect.authorize(live)).toEqual(refusal(400, "CARD_IN_USE"));
    await connect.control("POST", "/clock", { advanceMs: 60_000 });
    expect((await connect.call("DELETE", `/DeleteCard/${loginId}`)).status).toBe(200);
  });

  test("two questions answered for one login are not read at once", async () => {
    const loginId = await connect.link(GREATDAY);
    await connect.control("POST", "/clock", { advanceMs: 60_000 });
    const [first, second] = [challengeOf(await askedOf(loginId)), challengeOf(await askedOf(loginId))];
    const answer = ({ RequestId, prompt }: typeof first): ReturnType<typeof connect.authorize> =>
      connect.authorize({ RequestId, SecurityResponses: { [prompt]: [answerTo(prompt)] } });
    expect((await answer(first)).status).toBe(200);
    expect(await answer(second)).toEqual(refusal(400, "CARD_IN_USE"));
  });

  test("that is broken off by the end of the sandbox writes nothing after it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fdxgw-connect-"));
    const stateFile = join(folder, "connect.json");
    await reopen({ stateFile, processingMs: 100 });
    await connect.mint("alex");
    await sandbox.close();
    await rm(stateFile);
    await delay(150);
    await expect(access(stateFile)).rejects.toThrow("ENOENT");
    await open();
    await rm(folder, { recursive: true });
  });

  test("does not hold up what was stored before", async () => {
    const loginId = await connect.link(ALEX);
    await connect.control("POST", "/clock", { advanceMs: 60_000 });
    const live = await connect.session(loginId, false);
    expect((await connect.detail(live)).status).toBe(202);
    expect((await connect.detail(await connect.session(loginId))).status).toBe(200);
    expect((await connect.control("GET", "/calls")).body.liveReads).toBe(2);
  });
});

describe("what is stored", () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;

  test("stays as the last live read left it, and says from when it is", async () => {
    const loginId = await connect.mint("alex");
    const first = await detailOf(loginId);
    await connect.control("POST", "/clock", { advanceMs: 10 * DAY_MS });
    const stale = await detailOf(loginId);
    expect([stale.Accounts, stale.Login]).toEqual([first.Accounts, first.Login]);
    const fresh = (await connect.detail(await connect.session(loginId, false))).body;
    expect(fresh.Accounts[0].Transactions[0].Date > first.Accounts[0].Transactions[0].Date).toBe(true);
    const ageMs = Date.parse(`${fresh.Login.LastRefresh}Z`) - Date.parse(`${first.Login.LastRefresh}Z`);
    expect(Math.abs(ageMs - 10 * DAY_MS)).toBeLessThan(5_000);
    expect((await detailOf(loginId)).Login).toEqual(fresh.Login);
  });

  test("is not touched by a live read that is not to be saved", async () => {
    const loginId = await connect.mint("alex");
    const first = await detailOf(loginId);
    await connect.control("POST", "/clock", { advanceMs: DAY_MS });
    const live = await connect.authorize({ LoginId: loginId, MostRecentCached: false, Save: false });
    const unsaved = (await connect.detail(live.body.RequestId)).body;
    expect(unsaved.Login.LastRefresh > first.Login.LastRefresh).toBe(true);
    expect((await detailOf(loginId)).Login).toEqual(first.Login);
  });

  test("ends with DeleteCard: the next link has other ids for the same accounts", async () => {
    const loginId = await connect.link(ALEX);
    const [before] = (await detailOf(loginId)).Accounts;
    const open = await connect.session(loginId);
    expect((await connect.call("DELETE", `/DeleteCard/${loginId}`)).status).toBe(200);
    expect(await connect.call("DELETE", `/DeleteCard/${loginId}`)).toEqual(refusal(401, "INVALID_LOGIN"));
    expect(await connect.detail(open)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    expect(await connect.authorize({ LoginId: loginId, MostRecentCached: true })).toEqual(
      refusal(401, "INVALID_LOGIN"),
    );
    const again = await connect.link(ALEX);
    const [after] = (await detailOf(again)).Accounts;
    expect(after.AccountNumber).toBe(before.AccountNumber);
    expect([again === loginId, after.Id === before.Id]).toEqual([false, false]);
  });

  test("linking once more gives the same loginId", async () => {
    expect(await connect.link(ALEX)).toBe(await connect.link(ALEX));
    expect(await connect.link({ ...ALEX, institutionId: 61 })).not.toBe(await connect.link(ALEX));
  });

  test("survives a restart, sessions do not; a first read that was broken off is made again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fdxgw-connect-"));
    const stateFile = join(folder, "connect.json");
    await reopen({ stateFile });
    const loginId = await connect.link(ALEX);
    const { Login } = await detailOf(loginId);
    const requestId = await connect.session(loginId);
    await connect.control("PUT", "/processing", { processingMs: 60_000 });
    const unread = await connect.mint("wei");
    await reopen({ stateFile });
    expect((await detailOf(loginId)).Login).toEqual(Login);
    expect(await connect.detail(requestId)).toEqual(refusal(400, "SESSION_NONEXISTENT"));
    expect((await detailOf(unread)).Login.Username).toBe("wei");
    await rm(folder, { recursive: true });
  });
});

describe("GetAccountsSummary and Institutions", () => {
  test("the summary has ratios, and neither transactions nor bank numbers", async () => {
    const requestId = await connect.session(await connect.mint("alex"));
    const summary = await connect.call("POST", "/GetAccountsSummary", { body: { RequestId: requestId } });
    const [chequing, savings, card] = summary.body.Accounts;
    expect(chequing).toMatchObject({ Type: "Chequing", EftEligibleRatio: 1, ETransferEligibleRatio: 1 });
    expect([savings.ETransferEligibleRatio, card.EftEligibleRatio]).toEqual([0, 0]);
    for (const name of ["Transactions", "TransitNumber", "InstitutionNumber"]) {
      expect(chequing).not.toHaveProperty(name);
    }
    expect((await connect.detail(requestId)).status).toBe(200);
  });

  test("institutions have ids of Connect and are listed in pages of up to a thousand", async () => {
    const { body } = await connect.call("GET", "/Institutions");
    expect(body.Count).toBe(2);
    expect(body.Data.map(({ Id, Country }: any) => [Id, Country])).toEqual([
      [14, "CA"],
      [61, "CA"],
    ]);
    expect(body.Data[0].Localizations[0]).toMatchObject({ Language: "en", Name: "Flinks Capital" });
    const second = await connect.call("GET", "/Institutions?skip=1&take=1");
    expect(second.body.Data.map(({ Id }: any) => Id)).toEqual([61]);
    for (const query of ["take=1001", "take=-1", "skip=x"]) {
      expect(await connect.call("GET", `/Institutions?${query}`)).toEqual(refusal(401, "INVALID_REQUEST"));
    }
  });
});

describe("webhooks", () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await openReceiver();
    await reopen({ webhook: { url: receiver.url, secret: "hook-secret" } });
  });

  afterEach(() => receiver.close());

  test("bring the detail of every read that has finished, signed over the raw body", async () => {
    const loginId = await connect.link(ALEX);
    const [hook] = await receiver.received(1);
    const body = JSON.parse(hook?.body ?? "");
    expect(Object.keys(body)).toEqual(["ResponseType", ...Object.keys(await detailOf(loginId))]);
    expect([body.ResponseType, body.Login.Id]).toEqual(["GetAccountsDetail", loginId]);
    expect(hook?.headers["x-flinks-signature"]).toBe(signed("hook-secret", hook?.body ?? ""));
    const requestId = await connect.session(loginId, false);
    const [, second] = await receiver.received(2);
    expect(JSON.parse(second?.body ?? "").RequestId).toBe(requestId);
    await connect.session(loginId);
    await delay(50);
    expect(await receiver.received(2)).toHaveLength(2);
  });

  test("come by themselves when the read is over", async () => {
    await connect.control("PUT", "/processing", { processingMs: 150 });
    await connect.link(ALEX);
    expect(await receiver.received(1)).toHaveLength(1);
  });

  test("do not come before", async () => {
    await connect.control("PUT", "/processing", { processingMs: 60_000 });
    await connect.link(ALEX);
    await delay(50);
    expect(await receiver.received(0)).toHaveLength(0);
    await connect.control("POST", "/clock", { advanceMs: 60_000 });
    expect(await receiver.received(1)).toHaveLength(1);
  });

  test("are tried again until 200, no other status will do", async () => {
    receiver.answerWith([500, 204, 200]);
    await connect.link(ALEX);
    const hooks = await receiver.received(3);
    expect(new Set(hooks.map(({ body }) => body)).size).toBe(1);
    await delay(300);
    const [{ statuses }] = (await connect.control("GET", "/webhooks")).body;
    expect(statuses).toEqual([500, 204, 200]);
  });

  test("can be sent now, replayed byte for byte, and sent with a bad signature", async () => {
    const loginId = await connect.mint("alex");
    await connect.control("POST", "/webhooks", { loginId });
    await receiver.received(2);
    await connect.control("POST", "/webhooks/replay");
    const [, sent, replayed] = await receiver.received(3);
    expect([replayed?.body, replayed?.headers["x-flinks-signature"]]).toEqual([
      sent?.body,
      sent?.headers["x-flinks-signature"],
    ]);
    await connect.control("POST", "/webhooks", { loginId, badSignature: true });
    const [, , , bad] = await receiver.received(4);
    expect(bad?.headers["x-flinks-signature"]).not.toBe(signed("hook-secret", bad?.body ?? ""));
  });

  test("carry the signature in the header that was agreed on", async () => {
    await reopen({ webhook: { url: receiver.url, secret: "s", header: "flinks-authenticity-key" } });
    await connect.link(ALEX);
    const [hook] = await receiver.received(1);
    expect(hook?.headers["flinks-authenticity-key"]).toBe(signed("s", hook?.body ?? ""));
  });
});

describe("the control endpoint", () => {
  test("counts calls by endpoint, refused ones too", async () => {
    await detailOf(await connect.mint("alex"));
    await connect.call("GET", "/Institutions", { headers: {} });
    const { total, calls } = (await connect.control("GET", "/calls")).body;
    expect(total).toEqual({ GenerateAuthorizeToken: 1, Authorize: 1, GetAccountsDetail: 1, Institutions: 1 });
    expect(calls.at(-1)).toEqual({ method: "GET", path: "/Institutions", status: 401 });
    await connect.control("DELETE", "/calls");
    expect((await connect.control("GET", "/calls")).body.total).toEqual({});
  });

  test("makes the next live read ask a question, once", async () => {
    const loginId = await connect.mint("alex");
    await connect.control("PUT", `/logins/${loginId}`, { asksMfaNext: true });
    expect((await connect.authorize({ LoginId: loginId, MostRecentCached: true })).status).toBe(200);
    expect((await askedOf(loginId)).status).toBe(203);
    expect((await askedOf(loginId)).status).toBe(200);
  });

  test("has the bank refuse a login: live reads fail with the code, what is stored is still served", async () => {
    const loginId = await connect.mint("alex");
    await connect.control("PUT", `/logins/${loginId}`, { refusal: "DISABLED_LOGIN" });
    expect(await askedOf(loginId)).toEqual(refusal(401, "DISABLED_LOGIN"));
    expect((await detailOf(loginId)).Login.Id).toBe(loginId);
    await connect.control("PUT", `/logins/${loginId}`, { refusal: null });
    expect((await askedOf(loginId)).status).toBe(200);
    expect((await connect.control("PUT", `/logins/${loginId}`, { refusal: "SLEEPY" })).status).toBe(400);
  });

  test("makes a login go away", async () => {
    const loginId = await connect.mint("alex");
    expect((await connect.control("DELETE", `/logins/${loginId}`)).status).toBe(204);
    expect(await connect.authorize({ LoginId: loginId, MostRecentCached: true })).toEqual(
      refusal(401, "INVALID_LOGIN"),
    );
  });

  test("closes the API or slows it down", async () => {
    await connect.control("PUT", "/availability", { status: 503, delayMs: 0 });
    expect(await connect.call("GET", "/Institutions")).toEqual(refusal(503, "AGGREGATION_ERROR"));
    await connect.control("PUT", "/availability", { status: null, delayMs: 100 });
    const before = Date.now();
    expect((await connect.call("GET", "/Institutions")).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(95);
  });

  test.each([
    ["PUT", "/processing", { processingMs: -1 }],
    ["POST", "/clock", { advanceMs: -1 }],
    ["POST", "/logins", { personId: "nobody" }],
    ["POST", "/webhooks", { loginId: "unknown" }],
  ] as const)("%s %s refuses what makes no sense", async (method, path, body) => {
    expect((await connect.control(method, path, body)).status).toBe(400);
  });
});

type Answer = Awaited<ReturnType<ConnectCaller["authorize"]>>;

/** A live read of a login. */
function askedOf(loginId: string): Promise<Answer> {
  return connect.authorize({ LoginId: loginId, MostRecentCached: false, Save: true });
}

function challengeOf({ body }: Answer): { readonly RequestId: string; readonly prompt: string } {
  return { RequestId: body.RequestId, prompt: body.SecurityChallenges[0].Prompt };
}

/** What is stored of a login. */
async function detailOf(loginId: string, options: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const answer = await connect.detail(await connect.session(loginId), options);
  if (answer.status !== 200) throw new Error(`no detail: ${answer.text}`);
  return answer.body;
}

/** Opens the widget, logs in if somebody is given, and tells the address of the page. */
async function widgetPageAt(
  widget: string,
  login?: { readonly username: string; readonly password: string },
): Promise<string> {
  const answer = await request(widget);
  const page = new URL(String(answer.headers["location"]), widget).href;
  if (login !== undefined) await post(page, "login", login);
  return page;
}

async function post(
  page: string,
  step: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly location: string | undefined }> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(fields).toString();
  const answer = await request(`${page}/${step}`, { method: "POST", headers, body });
  await answer.body.dump();
  return { status: answer.statusCode, location: answer.headers["location"]?.toString() };
}

function signed(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

interface Hook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Where a client would take webhooks. */
interface Receiver {
  readonly url: string;
  /** The statuses to answer with, in turn; then 200. */
  answerWith(statuses: readonly number[]): void;
  /** Waits for so many webhooks. */
  received(count: number): Promise<readonly Hook[]>;
  close(): Promise<void>;
}

async function openReceiver(): Promise<Receiver> {
  const hooks: Hook[] = [];
  let statuses: number[] = [];
  const server: Server = createServer((incoming, answer) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (part: string) => (body += part));
    incoming.on("end", () => {
      hooks.push({ headers: incoming.headers, body });
      answer.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/webhooks`,
    answerWith: (next) => (statuses = [...next]),
    received: async (count) => {
      for (let wait = 0; hooks.length < count && wait < 200; wait += 1) await delay(10);
      if (hooks.length < count) throw new Error(`${String(hooks.length)} webhooks, not ${String(count)}`);
      return [...hooks];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
