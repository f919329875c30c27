import "reflect-metadata";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Consents, type ConsentsParts } from "../../../../src/consents/consents.js";
import { Deadline } from "../../../../src/core/deadline.js";
import { AccountId } from "../../../../src/core/ids.js";
import { NodeIdCodec } from "../../../../src/core/node-id.js";
import type { HistoryConnection } from "../../../../src/graph/connection/history-connection.js";
import { historyPage } from "../../../../src/graph/connection/history-page.js";
import { type HistoryPlace, startOf } from "../../../../src/graph/connection/history-place.js";
import { type HistoryReading, readHistory } from "../../../../src/graph/connection/history-reading.js";
import { HistoryArgs } from "../../../../src/graph/connection/history.args.js";
import { createGraphContext } from "../../../../src/graph/context.js";
import { Answer } from "../../../../src/providers/answer.js";
import type { FdxRecord, HistoryQuery, Page } from "../../../../src/providers/data-provider.js";
import { directoryOf } from "../../../support/bank-directory.js";
import { activeConsent, caller } from "../../../support/builders.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { FakeDataProvider } from "../../../support/fake-data-provider.js";
import { loadersOver, unknownCapability } from "../../../support/loader-world.js";

/** What a bank answers to a cursor; `call` counts from 0. */
type Bank = (cursor: string | undefined, call: number, query: HistoryQuery) => Partial<Page<FdxRecord>>;

const KEYS = { idKey: "transactionId", dayKeys: ["postedTimestamp", "transactionTimestamp"] };
const DAYS = { startDate: "2026-01-01", endDate: "2026-01-31" };

/** One page, asked for in a request of its own. */
function page(load: (query: HistoryQuery) => Page<FdxRecord>, args: object): Promise<HistoryConnection> {
  const context = createGraphContext({
    capabilityOf: () => unknownCapability().report(),
    ...{ caller: caller(), consents: new Consents({} as ConsentsParts), clock: new FakeClock() },
    ...{ loaders: loadersOver(new FakeDataProvider()), ids: new NodeIdCodec(Buffer.alloc(32, 4)) },
    ...{
      dataProviders: directoryOf([]),
      audit: () => undefined,
      report: () => undefined,
      upstream: { made: 0, cached: 0, kept: undefined },
      renewalUrlOf: () => "",
      signal: new AbortController().signal,
      deadline: Deadline.after(60_000),
    },
  });
  return historyPage(context, Object.assign(new HistoryArgs(), args), {
    ...{ name: "transactions", origin: { consent: activeConsent("c-1"), accountId: AccountId("a") } },
    keys: KEYS,
    load: async ({ query }) => new Answer(Buffer.alloc(0), () => structuredClone(load(query))),
  });
}

interface Walk {
  readonly ids: readonly unknown[];
  readonly calls: number;
  readonly complete: boolean;
  readonly historyFrom: string | null;
}

/** Follows a list as a client does, as far as it goes. */
async function walk(bank: Bank, first = 2): Promise<Walk> {
  const ids: unknown[] = [];
  let calls = 0;
  let after: string | null = null;
  for (;;) {
    const answer: HistoryConnection = await page(
      (query) => ({
        ...{ rows: [], next: undefined, totalElements: undefined },
        ...bank(query.cursor, calls++, query),
      }),
      { ...DAYS, first, after },
    );
    ids.push(...answer.nodes.map((node) => node["transactionId"] ?? node["amount"]));
    const { complete, historyFrom, pageInfo } = answer;
    if (!pageInfo.hasNextPage) return { ids, calls, complete, historyFrom };
    expect(pageInfo.endCursor).toEqual(expect.any(String));
    after = pageInfo.endCursor ?? null;
  }
}

/** Rows by id; the id's number is also how many days before the end the row is. */
const rows = (...ids: readonly number[]): FdxRecord[] =>
  ids.map((id) => ({ transactionId: `t-${id}`, postedTimestamp: `2026-01-${String(31 - id)}T08:00:00Z` }));
const idsOf = (...ids: readonly number[]): string[] => ids.map((id) => `t-${id}`);
const pages = (byCursor: Record<string, Partial<Page<FdxRecord>>>): Bank => {
  return (cursor = "") => byCursor[cursor] ?? {};
};

describe("a list that is right", () => {
  it("is complete, with nothing more to say", async () => {
    const bank = pages({ "": { rows: rows(0, 1), next: "b" }, b: { rows: rows(2, 3) } });
    expect(await walk(bank)).toEqual({ ids: idsOf(0, 1, 2, 3), calls: 2, complete: true, historyFrom: null });
  });

  it("goes on over an empty page", async () => {
    const bank = pages({
      "": { rows: rows(0), next: "b" },
      b: { next: "c" },
      c: { next: "d" },
      d: { rows: rows(1) },
    });
    expect(await walk(bank)).toMatchObject({ ids: idsOf(0, 1), calls: 4, complete: true });
  });

  it.each([1, 3, 7])("is served in pages of %i where the bank's are of another size", async (first) => {
    const bank = pages({
      "": { rows: rows(0, 1, 2, 3, 4), next: "b" },
      b: { rows: rows(5), next: "c" },
      c: { rows: rows(6) },
    });
    expect(await walk(bank, first)).toMatchObject({ ids: idsOf(0, 1, 2, 3, 4, 5, 6), complete: true });
  });
});

describe("a list that leads in a circle ends at once, and says so", () => {
  it.each<[string, Record<string, Partial<Page<FdxRecord>>>, number]>([
    ["its own page", { "": { rows: rows(0, 1), next: "b" }, b: { rows: rows(2, 3), next: "b" } }, 2],
    [
      "its second page",
      { "": { rows: rows(0, 1), next: "b" }, b: { rows: rows(2, 3), next: "c" }, c: { next: "b" } },
      3,
    ],
    [
      "its first page under another name",
      {
        "": { rows: rows(0, 1), next: "b" },
        b: { rows: rows(2, 3), next: "a" },
        a: { rows: rows(0, 1), next: "b" },
      },
      3,
    ],
  ])("to %s", async (_where, byCursor, calls) => {
    expect(await walk(pages(byCursor))).toEqual({
      ...{ ids: idsOf(0, 1, 2, 3), calls, complete: false, historyFrom: "2026-01-29" },
    });
  });

  it("of thirty pages", async () => {
    const { ids, calls, complete } = await walk((cursor = "0") => {
      const at = Number(cursor) % 30;
      return { rows: [{ transactionId: `t-${at}` }], next: String(at + 1) };
    });
    expect([new Set(ids).size, ids.length, calls, complete]).toEqual([30, 30, 31, false]);
  });

  it.each([
    ["of which each row is known", rows(0, 1)],
    ["whose rows have no ids", [{ amount: 1 }, { amount: 2 }]],
    [
      "of more rows than are remembered",
      Array.from({ length: 150 }, (_, index) => ({ transactionId: `t-${index}` })),
    ],
  ])("to the same page behind ever new cursors, %s", async (_what, same) => {
    const { ids, calls, complete } = await walk(
      (_cursor, call) => ({ rows: same, next: `page-${call}` }),
      100,
    );
    expect(ids).toHaveLength(same.length);
    expect(calls).toBeLessThan(6);
    expect(complete).toBe(false);
  });

  it("but is whole where the bank counts as many rows as were served", async () => {
    const bank = pages({
      "": { rows: rows(0, 1), next: "b", totalElements: 4 },
      b: { rows: rows(2, 3), next: "b", totalElements: 4 },
    });
    expect(await walk(bank)).toMatchObject({ ids: idsOf(0, 1, 2, 3), calls: 2, complete: true });
  });
});

describe("a list that never ends", () => {
  it.each([
    ["of empty pages", () => []],
    ["of rows", (call: number) => [{ transactionId: `t-${call}` }]],
  ])("%s is broken off at 2000 pages", (_what, rowsOf) => {
    let place: HistoryPlace | undefined = startOf(Object.assign(new HistoryArgs(), DAYS), 2, "1970-01-01");
    const completes: boolean[] = [];
    while (place !== undefined) {
      const call = completes.length;
      const page = { rows: rowsOf(call), next: `page-${call}`, totalElements: undefined };
      const reading: HistoryReading = readHistory({ place, page, keys: KEYS, first: 2 });
      completes.push(reading.complete);
      place = reading.next;
    }
    expect([completes.length, completes.indexOf(false)]).toEqual([2000, 1999]);
  });
});

describe("a list that is cut off", () => {
  it.each<[string, readonly FdxRecord[], string | null]>([
    ["newest first, is whole from the day behind its last", rows(0, 1, 1, 2), "2026-01-30"],
    ["within the first day, is whole from no day", rows(0, 0), null],
    ["with nothing in it, is whole from no day", [], null],
    ["oldest first, is whole from no day", rows(2, 1, 0), null],
    ["with rows without a day, is whole from no day", [...rows(0, 2), { transactionId: "x" }], null],
    ["with a day that no calendar has, is whole from no day", [{ postedTimestamp: "2026-01-00" }], null],
    [
      "with the day in the other field",
      [{ transactionId: "x", postedTimestamp: null, transactionTimestamp: "2026-01-10" }],
      "2026-01-11",
    ],
  ])("%s", async (_what, list, historyFrom) => {
    const { complete, historyFrom: from } = await walk(() => ({ rows: list, cutOff: true }), 10);
    expect([complete, from]).toEqual([false, historyFrom]);
  });

  it("counts the days of all its pages", async () => {
    const bank = pages({ "": { rows: rows(3), next: "b" }, b: { rows: rows(1), cutOff: true } });
    expect((await walk(bank)).historyFrom).toBeNull();
    const inOrder = pages({ "": { rows: rows(1), next: "b" }, b: { rows: rows(3), cutOff: true } });
    expect((await walk(inOrder)).historyFrom).toBe("2026-01-29");
  });
});

describe("a list that changes while it is read", () => {
  it("shows each row once when it grows in front: the last rows come again on the next page", async () => {
    const bank = pages({
      "": { rows: rows(1, 2, 3), next: "b" },
      b: { rows: rows(2, 3, 4), next: "c" },
      c: { rows: rows(3, 4, 5) },
    });
    expect(await walk(bank, 3)).toMatchObject({ ids: idsOf(1, 2, 3, 4, 5), complete: true });
  });

  it("goes on when so many rows arrive that an earlier page comes again", async () => {
    const bank = pages({
      "": { rows: rows(1, 2), next: "b" },
      b: { rows: rows(3, 4), next: "c" },
      c: { rows: rows(1, 2), next: "d" },
      d: { rows: rows(5) },
    });
    expect(await walk(bank)).toMatchObject({ ids: idsOf(1, 2, 3, 4, 5), calls: 4, complete: true });
  });

  it("goes on when a whole page comes again", async () => {
    const bank = pages({
      "": { rows: rows(1, 2), next: "b" },
      b: { rows: rows(1, 2), next: "c" },
      c: { rows: rows(3) },
    });
    expect(await walk(bank)).toMatchObject({ ids: idsOf(1, 2, 3), calls: 3, complete: true });
  });

  it("shows a row once that is on one page twice, also far behind", async () => {
    const many = rows(...Array.from({ length: 20 }, (_, index) => index));
    expect((await walk(() => ({ rows: [...many, ...rows(0, 1), ...many] }), 3)).ids).toEqual(
      many.map((row) => row["transactionId"]),
    );
  });

  it("keeps equal rows that have no id: they may be two", async () => {
    const bank = pages({
      "": { rows: [{ amount: 1 }, { amount: 1 }], next: "b" },
      b: { rows: [{ amount: 1 }, { amount: 2 }] },
    });
    expect((await walk(bank)).ids).toEqual([1, 1, 1, 2]);
    expect((await walk(bank, 1)).ids).toEqual([1, 1, 1, 2]);
  });

  it.each([
    ["a new row in front", rows(9, 0, 1, 2, 3)],
    ["the row served last gone", rows(0, 2, 3)],
    ["both rows served gone", rows(2, 3)],
    ["both rows served gone and a new one in front", rows(9, 2, 3)],
  ])("goes on behind what was served when its page has %s at the second reading", async (_what, changed) => {
    const { ids, complete } = await walk((_cursor, call) => ({
      rows: call === 0 ? rows(0, 1, 2, 3) : changed,
    }));
    expect(ids.filter((id) => id !== "t-9")).toEqual(idsOf(0, 1, 2, 3));
    expect(complete).toBe(true);
  });

  it.each([
    ["rows without ids", [{ amount: 1 }, { amount: 2 }, { amount: 3 }], [{ amount: 4 }], 1],
    ["more rows than are remembered", rows(...Array(150).keys()), [{ transactionId: "x" }], 60],
  ])("says that rows may be missing when nothing of a page is there again, with %s", async (...given) => {
    const [, before, after, first] = given;
    const { complete } = await walk((_cursor, call) => ({ rows: call < 2 ? before : after }), first);
    expect(complete).toBe(false);
  });

  it("goes on behind what was served when a row arrives in front of more rows than are remembered", async () => {
    const many = rows(...Array(150).keys());
    const { ids, complete } = await walk((_cursor, call) => {
      return { rows: call < 2 ? many : [{ transactionId: "new" }, ...many] };
    }, 60);
    expect(ids).toEqual(many.map((row) => row["transactionId"]));
    expect(complete).toBe(true);
  });

  it("says that rows may be missing when a page of rows without ids comes again: they may be others", async () => {
    const equal = [{ amount: 1 }, { amount: 2 }];
    const bank = pages({
      "": { rows: equal, next: "b" },
      b: { rows: equal, next: "c" },
      c: { rows: [{ amount: 3 }] },
    });
    expect(await walk(bank)).toMatchObject({ ids: [1, 2, 3], complete: false });
  });

  it("says that rows may be missing when it became shorter between two pages", async () => {
    const bank = pages({
      "": { rows: rows(1, 2), next: "b", totalElements: 6 },
      b: { rows: rows(4, 5), next: "c", totalElements: 5 },
      c: { rows: rows(6), totalElements: 5 },
    });
    expect(await walk(bank)).toEqual({
      ...{ ids: idsOf(1, 2, 4, 5, 6), calls: 3, complete: false, historyFrom: "2026-01-30" },
    });
  });

  it("says so too when the bank counted more rows than it has", async () => {
    const bank = pages({ "": { rows: rows(1, 2), next: "b", totalElements: 6 }, b: {} });
    expect(await walk(bank)).toMatchObject({ complete: false });
  });

  it.each([
    ["is not known", undefined, null],
    ["is less than there are rows", 2, null],
    ["is none", 0, null],
    ["may be right", 7, 7],
  ])("has no length where it %s", async (_what, totalElements, totalCount) => {
    const bank = (): Page<FdxRecord> => ({ rows: rows(0, 1, 2), next: undefined, totalElements });
    expect(await page(bank, { ...DAYS, first: 1 })).toMatchObject({ totalCount });
  });

  it("says that rows are missing when it ends before it is as long as the bank says", async () => {
    const bank = pages({
      "": { rows: rows(1, 2), next: "b", totalElements: 6 },
      b: { rows: rows(3, 4), totalElements: 6 },
    });
    expect(await walk(bank)).toEqual({
      ...{ ids: idsOf(1, 2, 3, 4), calls: 2, complete: false, historyFrom: "2026-01-28" },
    });
    expect(await walk(bank, 1)).toMatchObject({ ids: idsOf(1, 2, 3, 4), complete: false });
  });

  it("is whole as of its first page when rows have come in front of it meanwhile", async () => {
    const bank = pages({
      "": { rows: rows(1, 2), next: "b", totalElements: 4 },
      b: { rows: rows(2, 3), next: "c", totalElements: 5 },
      c: { rows: rows(4), totalElements: 5 },
    });
    expect(await walk(bank)).toMatchObject({ ids: idsOf(1, 2, 3, 4), complete: true, historyFrom: null });
  });

  it("has every row that stays, once, or says that one may be missing, however it grows in front", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 30 }),
        fc.integer({ min: 4, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (growth, size, first) => {
          let list = Array.from({ length: 25 }, (_, index) => `old-${index}`);
          const bank: Bank = (cursor = "0", call) => {
            const more = Array.from(
              { length: call === 0 ? 0 : (growth[call] ?? 0) },
              (_, i) => `new-${call}-${i}`,
            );
            list = [...more, ...list];
            const start = Number(cursor);
            const end = start + size;
            const part = list.slice(start, end).map((transactionId) => ({ transactionId }));
            return {
              rows: part,
              next: end < list.length ? String(end) : undefined,
              totalElements: list.length,
            };
          };
          const { ids, complete } = await walk(bank, first);
          const old = ids.filter((id) => String(id).startsWith("old"));
          expect(new Set(ids).size).toBe(ids.length);
          if (complete) expect(old).toEqual(Array.from({ length: 25 }, (_, index) => `old-${index}`));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a cursor", () => {
  const bank = (): Page<FdxRecord> => ({ rows: rows(0, 1, 2), next: undefined, totalElements: undefined });

  it.each([
    [{ startDate: "2026-01-02" }, "CURSOR_INVALID"],
    [{ endDate: "2026-01-30" }, "CURSOR_INVALID"],
    [{ ...DAYS, endDate: "2026-02-01" }, "CURSOR_INVALID"],
    [DAYS, undefined],
    [{ startDate: null, endDate: null }, undefined],
    [{}, undefined],
  ])("made for other days than %j is refused: %s", async (days, code) => {
    const { pageInfo } = await page(bank, { ...DAYS, first: 1 });
    const again = page(bank, { ...days, first: 1, after: pageInfo.endCursor });
    await (code === undefined
      ? expect(again).resolves.toMatchObject({ nodes: [{ transactionId: "t-1" }] })
      : expect(again).rejects.toMatchObject({ code }));
  });

  it("of another version is refused", async () => {
    const ids = new NodeIdCodec(Buffer.alloc(32, 4));
    const { pageInfo } = await page(bank, { ...DAYS, first: 1 });
    const reference = ids.decode(caller(), "cursor", pageInfo.endCursor ?? "");
    const [, ...parts] = reference?.parts ?? [];
    const after = ids.encode(caller(), {
      ...{ kind: "cursor", consentId: activeConsent("c-1").id, parts: ["1", ...parts] },
    });
    await expect(page(bank, { ...DAYS, first: 1, after })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  it("holds the longest cursor of a bank and all that is remembered beside it", async () => {
    const { ids } = await walk((_cursor, call) => {
      const next = call < 400 ? `${"x".repeat(2000)}-${call}` : undefined;
      return { rows: Array.from({ length: 3 }, (_, index) => ({ transactionId: `${call}-${index}` })), next };
    }, 3);
    expect(new Set(ids).size).toBe(401 * 3);
  });
});
