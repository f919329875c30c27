import { describe, expect, it } from "@jest/globals";
import { allPages } from "../../../src/providers/all-pages.js";
import { Answer } from "../../../src/providers/answer.js";
import type { Page } from "../../../src/providers/data-provider.js";

function answer<Row>(
  rows: readonly Row[],
  next?: string,
  more: { readonly totalElements?: number; readonly cutOff?: true } = {},
): Answer<Page<Row>> {
  return new Answer(Buffer.from(""), () => ({ rows, next, totalElements: undefined, ...more }));
}

describe("allPages", () => {
  it("walks from the first page, without a cursor, to the last", async () => {
    const asked: (string | undefined)[] = [];
    const pages = new Map([
      [undefined, answer([1, 2], "b")],
      ["b", answer<number>([], "c")],
      ["c", answer([3])],
    ]);
    const { rows } = await allPages(async (pageKey) => {
      asked.push(pageKey);
      return pages.get(pageKey) ?? answer<number>([]);
    });
    expect(rows).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, "b", "c"]);
  });

  it("ends early when what was read is enough", async () => {
    let calls = 0;
    const { rows } = await allPages(
      async () => {
        calls += 1;
        return answer([calls], `page-${calls}`);
      },
      { isEnough: (read) => read.length === 2 },
    );
    expect([rows, calls]).toEqual([[1, 2], 2]);
  });

  it("asks once where there is one page", async () => {
    let calls = 0;
    await allPages(async () => {
      calls += 1;
      return answer([1]);
    });
    expect(calls).toBe(1);
  });

  it.each([
    ["the page itself", ["a", "a"]],
    ["an earlier page", ["a", "b", "c", "b"]],
  ])("does not follow a cursor that leads back to %s", async (_where, cursors) => {
    let calls = 0;
    const walk = allPages(async () => {
      const cursor = cursors[calls];
      calls += 1;
      return answer([calls], cursor);
    });
    await expect(walk).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
    expect(calls).toBe(cursors.length);
  });

  it("ends a list that never does, after 101 pages", async () => {
    let calls = 0;
    const walk = allPages(async () => {
      calls += 1;
      return answer([calls], `page-${calls}`);
    });
    await expect(walk).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
    expect(calls).toBe(101);
  });

  it("leaves out what was read before, by its id: rows move to the next page when the list grows meanwhile", async () => {
    const pages = [answer([{ id: 1 }, { id: 2 }], "b"), answer([{ id: 2 }, { id: 3 }, {}, {}])];
    const { rows } = await allPages<{ id?: number }>(async () => pages.shift() ?? answer([]), {
      idOf: ({ id }) => id,
    });
    expect(rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, {}, {}]);
  });

  it.each([
    ["that breaks off", [answer([1, 2], undefined, { cutOff: true })]],
    ["that breaks off and is longer", [answer([1, 2], undefined, { cutOff: true, totalElements: 3 })]],
    ["whose last page leads to itself, of an unknown length", [answer([1], "b"), answer([2], "b")]],
  ])("does not take a list %s for a whole one", async (_what, pages) => {
    const walk = allPages(async () => pages.shift() ?? answer<number>([]));
    await expect(walk).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });

  it.each([
    ["ends before it is as long as the bank says", [5, 5], true],
    ["became shorter while it was read", [5, 4], true],
    ["is as long as the bank says", [4, 4], false],
    ["is longer than the bank says", [1, 1], false],
    ["grew while it was read", [4, 5], false],
    ["has no length", [undefined, undefined], false],
  ])("tells of a list that %s: %j", async (_what, totals, isTold) => {
    let calls = 0;
    const { rows, isShort } = await allPages(async () => {
      const totalElements = totals[calls];
      calls += 1;
      const more = totalElements === undefined ? {} : { totalElements };
      return calls === 1 ? answer([1, 2], "b", more) : answer([3, 4], undefined, more);
    });
    expect([rows, isShort]).toEqual([[1, 2, 3, 4], isTold]);
  });

  it.each([
    ["breaks off", [answer([1, 2], undefined, { cutOff: true, totalElements: 2 })]],
    ["leads to itself", [answer([1], "b"), answer([2], "b", { totalElements: 2 })]],
  ])("takes a list that %s for whole when all of its rows were read", async (_what, pages) => {
    expect(await allPages(async () => pages.shift() ?? answer<number>([]))).toEqual({
      rows: [1, 2],
      isShort: false,
    });
  });
});
