import "reflect-metadata";
import { beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Consents, type ConsentsParts } from "../../../../src/consents/consents.js";
import { Deadline } from "../../../../src/core/deadline.js";
import { AccountId } from "../../../../src/core/ids.js";
import { type IdHolder, NodeIdCodec } from "../../../../src/core/node-id.js";
import type { HistoryConnection } from "../../../../src/graph/connection/history-connection.js";
import { historyPage } from "../../../../src/graph/connection/history-page.js";
import { HistoryArgs } from "../../../../src/graph/connection/history.args.js";
import { createGraphContext } from "../../../../src/graph/context.js";
import { directoryOf } from "../../../support/bank-directory.js";
import { activeConsent, caller, holder } from "../../../support/builders.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { FakeDataProvider } from "../../../support/fake-data-provider.js";
import { loadersOver, unknownCapability } from "../../../support/loader-world.js";

type Transactions = HistoryConnection;
type Given = { readonly [Name in keyof HistoryArgs]: HistoryArgs[Name] };
interface Place {
  readonly owner?: IdHolder;
  readonly consent?: string;
  readonly account?: string;
  readonly list?: string;
  readonly accountCategory?: string;
}

let bank: FakeDataProvider;
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock();
  bank = new FakeDataProvider();
  bank.history = Array.from({ length: 7 }, (_, index) => `t-${index}`);
});

/** One page, asked for in a request of its own. */
function page(args: Given, place: Place = {}): Promise<Transactions> {
  const context = createGraphContext({
    capabilityOf: () => unknownCapability().report(),
    ...{
      caller: caller(place.owner ?? holder()),
      consents: new Consents({} as ConsentsParts),
      clock,
      dataProviders: directoryOf([]),
    },
    ...{ loaders: loadersOver(bank), ids: new NodeIdCodec(Buffer.alloc(32, 4)) },
    ...{ audit: () => undefined, report: () => undefined, upstream: { made: 0, cached: 0, kept: undefined } },
    ...{ renewalUrlOf: () => "", signal: new AbortController().signal, deadline: Deadline.after(60_000) },
  });
  const name = place.list ?? "transactions";
  return historyPage(context, Object.assign(new HistoryArgs(), args), {
    ...{ name, categoryOf: () => place.accountCategory },
    keys: { idKey: "transactionId", dayKeys: ["postedTimestamp", "transactionTimestamp"] },
    origin: { consent: activeConsent(place.consent ?? "c-1"), accountId: AccountId(place.account ?? "a") },
    load: (key) => context.loaders.transactionPage.load(key),
  });
}

const ids = ({ nodes }: Transactions): unknown[] => nodes.map((node) => node["transactionId"]);

describe("historyPage", () => {
  it("gives one page by one call, as long as was asked for", async () => {
    const first = await page({ first: 3, startDate: "2026-01-01", endDate: "2026-01-31" });
    expect(ids(first)).toEqual(["t-0", "t-1", "t-2"]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(first.totalCount).toBe(7);
    expect(bank.calls.map(({ argument }) => argument)).toEqual([
      { accountId: "a", startDate: "2026-01-01", endDate: "2026-01-31", limit: 3, cursor: undefined },
    ]);
  });

  it("goes on in the window in which the paging began, though a day has passed", async () => {
    const first = await page({ first: 3 });
    clock.advance(3 * 86_400_000);
    await page({ first: 3, after: first.pageInfo.endCursor ?? null });
    const windows = bank.calls.map(({ argument }) => (argument as { endDate: string }).endDate);
    expect(windows).toEqual(["2026-03-01", "2026-03-01"]);
  });

  it("shows every row once, in order, whatever the page sizes of client and bank", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 9 }),
        fc.nat(15),
        async (clientSizes, bankSize, count) => {
          bank.history = Array.from({ length: count }, (_, index) => `t-${index}`);
          bank.maxPageSize = bankSize;
          const walked: unknown[] = [];
          let after: string | null = null;
          for (let turn = 0; turn < 100; turn += 1) {
            const answer: Transactions = await page({
              first: clientSizes[turn % clientSizes.length] ?? 1,
              after,
            });
            walked.push(...ids(answer));
            if (!answer.pageInfo.hasNextPage) break;
            after = answer.pageInfo.endCursor ?? null;
          }
          expect(walked).toEqual(bank.history);
        },
      ),
    );
  });

  it("goes on after any entry, not only after the last of a page", async () => {
    const first = await page({ first: 5 });
    const second = await page({ first: 5, after: first.edges[1]?.cursor ?? null });
    expect(ids(second).slice(0, 2)).toEqual(["t-2", "t-3"]);
  });

  it.each<[string, Place]>([
    ["another person", { owner: holder("app-1", "sam") }],
    ["another app", { owner: holder("app-2", "alex") }],
    ["another consent", { consent: "c-2" }],
    ["another account", { account: "b" }],
    ["another list", { list: "statements" }],
  ])("refuses a cursor at %s, before any call", async (_where, place) => {
    const { pageInfo } = await page({ first: 2 });
    const before = bank.calls.length;
    await expect(page({ first: 2, after: pageInfo.endCursor ?? null }, place)).rejects.toMatchObject({
      code: "CURSOR_INVALID",
      facts: { argument: "after" },
    });
    expect(bank.calls).toHaveLength(before);
  });

  it.each(["", "5", "not a cursor"])("refuses the cursor %p", async (after) => {
    await expect(page({ first: 2, after })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  it.each([0, 101])("refuses a page of %i entries before any call", async (first) => {
    await expect(page({ first })).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
    expect(bank.calls).toEqual([]);
  });

  it("asks for every page with the size of the first: a cursor may be the number of a page", async () => {
    bank.maxPageSize = 3;
    const first = await page({ first: 3 });
    const second = await page({ first: 100, after: first.pageInfo.endCursor ?? null });
    expect(ids(second)).toEqual(["t-3", "t-4", "t-5"]);
    await page({ first: 1, after: second.edges[0]?.cursor ?? null });
    const asked = bank.calls.map(({ argument }) => argument as { limit: number; cursor?: string });
    expect(asked.map(({ limit, cursor }) => [limit, cursor])).toEqual([
      [3, undefined],
      [3, "3"],
      [3, "3"],
    ]);
  });

  it("does not follow a cursor that leads back to its own page", async () => {
    bank.maxPageSize = 0;
    bank.endless = true;
    const { pageInfo } = await page({ first: 3 });
    expect(await page({ first: 3, after: pageInfo.endCursor ?? null })).toMatchObject({
      ...{ nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, complete: false, historyFrom: null },
    });
  });

  it("gives a page without rows a cursor where the bank has more pages", async () => {
    bank.maxPageSize = 0;
    bank.endless = true;
    const { nodes, pageInfo } = await page({ first: 3 });
    expect(nodes).toEqual([]);
    expect(pageInfo).toMatchObject({ hasNextPage: true, startCursor: null });
    expect(pageInfo.endCursor).toEqual(expect.any(String));
  });

  it("gives rows without an id of their own ids that stay, and leaves the bank's field empty", async () => {
    bank.history = ["1", "2"];
    bank.rowOf = (id) => ({ amount: Number(id) });
    const once = await page({ first: 5 });
    const again = await page({ first: 5 }, { accountCategory: "LOAN_ACCOUNT" });
    const nodeIds = once.nodes.map(({ id }) => id);
    expect(new Set(nodeIds).size).toBe(2);
    expect(again.nodes.map(({ id }) => id)).toEqual(nodeIds);
    expect(ids(once)).toEqual([undefined, undefined]);
  });

  it("makes ids of rows from the account's id and the row's own, also one that came as a number", async () => {
    bank.history = ["7"];
    const asText = await page({ first: 1 });
    bank.rowOf = () => ({ transactionId: 7 });
    const asNumber = await page({ first: 1 });
    expect(asNumber.nodes[0]?.id).toBe(asText.nodes[0]?.id);
    const codec = new NodeIdCodec(Buffer.alloc(32, 4));
    const [account = "", row = ""] = asText.nodes[0]?.id.split(".") ?? [];
    expect(codec.decode(holder(), "account", account)?.parts).toEqual(["a"]);
    expect(Buffer.from(row, "base64url").toString()).toBe("7");
  });

  it("takes the account's category where a row has none", async () => {
    bank.rowOf = (id) => (id === "t-0" ? { accountCategory: "DEPOSIT_ACCOUNT" } : {});
    const { nodes } = await page({ first: 2 }, { accountCategory: "LOAN_ACCOUNT" });
    expect(nodes.map((node) => node["accountCategory"])).toEqual(["DEPOSIT_ACCOUNT", "LOAN_ACCOUNT"]);
  });
});
