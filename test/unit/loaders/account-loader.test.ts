import { beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ActiveConsent } from "../../../src/consents/consent.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { AccountId } from "../../../src/core/ids.js";
import type { Loaders } from "../../../src/loaders/loaders.js";
import type { AccountRecord, AccountsQuery, ResultType } from "../../../src/providers/data-provider.js";
import { activeConsent } from "../../support/builders.js";
import { FakeDataProvider } from "../../support/fake-data-provider.js";
import { FakeClock } from "../../support/fake-clock.js";
import { loadersOver, unknownCapability } from "../../support/loader-world.js";
import { ProviderCapability } from "../../../src/providers/capability/provider-capability.js";

const first = activeConsent("c-1");
const second = activeConsent("c-2");

let bank: FakeDataProvider;
let loaders: Loaders;

beforeEach(() => {
  bank = new FakeDataProvider();
  bank.accountsOf.set("c-1", ["a", "b", "c", "d", "e"]);
  bank.accountsOf.set("c-2", ["a", "x"]);
  loaders = loadersOver(bank);
});

function load(
  id: string,
  consent: ActiveConsent = first,
  resultType: ResultType = "lightweight",
): Promise<AccountRecord | undefined> {
  return loaders.account.load({ consent, accountId: AccountId(id), resultType });
}

async function idsOf(ids: readonly string[], consent?: ActiveConsent): Promise<(string | undefined)[]> {
  return (await Promise.all(ids.map((id) => load(id, consent)))).map((account) => account?.accountId);
}

const queries = (): AccountsQuery[] =>
  bank.calls.filter(({ method }) => method === "accounts").map(({ argument }) => argument as AccountsQuery);

describe("the account loader", () => {
  it("joins five accounts of one consent into one call", async () => {
    expect(await idsOf(["a", "b", "c", "d", "e"])).toEqual(["a", "b", "c", "d", "e"]);
    expect(bank.calls).toHaveLength(1);
    expect(queries()[0]).toEqual({ resultType: "lightweight", accountIds: ["a", "b", "c", "d", "e"] });
  });

  it("asks once for an account that is wanted twice, now or later in the request", async () => {
    expect(await idsOf(["a", "a"])).toEqual(["a", "a"]);
    await load("a");
    expect(bank.calls).toHaveLength(1);
  });

  it("pairs accounts by id, in whatever order the bank sends them", async () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ids, ids, fc.infiniteStream(fc.nat()), async (there, wanted, random) => {
        bank.accountsOf.set("c-1", there);
        bank.order = (list) => {
          const keyed = list.map((id) => ({ id, key: Number(random.next().value) }));
          return keyed.sort((left, right) => left.key - right.key).map(({ id }) => id);
        };
        loaders = loadersOver(bank);
        const expected = wanted.map((id) => (there.includes(id) ? id : undefined));
        expect(await idsOf(wanted)).toEqual(expected);
      }),
    );
  });

  it("gives undefined for an account the bank does not have, without failing the others", async () => {
    expect(await idsOf(["a", "missing", "b"])).toEqual(["a", undefined, "b"]);
    expect(bank.calls).toHaveLength(1);
  });

  it.each([
    [50, 1],
    [51, 2],
    [120, 3],
  ])("asks for %i accounts in %i calls", async (count, calls) => {
    const ids = Array.from({ length: count }, (_, index) => `id-${index}`);
    bank.accountsOf.set("c-1", ids);
    expect(await idsOf(ids)).toEqual(ids);
    expect(queries().map(({ accountIds = [] }) => accountIds.length <= 50)).toEqual(Array(calls).fill(true));
  });

  it("asks alone for an id with a comma, which would read as two", async () => {
    bank.accountsOf.set("c-1", ["a", "b", "a,b"]);
    expect(await idsOf(["a", "a,b", "b", "x,y"])).toEqual(["a", "a,b", "b", undefined]);
    expect(queries()).toEqual([{ resultType: "lightweight", accountIds: ["a", "b"] }]);
    const single = bank.calls.filter(({ method }) => method === "account");
    expect(single.map(({ argument }) => argument)).toEqual(["a,b", "x,y"]);
  });

  it("finds accounts also at a bank that does not know accountIds", async () => {
    bank.knowsAccountIds = false;
    bank.maxPageSize = 2;
    expect(await idsOf(["a", "d", "missing"])).toEqual(["a", "d", undefined]);
    // Its whole list is not walked: the first page shows that it holds other accounts.
    expect(bank.calls.map(({ method, argument }) => (method === "account" ? argument : method))).toEqual([
      "accounts",
      "d",
      "missing",
    ]);
  });

  it("asks by name for what did not come where the bank says that there is more", async () => {
    bank.hidden = 1;
    expect(await idsOf(["a", "missing"])).toEqual(["a", undefined]);
    expect(bank.calls.map(({ method }) => method)).toEqual(["accounts", "account"]);
  });

  it("does not show an account that came under another id than was asked for", async () => {
    bank.knowsAccountIds = false;
    bank.maxPageSize = 1;
    bank.otherId = "of-somebody-else";
    await expect(idsOf(["d"])).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });

  it("does not go on to another page when it has all it asked for", async () => {
    bank.maxPageSize = 2;
    bank.endless = true;
    expect(await idsOf(["a", "b"])).toEqual(["a", "b"]);
    expect(queries()).toHaveLength(1);
  });

  it.each([
    [["missing"], [undefined], 0],
    [["a", "missing", "b"], ["a", undefined, "b"], 3],
  ])(
    "at a bank that refuses %p for one it does not know, finds %p by %i single calls",
    async (ids, found, n) => {
      bank.refusesUnknownIds = true;
      expect(await idsOf(ids)).toEqual(found);
      expect(bank.calls.filter(({ method }) => method === "account")).toHaveLength(n);
    },
  );

  it("finds accounts also at a bank that sends fewer than were asked for, page by page", async () => {
    bank.maxPageSize = 2;
    expect(await idsOf(["a", "b", "c", "d", "e"])).toEqual(["a", "b", "c", "d", "e"]);
    expect(queries().map(({ cursor }) => cursor)).toEqual([undefined, "2", "4"]);
  });

  it("asks with details for all when one of them needs details", async () => {
    const [light, detailed] = await Promise.all([load("a"), load("b", first, "details")]);
    expect(queries()).toEqual([{ resultType: "details", accountIds: ["a", "b"] }]);
    expect([light, detailed]).toMatchObject([{ accountId: "a" }, { accountId: "b", resultType: "details" }]);
  });

  it("asks once for one account that is wanted lightweight and with details", async () => {
    await Promise.all([load("a"), load("a", first, "details")]);
    expect(queries()).toEqual([{ resultType: "details", accountIds: ["a"] }]);
  });

  it("asks again when details are wanted of what was read lightweight before", async () => {
    expect(await load("a")).toMatchObject({ resultType: "lightweight" });
    expect(await load("a", first, "details")).toMatchObject({ resultType: "details" });
  });

  it("makes one call for each consent, and never hands one consent's account to another", async () => {
    const [of1, of2] = await Promise.all([load("a", first), load("a", second), load("x", second)]);
    expect(bank.calls.map(({ consentId }) => consentId).sort()).toEqual(["c-1", "c-2"]);
    expect(of1).not.toBe(of2);
    expect(await load("x", first)).toBeUndefined();
  });

  it("fails only for the consent whose bank fails", async () => {
    const failure = new GatewayError("PROVIDER_UNAVAILABLE", "down");
    bank.failing.set("c-2", failure);
    const outcomes = await Promise.allSettled([load("a", first), load("a", second), load("x", second)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(outcomes[1]).toMatchObject({ reason: failure });
  });
});

/** What the bank was asked for: `list`, `joined`, or the account asked for by its name. */
const asked = (): unknown[] =>
  bank.calls.splice(0).map(({ method, argument }) => {
    if (method === "account") return argument;
    return (argument as AccountsQuery).accountIds === undefined ? "list" : "joined";
  });

describe("the account loader at a bank that ignores accountIds", () => {
  const hour = 60 * 60_000;
  let clock: FakeClock;

  /** The next request of the same process. */
  let nextRequest: () => void;

  beforeEach(() => {
    bank.knowsAccountIds = false;
    clock = new FakeClock();
    const capability = unknownCapability(clock);
    nextRequest = () => {
      loaders = loadersOver(bank, capability);
    };
    nextRequest();
  });

  it("notices once: later requests ask one by one, n calls in place of 1 + n", async () => {
    expect(await idsOf(["b", "c"])).toEqual(["b", "c"]);
    // The first answer is the whole list, which holds both.
    expect(asked()).toEqual(["joined"]);
    nextRequest();
    expect(await idsOf(["b", "c", "missing"])).toEqual(["b", "c", undefined]);
    expect(asked()).toEqual(["b", "c", "missing"]);
  });

  it("notices from one answer for all consents at the bank", async () => {
    await idsOf(["a"]);
    asked();
    nextRequest();
    expect(await idsOf(["x", "a"], second)).toEqual(["x", "a"]);
    expect(asked()).toEqual(["x", "a"]);
  });

  it("tries again after an hour, and uses a mended bank well", async () => {
    await idsOf(["a"]);
    clock.advanceMonotonic(hour - 1);
    nextRequest();
    await idsOf(["a"]);
    expect(asked()).toEqual(["joined", "a"]);
    clock.advanceMonotonic(1);
    bank.knowsAccountIds = true;
    nextRequest();
    expect(await idsOf(["a", "b", "c"])).toEqual(["a", "b", "c"]);
    expect(asked()).toEqual(["joined"]);
    nextRequest();
    await idsOf(["a", "b", "c"]);
    expect(asked()).toEqual(["joined"]);
  });

  it("one account that fails does not touch the others", async () => {
    await idsOf(["a"]);
    nextRequest();
    const account = bank.account.bind(bank);
    bank.account = async (call, id) => {
      if (id === "b") throw new GatewayError("PROVIDER_TIMEOUT", "late");
      return account(call, id);
    };
    const outcomes = await Promise.allSettled([load("a"), load("b")]);
    expect(outcomes).toMatchObject([
      { status: "fulfilled", value: { accountId: "a" } },
      { status: "rejected", reason: { code: "PROVIDER_TIMEOUT" } },
    ]);
  });

  describe("where only ACCOUNT_BASIC is granted", () => {
    const basic = activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC"] });

    it("takes the accounts from the lightweight list, and never asks for details", async () => {
      bank.maxPageSize = 4;
      expect(await idsOf(["a", "e", "missing"], basic)).toEqual(["a", "e", undefined]);
      // The joined question shows that ids are ignored; then the list, of two pages.
      expect(asked()).toEqual(["joined", "list", "list"]);
      nextRequest();
      expect(await idsOf(["a", "e", "missing"], basic)).toEqual(["a", "e", undefined]);
      const types = bank.calls.map(({ argument }) => (argument as AccountsQuery).resultType);
      expect(types).toEqual(["lightweight", "lightweight"]);
      expect(asked()).toEqual(["list", "list"]);
    });

    it("reads a list once that the same operation lists anyhow", async () => {
      await idsOf(["a"], basic);
      asked();
      nextRequest();
      const list = loaders.accountList.load({ consent: basic, resultType: "lightweight" });
      expect([(await list).rows.length, await idsOf(["b", "c"], basic)]).toEqual([5, ["b", "c"]]);
      expect(asked()).toEqual(["list"]);
    });

    it("does so for an id with a comma too, which cannot be joined", async () => {
      bank.knowsAccountIds = true;
      bank.accountsOf.set("c-1", ["a", "a,b"]);
      expect(await idsOf(["a,b"], basic)).toEqual(["a,b"]);
      expect(asked()).toEqual(["list"]);
    });
  });

  it("takes them from the list with details where single accounts are declared unsupported", async () => {
    const capability = new ProviderCapability({ unsupported: new Set(["ACCOUNT"]) }, clock);
    loaders = loadersOver(bank, capability);
    await idsOf(["a"]);
    loaders = loadersOver(bank, capability);
    expect(await load("d", first, "details")).toMatchObject({ accountId: "d", resultType: "details" });
    expect(asked()).toEqual(["joined", "list"]);
  });
});
