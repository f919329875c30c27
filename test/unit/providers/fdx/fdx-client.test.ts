import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { errors, MockAgent } from "undici";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { AccountId, ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { ProviderCall } from "../../../../src/providers/data-provider.js";
import { FdxClient } from "../../../../src/providers/fdx/fdx-client.js";
import { FdxProvider } from "../../../../src/providers/fdx/fdx-provider.js";
import { holder, MAPLE } from "../../../support/builders.js";

const ORIGIN = "https://maple.test";

let network: MockAgent;
let client: FdxClient;
/** What tokens were asked for: the rejected token's text, or "any". */
let asked: string[];
let calls: number;
let controller: AbortController;
let call: ProviderCall;

beforeEach(() => {
  network = new MockAgent();
  network.disableNetConnect();
  asked = [];
  calls = 0;
  controller = new AbortController();
  const countCall = (): void => {
    calls += 1;
  };
  call = {
    reference: { consentId: ConsentId("consent-1"), dataProviderId: MAPLE, ...holder() },
    request: { interactionId: "5f0e1e5c-0000-4000-8000-000000000001", signal: controller.signal, countCall },
  };
  client = new FdxClient({
    baseUrl: new URL(`${ORIGIN}/fdx/v6/`),
    dispatcher: network,
    tokens: {
      accessToken: async (reference, rejected) => {
        asked.push(rejected?.reveal() ?? "any");
        expect(reference).toBe(call.reference);
        return new Secret(`token-${asked.length}`);
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

const get = (...segments: string[]): Promise<Buffer | undefined> => client.get(call, segments);

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
    expect((await client.get(call, ["accounts"], query))?.toString()).toBe("bytes as they came");
    expect(calls).toBe(1);
  });

  it("takes a partial answer for an answer", async () => {
    bankAnswers("/fdx/v6/accounts", 206, "part");
    expect((await get("accounts"))?.toString()).toBe("part");
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
      ...{ baseUrl: new URL(`${ORIGIN}/`), dispatcher: network },
      tokens: { accessToken: () => Promise.reject(new GatewayError("CONSENT_NOT_ACTIVE", "none")) },
    });
    await expect(without.get(call, ["accounts"])).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
    expect(calls).toBe(0);
  });
});

describe("a 401", () => {
  it("asks for another token than the rejected one, and tries once more", async () => {
    bankAnswers("/fdx/v6/accounts", 401, { code: 602 });
    bankAnswers("/fdx/v6/accounts", 200, "data", "token-2");
    expect((await get("accounts"))?.toString()).toBe("data");
    expect(asked).toEqual(["any", "token-1"]);
    expect(calls).toBe(2);
  });

  it("twice means that consent must be given again; there is no third try", async () => {
    bankAnswers("/fdx/v6/accounts", 401);
    bankAnswers("/fdx/v6/accounts", 401, "{}", "token-2");
    await expect(get("accounts")).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect(calls).toBe(2);
  });

  it("twice with FDX 602 means that the cluster was not granted", async () => {
    bankAnswers("/fdx/v6/accounts", 401, { code: "602" });
    bankAnswers("/fdx/v6/accounts", 401, { code: "602" }, "token-2");
    await expect(get("accounts")).rejects.toMatchObject({ code: "DATA_CLUSTER_NOT_GRANTED" });
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

  it.each(["1107", "1108"])("404 with FDX %s is nothing to give, not a failure", async (code) => {
    bankAnswers("/fdx/v6/accounts/a/transactions", 404, { code });
    expect(await get("accounts", "a", "transactions")).toBeUndefined();
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
  const link = (): Promise<string | undefined> =>
    new FdxProvider(client, 25).statementLink(call, AccountId("a"), "s/1");

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
    const asked = new FdxProvider(client, 25).statementLink(call, AccountId("a"), "..");
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
    await ask(new FdxProvider(client, 25));
    expect(calls).toBe(1);
  });

  it("gives an empty list where the bank says that there is nothing", async () => {
    bankAnswers("/fdx/v6/accounts/a/payment-networks?limit=25", 404, { code: "1107" });
    const answer = await new FdxProvider(client, 25).paymentNetworks(call, AccountId("a"));
    expect(answer.value).toEqual({ rows: [], next: undefined, totalElements: undefined });
  });

  it.each([
    [200, ""],
    [204, ""],
  ])("gives an empty list for HTTP %i with the body %p", async (status, body) => {
    bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", status, body);
    const answer = await new FdxProvider(client, 25).accounts(call, { resultType: "details" });
    expect(answer.value.rows).toEqual([]);
  });

  it("sends a cursor back as it came, whatever is in it, under the name it came with", async () => {
    bankAnswers("/fdx/v6/customers?limit=25", 200, { page: { nextOffset: "a=b&c" }, customers: [] });
    const bank = new FdxProvider(client, 25);
    const { next } = (await bank.customers(call)).value;
    bankAnswers("/fdx/v6/customers?limit=25&offset=a%3Db%26c", 200, "{}", "token-2");
    await bank.customers(call, next);
    expect(calls).toBe(2);
  });

  it("finds no single thing where the bank says that there is nothing", async () => {
    bankAnswers("/fdx/v6/accounts/a", 404, { code: "1107" });
    await expect(new FdxProvider(client, 25).account(call, AccountId("a"))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("hands the answer's bytes on as they came", async () => {
    const text = '{ "accounts" : [ ] }';
    bankAnswers("/fdx/v6/accounts?resultType=details&limit=25", 200, text);
    const answer = await new FdxProvider(client, 25).accounts(call, { resultType: "details" });
    expect(answer.bytes.toString()).toBe(text);
  });
});
