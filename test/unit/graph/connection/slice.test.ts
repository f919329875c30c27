import "reflect-metadata";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PageArgs } from "../../../../src/graph/connection/page.args.js";
import { slice } from "../../../../src/graph/connection/slice.js";

const args = (first: number, after?: string | null): PageArgs =>
  Object.assign(new PageArgs(), { first, after });
const LETTERS = ["a", "b", "c", "d", "e"];
const cut = (first: number, after?: string | null): ReturnType<typeof slice<string>> =>
  slice(LETTERS, args(first, after), (letter) => `cursor-${letter}`);

describe("slice", () => {
  it("gives the first page", () => {
    const { pageInfo, ...page } = cut(2);
    expect(page).toEqual({
      nodes: ["a", "b"],
      edges: [
        { node: "a", cursor: "cursor-a" },
        { node: "b", cursor: "cursor-b" },
      ],
      totalCount: 5,
    });
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual(["cursor-a", "cursor-b"]);
  });

  it("goes on after a cursor, to the end", () => {
    expect(cut(10, "cursor-c")).toMatchObject({
      nodes: ["d", "e"],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  it("is empty after the last cursor", () => {
    expect(cut(10, "cursor-e")).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it("takes a null cursor for none", () => {
    expect(cut(1, null).nodes).toEqual(["a"]);
  });

  it.each(["cursor-z", "", "a"])("refuses the cursor %p, which is not of the list", (after) => {
    expect(() => cut(2, after)).toThrow(
      expect.objectContaining({ code: "CURSOR_INVALID", facts: { argument: "after" } }),
    );
  });

  it.each([0, -1, 101, 2 ** 31 - 1])("refuses a page of %i entries", (first) => {
    expect(() => cut(first)).toThrow(
      expect.objectContaining({ code: "ARGUMENT_INVALID", facts: { argument: "first" } }),
    );
  });

  it.each([1, 100])("accepts a page of %i entries", (first) => {
    expect(cut(first).nodes).toEqual(LETTERS.slice(0, first));
  });

  it("shows every entry once, in order, to who follows the cursors", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 100 }), (list, first) => {
        const walked: string[] = [];
        let after: string | null = null;
        for (;;) {
          const page: ReturnType<typeof slice<string>> = slice(
            list,
            args(first, after),
            (entry) => `c${entry}`,
          );
          walked.push(...page.nodes);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor ?? null;
        }
        expect(walked).toEqual(list);
      }),
    );
  });
});
