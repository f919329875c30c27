import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { errors, MockAgent } from "undici";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { DATA_CLUSTERS } from "../../../../src/core/data-cluster.js";
import { AccountId, ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { FdxRecord, ProviderCall } from "../../../../src/providers/data-provider.js";
import type { FdxBody } from "../../../../src/providers/fdx/fdx-body.js";
import type { Answer } from "../../../../src/providers/answer.js";
import { sentRecord } from "../../../../src/providers/sent-record.js";
import { FdxClient } from "../../../../src/providers/fdx/fdx-client.js";
import { FdxProvider, type FdxProviderOptions } from "../../../../src/providers/fdx/fdx-provider.js";
import { holder, MAPLE, upstreamRequest } from "../../../support/builders.js";
import { FakeClock } from "../../../support/fake-clock.js";

const ORIGIN = "https://maple.test";

let network: MockAgent;
let client: FdxClient;
/** What tokens were asked for: the rejected token's text, or "any". */
let asked: string[];
let calls: number;
/** What the token manager hands out: another token each time it is told of a rejected one. */
let tokenOf: (rejected?: Secret) => Secret;
let controller: AbortController;
let call: ProviderCall;

beforeEach(() => {
  network = new MockAgent();
  network.disableNetConnect();
  asked = [];
  tokenOf = (rejected) => new Secret(rejected === undefined ? "token-1" : "token-2");
  calls = 0;
  controller = new AbortController();
  const countCall = (): void => {
    calls += 1;
  };
  call = {
    grantedClusters: DATA_CLUSTERS,
    reference: { consentId: ConsentId("consent-1"), dataProviderId: MAPLE, ...holder() },
    request: upstreamRequest({ signal: controller.signal, countCall }),
  };
  client = new FdxClient({
    baseUrl: new URL(`${ORIGIN}/fdx/v6/`),
    dispatcher: network,
    clock: new FakeClock(),
    tokens: {
      accessToken: async (reference, rejected) => {
        asked.push(rejected?.reveal() ?? "any");
        expect(reference).toBe(call.reference);
        return tokenOf(rejected);
      },
    },
  });
});

afterEach(async () => {
  network.assertNoPendingInterceptors();
  await network.close();
});

function bankAnswers(path: string, status: number, body: string | object = "{}", token = "token-1"): void {
  const headers = { authorization: `Bearer ${token}` };
  network.get(ORIGIN).intercept({ path, headers }).reply(status, body);
}

const provider = (options: Partial<FdxProviderOptions> = {}): FdxProvider =>
  new FdxProvider(client, { pageSize: 25, fdxVersion: "6.4", ...options });
const get = (...segments: string[]): Promise<FdxBody | undefined> => client.get(call, segments);

describe("a request", () => {
  it("carries the consent's token, the request's id and that a person is waiting", async () => {
    network
      .get(ORIGIN)
      .intercept({
        path: "/fdx/v6/accounts?resultType=lightweight&limit=100",
        method: "GET",
        headers: {
          accept: "application/json",
          authorization: "Bearer token-1",
          "x-fapi-interaction-id": "5f0e1e5c-0000-4000-8000-000000000001",
          "fdx-api-actor-type": "USER",
        },
      })
      .reply(200, "bytes as they came");
    const query = { resultType: "lightweight", pageKey: undefined, limit: 100 };
    expect((await client.get(call, ["accounts"], query))?.bytes.toString()).toBe("bytes as they came");
    expect(calls).toBe(1);
  });

  it("takes a partial answer for an answer", async () => {
    bankAnswers("/fdx/v6/accounts", 206, "part");
    expect((await get("accounts"))?.bytes.toString()).toBe("part");
  });

  it.each([
    ["a/b?c#d", "a%2Fb%3Fc%23d"],
    ["../../admin", "..%2F..%2Fadmin"],
    ["..%2f", "..%252f"],
    ["%2e%2e", "%252e%252e"],
    ["https://evil.test/", "https%3A%2F%2Fevil.test%2F"],
    ["a\r\nx-evil: 1", "a%0D%0Ax-evil%3A%201"],
    ["ü €", "%C3%BC%20%E2%82%AC"],
    ["...", "..."],
  ])("keeps the id %p in its place in the path", async (id, encoded) => {
    bankAnswers(`/fdx/v6/accounts/${encoded}/contact`, 200, "{}");
    expect(await get("accounts", id, "contact")).toBeDefined();
  });

  it.each([".", ".."])("is not sent for the id %p, which URL parsers take for a way up", async (id) => {
    await expect(get("accounts", id, "contact")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(calls).toBe(0);
    expect(asked).toEqual([]);
  });

  it("encodes what stands in its query", async () => {
    bankAnswers("/fdx/v6/accounts?pageKey=a%26limit%3D9%23", 200);
    expect(await client.get(call, ["accounts"], { pageKey: "a&limit=9#" })).toBeDefined();
  });

  it("does not follow a redirect", async () => {
    network
      .get(ORIGIN)
      .intercept({ path: "/fdx/v6/accounts" })
      .reply(302, "", { headers: { location: "http://10.0.0.1/" } });
    await expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
    expect(calls).toBe(1);
  });

  it("is not sent when there is no token", async () => {
    const without = new FdxClient({
      ...{ baseUrl: new URL(`${ORIGIN}/`), dispatcher: network, clock: new FakeClock() },
      tokens: { accessToken: () => Promise.reject(new GatewayError("CONSENT_NOT_ACTIVE", "none")) },
    });
    await expect(without.get(call, ["accounts"])).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
    expect(calls).toBe(0);
  });
});

describe("a 401", () => {
  it("asks for another token than the rejected one, and tries once more", async () => {
    bankAnswers("/fdx/v6/accounts", 401);
    bankAnswers("/fdx/v6/accounts", 200, "data", "token-2");
    expect((await get("accounts"))?.bytes.toString()).toBe("data");
    expect(asked).toEqual(["any", "token-1"]);
    expect(calls).toBe(2);
  });

  it("twice means that consent must be given again; there is no third try", async () => {
    bankAnswers("/fdx/v6/accounts", 401);
    bankAnswers("/fdx/v6/accounts", 401, "{}", "token-2");
    await expect(get("accounts")).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect(calls).toBe(2);
  });

  it("with a token so fresh that no other is to be had means that consent must be given again", async () => {
    tokenOf = () => new Secret("token-1");
    bankAnswers("/fdx/v6/accounts", 401);
    await expect(get("accounts")).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect([asked, calls]).toEqual([["any", "token-1"], 1]);
  });

  it("that speaks of the account, not of the token, changes no token", async () => {
    bankAnswers("/fdx/v6/accounts", 401, { code: "903" });
    await expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_REFUSED" });
    expect([asked, calls]).toEqual([["any"], 1]);
  });

  it("that asks for more authentication changes no token", async () => {
    network
      .get(ORIGIN)
      .intercept({ path: "/fdx/v6/accounts" })
      .reply(401, "", { headers: { "www-authenticate": 'Bearer error="insufficient_user_authentication"' } });
    await expect(get("accounts")).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect([asked, calls]).toEqual([["any"], 1]);
  });
});

describe.each([401, 403])("FDX 602 under HTTP %i", (status) => {
  const PATH = "/fdx/v6/accounts/a/transactions";
  const PROBE = "/fdx/v6/accounts?resultType=lightweight&limit=1";
  const refuses = (path: string, token = "token-1"): void => {
    bankAnswers(path, status, { code: "602" }, token);
  };
  const transactions = (): Promise<FdxBody | undefined> => get("accounts", "a", "transactions");

  it("is a cluster that was not granted, if another one answers: one call more, and the token stays", async () => {
    refuses(PATH);
    bankAnswers(PROBE, 200);
    await expect(transactions()).rejects.toMatchObject({
      code: "DATA_CLUSTER_NOT_GRANTED",
      facts: { dataCluster: "TRANSACTIONS" },
    });
    expect([asked, calls]).toEqual([["any"], 2]);
  });

  it.each([
    [204, ""],
    [404, { code: "1107" }],
  ])("is so too if the other cluster has nothing to give (HTTP %i)", async (answer, body) => {
    refuses(PATH);
    bankAnswers(PROBE, answer, body);
    await expect(transactions()).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
    expect(calls).toBe(2);
  });

  it("is a stale token, if another token is good: two calls more", async () => {
    refuses(PATH);
    refuses(PROBE);
    bankAnswers(PATH, 200, "data", "token-2");
    expect((await transactions())?.bytes.toString()).toBe("data");
    expect([asked, calls]).toEqual([["any", "token-1"], 3]);
  });

  it("is the end of the consent, if everything is refused with every token: two calls more", async () => {
    refuses(PATH);
    refuses(PROBE);
    refuses(PATH, "token-2");
    await expect(transactions()).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect([asked, calls]).toEqual([["any", "token-1"], 3]);
  });

  it("is the end of the consent, if everything is refused and the token is fresh: one call more", async () => {
    tokenOf = () => new Secret("token-1");
    refuses(PATH);
    refuses(PROBE);
    await expect(transactions()).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect(calls).toBe(2);
  });

  it("is what the token manager says, if the authorization server ended the grant", async () => {
    tokenOf = (rejected) => {
      if (rejected !== undefined) throw new GatewayError("CONSENT_REAUTH_REQUIRED", "invalid_grant");
      return new Secret("token-1");
    };
    refuses(PATH);
    refuses(PROBE);
    await expect(transactions()).rejects.toMatchObject({ message: /invalid_grant/ });
    expect(calls).toBe(2);
  });

  it("behind a stale token is looked into with the other token: two calls more", async () => {
    bankAnswers(PATH, 401);
    refuses(PATH, "token-2");
    bankAnswers(PROBE, 200, "{}", "token-2");
    await expect(transactions()).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
    expect(calls).toBe(3);
  });

  it.each([
    [503, "PROVIDER_UNAVAILABLE"],
    [429, "PROVIDER_RATE_LIMITED"],
  ])(
    "cannot be settled while the provider answers %i: that is told, and may be tried again",
    async (answer, code) => {
      refuses(PATH);
      bankAnswers(PROBE, answer);
      await expect(transactions()).rejects.toMatchObject({ code });
      expect([asked, calls]).toEqual([["any"], 2]);
    },
  );

  it("does not end a consent where the other cluster fails for a reason of its own", async () => {
    refuses(PATH);
    bankAnswers(PROBE, 400, { code: "401" });
    await expect(transactions()).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
    expect([asked, calls]).toEqual([["any"], 2]);
  });

  it("needs no look where no other cluster was granted", async () => {
    call = { ...call, grantedClusters: ["TRANSACTIONS"] };
    refuses(PATH);
    bankAnswers(PATH, 200, "data", "token-2");
    expect((await transactions())?.bytes.toString()).toBe("data");
    expect(calls).toBe(2);
  });

  it("costs one look for all calls of a request that it meets at once", async () => {
    const ids = ["a", "b", "c", "d"];
    for (const id of ids) refuses(`/fdx/v6/accounts/${id}/transactions`);
    bankAnswers(PROBE, 200);
    const answers = ids.map((id) => get("accounts", id, "transactions"));
    for (const answer of await Promise.allSettled(answers)) {
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "DATA_CLUSTER_NOT_GRANTED" } });
    }
    expect(calls).toBe(ids.length + 1);
  });

  it("is looked into for each consent and each request", async () => {
    const other = { ...call, reference: { ...call.reference, consentId: ConsentId("consent-2") } };
    const later = { ...call, request: { ...call.request } };
    const free = new FdxClient({
      ...{ baseUrl: new URL(`${ORIGIN}/fdx/v6/`), dispatcher: network, clock: new FakeClock() },
      tokens: { accessToken: async () => new Secret("token-1") },
    });
    for (const each of [call, other, later]) {
      refuses(PATH);
      bankAnswers(PROBE, 200);
      const answer = free.get(each, ["accounts", "a", "transactions"]);
      await expect(answer).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
    }
    expect(calls).toBe(6);
  });

  it("asks again with another token, of which the first look says nothing", async () => {
    const tokens = ["token-1", "token-2"];
    const free = new FdxClient({
      ...{ baseUrl: new URL(`${ORIGIN}/fdx/v6/`), dispatcher: network, clock: new FakeClock() },
      tokens: { accessToken: async (_reference, rejected) => rejected ?? new Secret(tokens.shift() ?? "") },
    });
    const ask = (id: string): Promise<unknown> => free.get(call, ["accounts", id, "transactions"]);
    refuses("/fdx/v6/accounts/a/transactions");
    refuses(PROBE);
    await expect(ask("a")).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    refuses("/fdx/v6/accounts/b/transactions", "token-2");
    bankAnswers(PROBE, 200, "{}", "token-2");
    await expect(ask("b")).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
  });

  it("spends no call that the request may not make", async () => {
    let left = 1;
    const countCall = (): void => {
      if (left === 0) throw new GatewayError("OPERATION_TOO_COMPLEX", "no more");
      left -= 1;
    };
    call = { ...call, request: { ...call.request, countCall } };
    refuses(PATH);
    await expect(transactions()).rejects.toMatchObject({ code: "OPERATION_TOO_COMPLEX" });
  });
});

describe("another failure", () => {
  it.each([403, 404, 429, 500, 503])("(HTTP %i) is settled without a second request", async (status) => {
    bankAnswers("/fdx/v6/accounts", status, { code: "999", message: "Alex Tremblay" });
    const failure: unknown = await get("accounts").catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(GatewayError);
    expect(String(failure)).not.toContain("Alex");
    expect(calls).toBe(1);
    expect(asked).toEqual(["any"]);
  });

  it.each(["1102", "1107", "1108"])("404 with FDX %s is nothing to give, not a failure", async (code) => {
    bankAnswers("/fdx/v6/accounts/a/transactions", 404, { code });
    expect(await get("accounts", "a", "transactions")).toBeUndefined();
  });

  it.each([
    [429, { code: "1207" }, "PROVIDER_RATE_LIMITED"],
    [422, { code: 1207 }, "PROVIDER_RATE_LIMITED"],
    [405, { code: "501" }, "PROVIDER_UNSUPPORTED"],
    [501, { code: "1106" }, "PROVIDER_UNSUPPORTED"],
    [400, { code: "1300" }, "PROVIDER_NOT_READY"],
    [502, "<html><body>Bad Gateway</body></html>", "PROVIDER_UNAVAILABLE"],
    [502, "x".repeat(1_000_000), "PROVIDER_UNAVAILABLE"],
    [404, { code: "701" }, "NOT_FOUND"],
    [408, "", "PROVIDER_TIMEOUT"],
    [504, "", "PROVIDER_TIMEOUT"],
    [202, { status: "working" }, "PROVIDER_NOT_READY"],
  ])("HTTP %i with the body %p is %s", async (status, body, code) => {
    bankAnswers("/fdx/v6/accounts", status, body);
    await expect(get("accounts")).rejects.toMatchObject({ code });
    expect(calls).toBe(1);
  });

  it("says for how long to wait and what to quote", async () => {
    const headers = {
      "retry-after": new Date(new FakeClock().now() + 90_000).toUTCString(),
      "x-fapi-interaction-id": call.request.interactionId,
      "ob-correlation-id": "corr-0001",
      "ob-trace-id": "Alex Tremblay",
    };
    const body = { code: "1000", message: "maintenance" };
    network.get(ORIGIN).intercept({ path: "/fdx/v6/accounts" }).reply(503, body, { headers });
    await expect(get("accounts")).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      facts: {
        retryAfter: 90,
        supportReferences: [
          { name: "x-fapi-interaction-id", value: call.request.interactionId },
          { name: "ob-correlation-id", value: "corr-0001" },
        ],
      },
    });
  });
});

describe("a body", () => {
  it("that is packed although nobody asked is unpacked", async () => {
    network
      .get(ORIGIN)
      .intercept({ path: "/fdx/v6/accounts" })
      .reply(200, gzipSync("data"), { headers: { "content-encoding": "gzip" } });
    expect((await get("accounts"))?.bytes.toString()).toBe("data");
  });

  it("that cannot be unpacked is an invalid answer, not a bank that is down", async () => {
    network
      .get(ORIGIN)
      .intercept({ path: "/fdx/v6/accounts" })
      .reply(200, "data", { headers: { "content-encoding": "zpaq" } });
    await expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });

  it("that is an HTML page, or other JSON than was asked for, is an invalid answer", async () => {
    const bank = provider();
    for (const body of ["<html>Please log in</html>", "[]", '"data"', '{"accounts":{}}', " "]) {
      bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", 200, body);
      const answer = await bank.accounts(call, { resultType: "details" });
      expect(() => answer.value).toThrow(expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }));
    }
  });
});

describe("what the provider's support asks for", () => {
  const headers = { "x-fapi-interaction-id": "interaction-0001", "ob-trace-id": "trace-0001" };
  const supportReferences = [
    { name: "x-fapi-interaction-id", value: "interaction-0001" },
    { name: "ob-trace-id", value: "trace-0001" },
  ];
  const path = "/fdx/v6/accounts/a/contact";
  const bankSends = (body: string | Buffer, more = {}): void => {
    network
      .get(ORIGIN)
      .intercept({ path })
      .reply(200, body, { headers: { ...headers, ...more } });
  };

  it.each([
    ["is no JSON", "<html>", "PROVIDER_ANSWER_INVALID"],
    ["is of another shape", "[]", "PROVIDER_ANSWER_INVALID"],
    ["is an error that came as a success", '{"code":"501"}', "PROVIDER_UNAVAILABLE"],
  ])("is told where an answer %s, which is found out later", async (_what, body, code) => {
    bankSends(body);
    const answer = await provider().contact(call, AccountId("a"));
    expect(() => answer.value).toThrow(expect.objectContaining({ code, facts: { supportReferences } }));
  });

  it.each([
    ["is empty", "", {}],
    ["cannot be unpacked", "data", { "content-encoding": "zpaq" }],
  ])("is told where a body %s", async (_what, body, more) => {
    bankSends(body, more);
    await expect(get("accounts", "a", "contact")).rejects.toMatchObject({
      ...{ code: "PROVIDER_ANSWER_INVALID", facts: { supportReferences } },
    });
  });

  it("is told of a list too, in every piece of a history", async () => {
    const days = { startDate: "2026-01-01", endDate: "2026-01-02", limit: 5 };
    const query = "startDate=2026-01-02&endDate=2026-01-02&limit=5";
    network
      .get(ORIGIN)
      .intercept({ path: `/fdx/v6/accounts/a/transactions?${query}` })
      .reply(200, "{}", { headers });
    const answer = await provider({ historyWindowDays: 1 }).transactions(call, AccountId("a"), days);
    expect(() => answer.value).toThrow(expect.objectContaining({ facts: { supportReferences } }));
  });
});

describe("nothing at all", () => {
  const list = "/fdx/v6/accounts?resultType=details&limit=25";
  const accounts = async (): Promise<unknown> =>
    (await provider().accounts(call, { resultType: "details" })).value.rows;

  it.each([
    [204, ""],
    [404, { code: "1107" }],
    [200, { code: "1107" }],
    [200, { accounts: [] }],
  ])("with HTTP %i and %j is a list without rows", async (status, body) => {
    bankAnswers(list, status, body);
    expect(await accounts()).toEqual([]);
  });

  it.each([
    ["PROVIDER_ANSWER_INVALID", ""],
    ["PROVIDER_ANSWER_INVALID", {}],
    ["PROVIDER_UNAVAILABLE", { code: "500" }],
  ])("is not told by %s: 200 and %j", async (code, body) => {
    bankAnswers(list, 200, body);
    await expect(accounts()).rejects.toMatchObject({ code });
  });
});

describe("a failure's text, which is for the operator's log,", () => {
  it("names the bank and nothing that the bank sent", async () => {
    bankAnswers("/fdx/v6/accounts/4021/contact", 500, { code: "Alex Tremblay", message: "Alex" });
    const failure: unknown = await get("accounts", "4021", "contact").catch((reason: unknown) => reason);
    expect(String(failure)).toContain("maple.test");
    expect(String(failure)).not.toMatch(/Alex|4021/);
  });
});

describe("the network", () => {
  it("that is down is PROVIDER_UNAVAILABLE", async () => {
    network.get(ORIGIN).intercept({ path: "/fdx/v6/accounts" }).replyWithError(new Error("ECONNREFUSED"));
    await expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it.each([
    ["PROVIDER_TIMEOUT", new errors.HeadersTimeoutError()],
    ["PROVIDER_TIMEOUT", new errors.BodyTimeoutError()],
    ["PROVIDER_ANSWER_INVALID", new errors.ResponseExceededMaxSizeError()],
    ["PROVIDER_UNAVAILABLE", new errors.ConnectTimeoutError()],
    ["PROVIDER_UNAVAILABLE", new errors.SocketError("closed")],
  ])("gives %s for %s", async (code, failure) => {
    network.get(ORIGIN).intercept({ path: "/fdx/v6/accounts" }).replyWithError(failure);
    await expect(get("accounts")).rejects.toMatchObject({ code });
  });

  it("is not waited for when the client is gone", async () => {
    network.get(ORIGIN).intercept({ path: "/fdx/v6/accounts" }).reply(200, "late").delay(100);
    const answer = expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    await new Promise((resolve) => setImmediate(resolve)); // until the request is under way
    controller.abort(new Error("client gone"));
    await answer;
  });

  it("is not used at all when the client was gone before", async () => {
    controller.abort(new Error("client gone"));
    await expect(get("accounts")).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
  });
});

describe("a statement's document", () => {
  const path = "/fdx/v6/accounts/a/statements/s%2F1";
  const link = (): Promise<string | undefined> => provider().statementLink(call, AccountId("a"), "s/1");

  function bankSends(status: number, location?: string, body = ""): void {
    const headers: Record<string, string> = location === undefined ? {} : { location };
    network
      .get(ORIGIN)
      .intercept({ path, headers: { accept: /application\/pdf/, authorization: "Bearer token-1" } })
      .reply(status, body, { headers });
  }

  it.each([
    [302, "https://files.test/doc?sig=abc", "https://files.test/doc?sig=abc"],
    [303, "https://files.test/doc", "https://files.test/doc"],
    [307, "/signed/doc?sig=abc", `${ORIGIN}/signed/doc?sig=abc`],
    [302, "http://files.test/doc", undefined],
    [302, "javascript:alert(1)", undefined],
    [302, "https://user:secret@files.test/doc", undefined],
    [302, "https://", undefined],
    [302, undefined, undefined],
  ])("with %i to %p is at %p, and nobody goes there with the token", async (status, location, expected) => {
    bankSends(status, location);
    expect(await link()).toBe(expected);
    expect(calls).toBe(1);
  });

  it("that the bank sends itself has no address", async () => {
    bankSends(200, undefined, "%PDF-1.7");
    expect(await link()).toBeUndefined();
  });

  it.each([
    [404, { code: "1104" }, "NOT_FOUND"],
    [500, {}, "PROVIDER_UNAVAILABLE"],
    [304, {}, "PROVIDER_ANSWER_INVALID"],
  ])("fails with HTTP %i as other answers do", async (status, body, code) => {
    bankSends(status, undefined, JSON.stringify(body));
    await expect(link()).rejects.toMatchObject({ code });
  });

  it("is asked for again with another token after a 401", async () => {
    bankSends(401);
    network
      .get(ORIGIN)
      .intercept({ path, headers: { authorization: "Bearer token-2" } })
      .reply(302, "", { headers: { location: "https://files.test/doc" } });
    expect(await link()).toBe("https://files.test/doc");
    expect(calls).toBe(2);
  });

  it("has no id that leaves its place in the path", async () => {
    const asked = provider().statementLink(call, AccountId("a"), "..");
    await expect(asked).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(calls).toBe(0);
  });
});

describe("FdxProvider", () => {
  const accountId = AccountId("a,1/x");
  const window = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 50 };

  it.each<[string, string, (bank: FdxProvider) => Promise<unknown>]>([
    ["the customer", "customers/current", (bank) => bank.customer(call)],
    ["customers", "customers?limit=25", (bank) => bank.customers(call)],
    ["customers' next page", "customers?limit=25&pageKey=k", (bank) => bank.customers(call, "pageKey=k")],
    ["customers at an offset", "customers?limit=25&offset=50", (bank) => bank.customers(call, "offset=50")],
    [
      "accounts",
      "accounts?resultType=details&limit=25",
      (bank) => bank.accounts(call, { resultType: "details" }),
    ],
    [
      "some accounts",
      "accounts?resultType=lightweight&accountIds=a%2Cb&limit=2",
      (bank) =>
        bank.accounts(call, { resultType: "lightweight", accountIds: [AccountId("a"), AccountId("b")] }),
    ],
    ["one account", "accounts/a%2C1%2Fx", (bank) => bank.account(call, accountId)],
    [
      "transactions",
      "accounts/a%2C1%2Fx/transactions?startDate=2026-01-01&endDate=2026-01-31&limit=50&pageKey=k",
      (bank) => bank.transactions(call, accountId, { ...window, cursor: "pageKey=k" }),
    ],
    [
      "statements",
      "accounts/a%2C1%2Fx/statements?startDate=2026-01-01&endDate=2026-01-31&limit=50",
      (bank) => bank.statements(call, accountId, window),
    ],
    [
      "payment networks",
      "accounts/a%2C1%2Fx/payment-networks?limit=25",
      (bank) => bank.paymentNetworks(call, accountId),
    ],
    [
      "asset transfer networks",
      "accounts/a%2C1%2Fx/asset-transfer-networks",
      (bank) => bank.assetTransferNetworks(call, accountId),
    ],
    ["reward programmes", "reward-programs?limit=25", (bank) => bank.rewardPrograms(call)],
    ["a reward programme", "reward-programs/r%2F1", (bank) => bank.rewardProgram(call, "r/1")],
    [
      "reward categories",
      "reward-programs/r%2F1/categories?limit=25&pageKey=k",
      (bank) => bank.rewardCategories(call, "r/1", "pageKey=k"),
    ],
    ["the contact", "accounts/a%2C1%2Fx/contact", (bank) => bank.contact(call, accountId)],
  ])("asks for %s at %s, once", async (_what, path, ask) => {
    bankAnswers(`/fdx/v6/${path}`, 200, "{}");
    await ask(provider());
    expect(calls).toBe(1);
  });

  it.each([
    ["4.6", "startTime=2026-01-01&endTime=2026-01-31"],
    ["5.2", "startTime=2026-01-01&endTime=2026-01-31"],
    ["6.2.1", "startTime=2026-01-01&endTime=2026-01-31"],
    ["6.3", "startDate=2026-01-01&endDate=2026-01-31"],
    ["6.10", "startDate=2026-01-01&endDate=2026-01-31"],
    ["7.0", "startDate=2026-01-01&endDate=2026-01-31"],
  ])("names the days as FDX %s does", async (fdxVersion, days) => {
    bankAnswers(`/fdx/v6/accounts/a/transactions?${days}&limit=50`, 200, "{}");
    bankAnswers(`/fdx/v6/accounts/a/statements?${days}&limit=50`, 200, "{}");
    await provider({ fdxVersion }).transactions(call, AccountId("a"), window);
    await provider({ fdxVersion }).statements(call, AccountId("a"), window);
    expect(calls).toBe(2);
  });

  it("gives an empty list where the bank says that there is nothing", async () => {
    bankAnswers("/fdx/v6/accounts/a/payment-networks?limit=25", 404, { code: "1107" });
    const answer = await provider().paymentNetworks(call, AccountId("a"));
    expect(answer.value).toEqual({ rows: [], next: undefined, totalElements: undefined });
  });

  it("gives an empty list for 204", async () => {
    bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", 204, "");
    const answer = await provider().accounts(call, { resultType: "details" });
    expect(answer.value.rows).toEqual([]);
  });

  it.each([200, 206])("makes no empty list, and no thing, of HTTP %i without a body", async (status) => {
    const bank = provider();
    bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", status, "");
    const list = bank.accounts(call, { resultType: "details" });
    await expect(list).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
    bankAnswers("/fdx/v6/accounts/a", status, "");
    const one = bank.account(call, AccountId("a"));
    await expect(one).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });

  it("finds no single thing for 204", async () => {
    bankAnswers("/fdx/v6/accounts/a", 204, "");
    const one = provider().account(call, AccountId("a"));
    await expect(one).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each(["702", "703"])(
    "names the argument where the bank takes the days for bad (FDX %s)",
    async (code) => {
      bankAnswers(
        "/fdx/v6/accounts/a%2C1%2Fx/transactions?startDate=2026-01-01&endDate=2026-01-31&limit=50",
        400,
        { code },
      );
      const page = provider().transactions(call, accountId, window);
      await expect(page).rejects.toMatchObject({
        code: "ARGUMENT_INVALID",
        facts: { argument: "startDate" },
      });
    },
  );

  it("sends a cursor back as it came, whatever is in it, under the name it came with", async () => {
    bankAnswers("/fdx/v6/customers?limit=25", 200, { page: { nextOffset: "a=b&c" }, customers: [] });
    const bank = provider();
    const { next } = (await bank.customers(call)).value;
    bankAnswers("/fdx/v6/customers?limit=25&offset=a%3Db%26c", 200, "{}");
    await bank.customers(call, next);
    expect(calls).toBe(2);
  });

  it("finds no single thing where the bank says that there is nothing", async () => {
    bankAnswers("/fdx/v6/accounts/a", 404, { code: "1107" });
    await expect(provider().account(call, AccountId("a"))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("hands the answer's bytes on as they came", async () => {
    const text = '{ "accounts" : [ ] }';
    bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", 200, text);
    const answer = await provider().accounts(call, {
      resultType: "details",
    });
    expect(answer.bytes.toString()).toBe(text);
  });
});

describe("what the provider sent", () => {
  const sentBy = async (path: string, body: string, ask: (bank: FdxProvider) => Promise<Answer<unknown>>) => {
    bankAnswers(`/fdx/v6/${path}`, 200, body);
    const { value } = await ask(provider());
    const rows = (value as { rows?: readonly FdxRecord[] }).rows ?? [value as FdxRecord];
    return rows.map(sentRecord);
  };
  const history = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 50 };

  it("can be had of rows that were put right or unwrapped, in their places and with every digit", async () => {
    const rows =
      '{"depositTransaction":{"amount":12345678901234567.89,"imageIds":"i"}},null,{"transactionId":7}';
    const path = "accounts/a/transactions?startDate=2026-01-01&endDate=2026-01-31&limit=50";
    const ask = (bank: FdxProvider) => bank.transactions(call, AccountId("a"), history);
    expect(await sentBy(path, `{"transactions":[${rows}]}`, ask)).toEqual([
      { depositTransaction: { amount: "12345678901234567.89", imageIds: "i" } },
      { transactionId: 7 },
    ]);
  });

  it("can be had of a record of its own, also of a copy of it", async () => {
    const sent = { accountId: 7, nickName: "Mine", currency: "CAD" };
    const ask = (bank: FdxProvider) => bank.account(call, AccountId("7"));
    expect(await sentBy("accounts/7", JSON.stringify(sent), ask)).toEqual([sent]);
    bankAnswers("/fdx/v6/accounts/7", 200, sent);
    const { value } = await ask(provider());
    expect(sentRecord({ ...value, id: "ours" })).toEqual(sent);
  });
});

describe("a history longer than the provider allows", () => {
  const asked = { startDate: "2026-01-01", endDate: "2026-03-01", limit: 50 };
  const path = (days: string, cursor = ""): string =>
    `/fdx/v6/accounts/a/transactions?${days}&limit=50${cursor}`;

  const NONE = { transactions: [] };

  /** Reads to the end, and tells what was asked for. */
  async function walk(bank: FdxProvider, query = asked): Promise<unknown[]> {
    const ids: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { rows, next, totalElements } = (
        await bank.transactions(call, AccountId("a"), { ...query, cursor })
      ).value;
      ids.push(...rows.map((row) => row["transactionId"]));
      expect(totalElements).toBeUndefined();
      cursor = next;
    } while (cursor !== undefined);
    return ids;
  }

  it("is read in pieces, newest first, without a gap or an overlap, each to its last page", async () => {
    const rows = (...ids: string[]): object => ({
      transactions: ids.map((transactionId) => ({ transactionId })),
    });
    const march = "startDate=2026-01-31&endDate=2026-03-01";
    bankAnswers(path(march), 200, { page: { nextPageKey: "2", totalElements: 9 }, ...rows("t-1") });
    bankAnswers(path(march, "&pageKey=2"), 200, rows("t-2"));
    const january = "startDate=2026-01-01&endDate=2026-01-30";
    bankAnswers(path(january), 200, { page: { nextOffset: "2" }, ...rows("t-3") });
    bankAnswers(path(january, "&offset=2"), 404, { code: "1107" });
    expect(await walk(provider({ historyWindowDays: 30 }))).toEqual(["t-1", "t-2", "t-3"]);
  });

  it("is asked for day by day where only one is allowed, over the end of a month and down to the first", async () => {
    for (const day of ["2026-01-03", "2026-01-02", "2026-01-01"]) {
      bankAnswers(path(`startDate=${day}&endDate=${day}`), 200, NONE);
    }
    await walk(provider({ historyWindowDays: 1 }), { ...asked, endDate: "2026-01-03" });
    bankAnswers(path("startDate=2026-03-01&endDate=2026-03-01"), 200, NONE);
    bankAnswers(path("startDate=2026-02-28&endDate=2026-02-28"), 200, NONE);
    await walk(provider({ historyWindowDays: 1 }), { ...asked, startDate: "2026-02-28" });
    expect(calls).toBe(5);
  });

  it("is one request where it is no longer than allowed", async () => {
    bankAnswers(path("startDate=2026-01-01&endDate=2026-03-01"), 200, {
      ...NONE,
      page: { nextPageKey: "k" },
    });
    const page = await provider({ historyWindowDays: 60 }).transactions(call, AccountId("a"), asked);
    expect(page.value).toMatchObject({ next: "pageKey=k" });
  });

  it("ends where a piece is cut off: earlier ones would hide the gap", async () => {
    bankAnswers(path("startDate=2026-02-20&endDate=2026-03-01"), 200, {
      ...NONE,
      links: { next: { href: "https://evil.test/x?pageKey=k" } },
    });
    const page = await provider({ historyWindowDays: 10 }).transactions(call, AccountId("a"), asked);
    expect(page.value).toMatchObject({ next: undefined, cutOff: true });
  });
});
