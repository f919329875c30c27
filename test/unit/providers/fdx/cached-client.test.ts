import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { MockAgent } from "undici";
import { AccountId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { ProviderCall } from "../../../../src/providers/data-provider.js";
import { FdxClient } from "../../../../src/providers/fdx/fdx-client.js";
import { FdxProvider } from "../../../../src/providers/fdx/fdx-provider.js";
import { asOfRecord } from "../../../../src/providers/record-time.js";
import { CacheWorld } from "../../../support/cache-world.js";

const ORIGIN = "https://maple.test";
const LIST = "/fdx/v6/accounts?resultType=lightweight&limit=25";
const ACCOUNTS = { accounts: [{ accountId: "a-1" }, { accountId: "a-2" }] };

let world: CacheWorld;
let network: MockAgent;
let client: FdxClient;
let provider: FdxProvider;
let call: ProviderCall;

beforeEach(async () => {
  world = new CacheWorld();
  network = new MockAgent();
  network.disableNetConnect();
  client = new FdxClient({
    ...{ baseUrl: new URL(`${ORIGIN}/fdx/v6/`), dispatcher: network, clock: world.clock },
    tokens: { accessToken: async () => new Secret("token-1") },
    cache: world.cache(),
  });
  provider = new FdxProvider(client, { pageSize: 25, fdxVersion: "6.4" });
  call = { ...world.call(await world.consent()), grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"] };
});

afterEach(async () => {
  network.assertNoPendingInterceptors();
  await network.close();
});

const bankAnswers = (path: string, status: number, body: string | object): void => {
  network.get(ORIGIN).intercept({ path }).reply(status, body);
};
const accounts = async (): Promise<readonly object[]> =>
  (await provider.accounts(call, { resultType: "lightweight" })).value.rows;

describe("an answer that was kept", () => {
  it("has every row say when it was read; one that was read for this request says nothing", async () => {
    bankAnswers(LIST, 200, ACCOUNTS);
    expect((await accounts()).map((row) => asOfRecord(row as never))).toEqual([undefined, undefined]);
    const readAt = new Date(world.clock.now()).toISOString();
    world.clock.advance(5000);
    const rows = await accounts();
    expect(rows).toEqual(ACCOUNTS.accounts.map((account) => expect.objectContaining(account) as unknown));
    expect(rows.map((row) => asOfRecord(row as never))).toEqual([readAt, readAt]);
  });

  it("of one record says it too", async () => {
    bankAnswers("/fdx/v6/customers/current", 200, { customerId: "c-1" });
    const read = async (): Promise<string | undefined> => asOfRecord((await provider.customer(call)).value);
    expect(await read()).toBeUndefined();
    expect(await read()).toBe(new Date(world.clock.now()).toISOString());
  });

  it.each([
    [204, ""],
    [404, { code: "1107" }],
  ])("may be that there is nothing (HTTP %i)", async (status, body) => {
    bankAnswers(LIST, status, body);
    expect(await accounts()).toEqual([]);
    expect(await accounts()).toEqual([]);
  });

  it("is another one for every path, query and base URL", async () => {
    const elsewhere = new FdxClient({
      ...{ baseUrl: new URL(`${ORIGIN}/fdx/v5/`), dispatcher: network, clock: world.clock },
      tokens: { accessToken: async () => new Secret("token-1") },
      cache: world.cache(),
    });
    const asked: readonly (readonly [FdxClient, readonly string[], Record<string, string>, string])[] = [
      [client, ["accounts", "a", "contact"], {}, "/fdx/v6/accounts/a/contact"],
      [client, ["accounts", "b", "contact"], {}, "/fdx/v6/accounts/b/contact"],
      [client, ["accounts", "a", "contact"], { q: "1" }, "/fdx/v6/accounts/a/contact?q=1"],
      [client, ["accounts", "a", "contact"], { q: "2" }, "/fdx/v6/accounts/a/contact?q=2"],
      [elsewhere, ["accounts", "a", "contact"], {}, "/fdx/v5/accounts/a/contact"],
    ];
    for (const [, , , path] of asked) bankAnswers(path, 200, path);
    for (let round = 0; round < 2; round += 1) {
      for (const [from, segments, query, path] of asked) {
        expect((await from.get(call, segments, query))?.bytes.toString()).toBe(path);
      }
    }
  });

  it.each([
    ["a page of another kind", "<html>"],
    ["an FDX error", { code: "500", message: "down" }],
  ])("is none that came as a success and is %s", async (_what, body) => {
    bankAnswers(LIST, 200, body);
    await expect(accounts()).rejects.toMatchObject({ code: /PROVIDER_/ });
    bankAnswers(LIST, 200, ACCOUNTS);
    expect(await accounts()).toHaveLength(2);
  });

  it("is none of a list of which the bank says that it is not whole (HTTP 206)", async () => {
    bankAnswers(LIST, 206, ACCOUNTS);
    expect(await accounts()).toHaveLength(2);
    bankAnswers(LIST, 206, ACCOUNTS);
    expect(await accounts()).toHaveLength(2);
  });
});

describe("calls of one request", () => {
  it("that are refused at once share one look at what 602 means, as without a cache", async () => {
    let calls = 0;
    call = { ...call, request: { ...call.request, countCall: () => void (calls += 1) } };
    const ids = ["a", "b", "c"];
    const days = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 10 };
    const query = "startDate=2026-01-01&endDate=2026-01-31&limit=10";
    for (const id of ids) {
      bankAnswers(`/fdx/v6/accounts/${id}/transactions?${query}`, 401, { code: "602" });
    }
    bankAnswers("/fdx/v6/accounts?resultType=lightweight&limit=1", 200, ACCOUNTS);
    const answers = ids.map((id) => provider.transactions(call, AccountId(id), days));
    for (const answer of await Promise.allSettled(answers)) {
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "DATA_CLUSTER_NOT_GRANTED" } });
    }
    expect(calls).toBe(ids.length + 1);
  });
});
