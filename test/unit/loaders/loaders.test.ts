import { beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { AccountId } from "../../../src/core/ids.js";
import { Answer } from "../../../src/providers/answer.js";
import type { HistoryKey, Loaders } from "../../../src/loaders/loaders.js";
import { pairById } from "../../../src/loaders/pair-by-id.js";
import { activeConsent } from "../../support/builders.js";
import { FakeDataProvider } from "../../support/fake-data-provider.js";
import { loadersOver } from "../../support/loader-world.js";

const first = activeConsent("c-1");
const second = activeConsent("c-2");
const accountId = AccountId("a");

let bank: FakeDataProvider;
let loaders: Loaders;

beforeEach(() => {
  bank = new FakeDataProvider();
  bank.accountsOf.set("c-1", ["a", "b", "c"]);
  bank.accountsOf.set("c-2", ["x"]);
  loaders = loadersOver(bank);
});

const methods = (): string[] => bank.calls.map(({ method }) => method);

describe("the account list loader", () => {
  it("walks all pages of a consent's accounts", async () => {
    bank.maxPageSize = 2;
    const list = await loaders.accountList.load({ consent: first, resultType: "lightweight" });
    expect(list.rows.map((account) => account.accountId)).toEqual(["a", "b", "c"]);
    expect(list.isShort).toBe(false);
    expect(bank.calls).toHaveLength(2);
  });

  it("says that accounts may be missing where the bank counts more than it shows", async () => {
    bank.hidden = 1;
    const list = await loaders.accountList.load({ consent: first, resultType: "lightweight" });
    expect(list).toMatchObject({ rows: [{}, {}, {}], isShort: true });
  });

  it("fetches a list that is wanted twice once, with details if either needs them", async () => {
    const [light, detailed] = await Promise.all([
      loaders.accountList.load({ consent: first, resultType: "lightweight" }),
      loaders.accountList.load({ consent: first, resultType: "details" }),
    ]);
    expect(bank.calls).toHaveLength(1);
    expect(bank.calls[0]?.argument).toMatchObject({ resultType: "details" });
    expect(light).toBe(detailed);
  });

  it("fails only for the consent whose bank fails", async () => {
    bank.failing.set("c-1", new GatewayError("PROVIDER_TIMEOUT", "late"));
    const outcomes = await Promise.allSettled([
      loaders.accountList.load({ consent: first, resultType: "details" }),
      loaders.accountList.load({ consent: second, resultType: "details" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });
});

describe("the loaders of one request", () => {
  it("ask once for what is wanted twice", async () => {
    const key = { consent: first, accountId };
    for (let time = 0; time < 2; time += 1) {
      await Promise.all([loaders.customer.load(first), loaders.customer.load(first)]);
      await Promise.all([loaders.customerList.load(first), loaders.customerList.load(first)]);
      await Promise.all([loaders.contact.load(key), loaders.contact.load({ ...key })]);
      await Promise.all([loaders.paymentNetworks.load(key), loaders.paymentNetworks.load({ ...key })]);
      await Promise.all([
        loaders.assetTransferNetworks.load(key),
        loaders.assetTransferNetworks.load({ ...key }),
      ]);
    }
    expect(methods()).toEqual([
      ...["customer", "customers", "contact", "paymentNetworks", "assetTransferNetworks"],
    ]);
  });

  it("ask once for a reward programme, apart for each consent and programme", async () => {
    const key = { consent: first, rewardProgramId: "r-1" };
    for (let time = 0; time < 2; time += 1) {
      await Promise.all([loaders.rewardPrograms.load(first), loaders.rewardPrograms.load(first)]);
      await Promise.all([loaders.rewardProgram.load(key), loaders.rewardProgram.load({ ...key })]);
      await Promise.all([loaders.rewardCategories.load(key), loaders.rewardCategories.load({ ...key })]);
    }
    expect(methods()).toEqual(["rewardPrograms", "rewardProgram", "rewardCategories"]);
    await loaders.rewardProgram.load({ ...key, consent: second });
    await loaders.rewardProgram.load({ ...key, rewardProgramId: "r-2" });
    expect(bank.calls).toHaveLength(5);
  });

  it("ask once for a statement's address, apart for each consent, account and statement", async () => {
    const key = { consent: first, accountId, statementId: "s" };
    await Promise.all([loaders.statementLink.load(key), loaders.statementLink.load({ ...key })]);
    expect(methods()).toEqual(["statementLink"]);
    await loaders.statementLink.load({ ...key, consent: second });
    await loaders.statementLink.load({ ...key, accountId: AccountId("b") });
    await loaders.statementLink.load({ ...key, statementId: "t" });
    expect(bank.calls).toHaveLength(4);
  });

  it("walk all pages of customers and payment networks", async () => {
    bank.maxPageSize = 1;
    expect((await loaders.customerList.load(first)).rows).toHaveLength(2);
    expect((await loaders.paymentNetworks.load({ consent: first, accountId })).rows).toHaveLength(3);
    expect(methods()).toEqual(["customers", "customers", ...Array<string>(3).fill("paymentNetworks")]);
  });

  it("walk all pages of reward programmes and their categories", async () => {
    bank.maxPageSize = 1;
    expect((await loaders.rewardPrograms.load(first)).rows).toHaveLength(3);
    expect(
      (await loaders.rewardCategories.load({ consent: first, rewardProgramId: "r-1" })).rows,
    ).toHaveLength(2);
  });

  it("leave out a row that comes twice, by its id, or word by word where FDX gives it none", async () => {
    bank.repeats = true;
    const lists = await Promise.all([
      loaders.customerList.load(first),
      loaders.paymentNetworks.load({ consent: first, accountId }),
      loaders.rewardPrograms.load(first),
      loaders.rewardCategories.load({ consent: first, rewardProgramId: "r-1" }),
    ]);
    expect(lists.map(({ rows }) => rows.length)).toEqual([2, 3, 3, 2]);
  });

  it("refuse a row that is nested too deeply to be compared", async () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) as unknown;
    const page = { rows: [{ deep }], next: undefined, totalElements: undefined };
    bank.paymentNetworks = async () => new Answer(Buffer.alloc(0), () => page);
    await expect(loaders.paymentNetworks.load({ consent: first, accountId })).rejects.toMatchObject({
      code: "PROVIDER_ANSWER_INVALID",
    });
  });

  it.each<[string, Partial<HistoryKey["query"]>, boolean]>([
    ["the same window and page", {}, true],
    ["another first day", { startDate: "2026-01-02" }, false],
    ["another last day", { endDate: "2026-01-30" }, false],
    ["another size", { limit: 51 }, false],
    ["another page", { cursor: "50" }, false],
  ])("ask for %s of a history (%p): once is %p", async (_what, change, once) => {
    const query = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 50 };
    const key = { consent: first, accountId, query };
    const changed = { ...key, query: { ...query, ...change } };
    await Promise.all([loaders.transactionPage.load(key), loaders.transactionPage.load(changed)]);
    await Promise.all([loaders.statementPage.load(key), loaders.statementPage.load(changed)]);
    const times = once ? 1 : 2;
    expect(methods()).toEqual([
      ...Array<string>(times).fill("transactions"),
      ...Array<string>(times).fill("statements"),
    ]);
  });

  it("keep the bytes of what is one answer of a bank", async () => {
    const key = { consent: first, accountId };
    const query = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 50 };
    const answers = await Promise.all([
      loaders.customer.load(first),
      loaders.contact.load(key),
      loaders.transactionPage.load({ ...key, query }),
      loaders.statementPage.load({ ...key, query }),
    ]);
    for (const answer of answers) expect(answer.bytes).toBeInstanceOf(Buffer);
  });

  it("keep consents apart though account ids are alike", async () => {
    await Promise.all([
      loaders.contact.load({ consent: first, accountId }),
      loaders.contact.load({ consent: second, accountId }),
    ]);
    expect(bank.calls.map(({ consentId }) => consentId)).toEqual(["c-1", "c-2"]);
  });

  it("share nothing with the loaders of another request", async () => {
    const other = loadersOver(bank);
    const key = { consent: first, accountId };
    for (const each of [loaders, other]) {
      await each.account.load({ ...key, resultType: "details" });
      await each.accountList.load({ consent: first, resultType: "details" });
      await each.customer.load(first);
      await each.customerList.load(first);
      await each.contact.load(key);
      await each.paymentNetworks.load(key);
      const query = { startDate: "2026-01-01", endDate: "2026-01-31", limit: 50 };
      await each.transactionPage.load({ ...key, query });
      await each.statementPage.load({ ...key, query });
    }
    expect(methods().slice(8)).toEqual(methods().slice(0, 8));
    expect(bank.calls).toHaveLength(16);
  });

  it("hand out each answer when it is there, though another of the same batch never comes", async () => {
    const answer = bank.customer.bind(bank);
    bank.customer = async (call) =>
      call.reference.consentId === "c-2" ? new Promise(() => undefined) : answer(call);
    const hanging = loaders.customer.load(second);
    await expect(loaders.customer.load(first)).resolves.toBeDefined();
    await expect(Promise.race([hanging, Promise.resolve("not yet")])).resolves.toBe("not yet");
  });

  it("hand a failure to every waiter as an Error, also when the bank's adapter threw something else", async () => {
    bank.failing.set("c-1", "a text" as unknown as Error);
    await expect(loaders.customer.load(first)).rejects.toBeInstanceOf(Error);
    await expect(
      loaders.account.load({ consent: first, accountId, resultType: "details" }),
    ).rejects.toBeInstanceOf(Error);
  });
});

describe("pairById", () => {
  it("gives rows in the order of the ids, undefined for what is missing, and ignores what nobody asked for", () => {
    const rows = [{ id: "c" }, { id: "z" }, { id: "a" }];
    expect(pairById(["a", "b", "c", "a"], rows, ({ id }) => id)).toEqual([
      { id: "a" },
      undefined,
      { id: "c" },
      { id: "a" },
    ]);
  });
});
