import { beforeEach, describe, expect, it } from "@jest/globals";
import { FDX_RESOURCE_NAMES, type FdxResource } from "../../../../src/core/fdx-resource.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { AccountId } from "../../../../src/core/ids.js";
import { Answer } from "../../../../src/providers/answer.js";
import { ProviderCapability } from "../../../../src/providers/capability/provider-capability.js";
import { WatchedProvider } from "../../../../src/providers/capability/watched-provider.js";
import type { DataProvider, HistoryQuery, ProviderCall } from "../../../../src/providers/data-provider.js";
import { referenceOf } from "../../../../src/consents/consent.js";
import { activeConsent, upstreamRequest } from "../../../support/builders.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { FakeDataProvider } from "../../../support/fake-data-provider.js";
import { unknownCapability } from "../../../support/loader-world.js";

const consent = activeConsent("c-1");
const call: ProviderCall = {
  reference: referenceOf(consent),
  grantedClusters: consent.state.grantedClusters,
  request: upstreamRequest(),
};
const ACCOUNT = AccountId("a");
const query: HistoryQuery = { startDate: "2026-01-01", endDate: "2026-02-01", limit: 1000 };

/** How each resource is asked for. */
const ASK: Readonly<Record<FdxResource, (bank: DataProvider) => Promise<unknown>>> = {
  CUSTOMER: (bank) => bank.customer(call),
  CUSTOMERS: (bank) => bank.customers(call),
  ACCOUNTS: (bank) => bank.accounts(call, { resultType: "details" }),
  ACCOUNT: (bank) => bank.account(call, ACCOUNT),
  ACCOUNT_CONTACT: (bank) => bank.contact(call, ACCOUNT),
  TRANSACTIONS: (bank) => bank.transactions(call, ACCOUNT, query),
  PAYMENT_NETWORKS: (bank) => bank.paymentNetworks(call, ACCOUNT),
  ASSET_TRANSFER_NETWORKS: (bank) => bank.assetTransferNetworks(call, ACCOUNT),
  STATEMENTS: (bank) => bank.statements(call, ACCOUNT, query),
  STATEMENT_DOCUMENT: (bank) => bank.statementLink(call, ACCOUNT, "s-1"),
  REWARD_PROGRAMS: (bank) => bank.rewardPrograms(call),
  REWARD_PROGRAM: (bank) => bank.rewardProgram(call, "r-1"),
  REWARD_CATEGORIES: (bank) => bank.rewardCategories(call, "r-1"),
};

let bank: FakeDataProvider;
let clock: FakeClock;
let capability: ProviderCapability;
let watched: WatchedProvider;

beforeEach(() => {
  bank = new FakeDataProvider();
  bank.accountsOf.set("c-1", ["a"]);
  clock = new FakeClock();
  capability = unknownCapability(clock);
  watched = new WatchedProvider(bank, capability);
});

/** Asks, and reads what came. */
async function read(resource: FdxResource): Promise<unknown> {
  const answer = await ASK[resource](watched);
  return answer instanceof Answer ? answer.value : answer;
}

const supportOf = (resource: FdxResource): unknown =>
  capability.report().resources.find((each) => each.resource === resource)?.support;

describe("what is declared unsupported", () => {
  it.each(FDX_RESOURCE_NAMES)("%s is refused before any call, and nothing else is", async (resource) => {
    capability = new ProviderCapability({ unsupported: new Set([resource]) }, clock);
    watched = new WatchedProvider(bank, capability);
    await expect(ASK[resource](watched)).rejects.toMatchObject({ code: "PROVIDER_UNSUPPORTED" });
    expect(bank.calls).toEqual([]);
    expect(supportOf(resource)).toBe("UNSUPPORTED");
    const others = FDX_RESOURCE_NAMES.filter((each) => each !== resource);
    for (const other of others) await ASK[other](watched);
    expect(bank.calls).toHaveLength(others.length);
  });
});

describe("what is learnt of resources", () => {
  it.each(FDX_RESOURCE_NAMES)("%s is unknown until it was served", async (resource) => {
    expect(supportOf(resource)).toBe("UNKNOWN");
    await read(resource);
    expect(supportOf(resource)).toBe("SUPPORTED");
    const served = capability.report().resources.filter(({ support }) => support !== "UNKNOWN");
    expect(served).toEqual([{ resource, support: "SUPPORTED", lastSeenAt: clock.now() }]);
  });

  it("a refusal is told, and never refuses a call itself", async () => {
    bank.failing.set("c-1", new GatewayError("PROVIDER_UNSUPPORTED", "HTTP 501"));
    for (let asked = 1; asked <= 5; asked += 1) {
      await expect(ASK.TRANSACTIONS(watched)).rejects.toMatchObject({ code: "PROVIDER_UNSUPPORTED" });
      expect(bank.calls).toHaveLength(asked);
      expect(supportOf("TRANSACTIONS")).toBe("UNSUPPORTED");
    }
    bank.failing.clear();
    await read("TRANSACTIONS");
    expect(supportOf("TRANSACTIONS")).toBe("SUPPORTED");
  });

  it("what was served before is unsupported after three refusals in a row", async () => {
    const seen: unknown[] = [];
    for (const refuses of [false, true, true, false, true, true, true]) {
      if (refuses) bank.failing.set("c-1", new GatewayError("PROVIDER_UNSUPPORTED", "HTTP 405"));
      else bank.failing.clear();
      await read("STATEMENTS").catch(() => undefined);
      seen.push(supportOf("STATEMENTS"));
    }
    expect(seen).toEqual([...Array<unknown>(6).fill("SUPPORTED"), "UNSUPPORTED"]);
  });

  it("a refusal that comes as a success is one, told once however often it is read", async () => {
    await read("CUSTOMER");
    const refusal = new GatewayError("PROVIDER_UNSUPPORTED", "FDX code 1106 came as a success");
    bank.customer = async () =>
      new Answer(Buffer.from("{}"), () => {
        throw refusal;
      });
    for (const support of ["SUPPORTED", "SUPPORTED", "UNSUPPORTED"]) {
      const answer = await watched.customer(call);
      expect(() => answer.value).toThrow(refusal);
      expect(() => answer.value).toThrow(refusal);
      expect(supportOf("CUSTOMER")).toBe(support);
    }
  });

  it.each(["PROVIDER_UNAVAILABLE", "DATA_CLUSTER_NOT_GRANTED", "NOT_FOUND"] as const)(
    "%s says nothing",
    async (code) => {
      bank.failing.set("c-1", new GatewayError(code, "no"));
      await expect(ASK.CUSTOMER(watched)).rejects.toMatchObject({ code });
      expect(supportOf("CUSTOMER")).toBe("UNKNOWN");
    },
  );
});

describe("what is learnt of fields", () => {
  const entity = (name: string): unknown => capability.report().entities.find((each) => each.name === name);

  it("names of filled fields, by kind, and of what is inside", async () => {
    bank.accountFields.set("a", {
      accountCategory: "DEPOSIT_ACCOUNT",
      ...{ currentBalance: 0, nickname: "", description: null, fiAttributes: [], transferIn: false },
      ...{
        currency: { currencyCode: "CAD" },
        "4029-1132": "an account number as a name",
        accountNumber: "1",
      },
    });
    const answer = await watched.accounts(call, { resultType: "details" });
    expect(capability.report().entities).toEqual([]);
    expect([answer.value.rows.length, answer.value.rows.length]).toEqual([1, 1]);
    const filled = ["accountCategory", "accountId", "currency", "currentBalance", "transferIn"];
    expect(capability.report().entities).toEqual([
      { name: "Currency", filled: ["currencyCode"], sampled: 1 },
      { name: "DepositAccount", filled, sampled: 1 },
    ]);
  });

  it("holds nothing but names of the tables", async () => {
    const secret = "Alex Martin 4029-1132";
    bank.history = Array.from({ length: 10 }, (_, index) => `t-${index}`);
    bank.rowOf = (id, idKey) => ({ [idKey]: id, description: secret, [secret]: secret });
    const answer = (await ASK.TRANSACTIONS(watched)) as Awaited<ReturnType<DataProvider["transactions"]>>;
    expect(answer.value.rows).toHaveLength(10);
    expect(JSON.stringify(capability.report())).not.toContain("Alex");
    expect(entity("UnrecognizedTransaction")).toEqual({
      ...{ name: "UnrecognizedTransaction", filled: ["description", "transactionId"], sampled: 10 },
    });
  });

  it("looks at few rows of an answer, and at fifty an hour", () => {
    let reads = 0;
    const row = {
      get transactionId(): string {
        reads += 1;
        return "t";
      },
    };
    const rows = Array<typeof row>(5000).fill(row);
    capability.noteRows("Transaction", rows);
    expect(reads).toBe(25);
    for (let times = 0; times < 100; times += 1) capability.noteRows("Transaction", rows);
    expect(reads).toBe(50);
    clock.advanceMonotonic(60 * 60_000);
    for (let times = 0; times < 100; times += 1) capability.noteRows("Transaction", rows);
    expect(reads).toBe(100);
    expect(entity("UnrecognizedTransaction")).toMatchObject({ sampled: 100 });
  });

  it("passes over lightweight accounts and records with an error in their place", async () => {
    bank.accountFields.set("a", { accountCategory: "LOAN_ACCOUNT" });
    expect((await watched.accounts(call, { resultType: "lightweight" })).value.rows).toHaveLength(1);
    bank.accountFields.set("a", { accountCategory: "LOAN_ACCOUNT", error: { code: "500" } });
    expect((await watched.accounts(call, { resultType: "details" })).value.rows).toHaveLength(1);
    expect(capability.report().entities).toEqual([]);
  });
});
