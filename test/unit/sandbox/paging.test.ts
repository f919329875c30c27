import { describe, expect, test } from "@jest/globals";
import type { FdxError } from "../../../src/sandbox/fdx/fdx-error.js";
import { pageOf } from "../../../src/sandbox/fdx/paging.js";
import { Query } from "../../../src/sandbox/fdx/query.js";

const URL = "http://127.0.0.1:1/fdx/v6/accounts";
const items = Array.from({ length: 12 }, (_, index) => index);

function page(search: string, list = URL): ReturnType<typeof pageOf<number>> {
  return pageOf(items, { url: list, query: new Query(`/accounts?${search}`), defaultLimit: 5, maxLimit: 7 });
}

function bodyOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return (error as FdxError).body;
  }
}

describe("pageOf", () => {
  test("walks the whole list once, by key and by link", () => {
    const seen: number[] = [];
    let search = "resultType=details";
    for (let step = 0; step < 3; step += 1) {
      const { items: part, parts } = page(search);
      seen.push(...part);
      expect(parts.page.totalElements).toBe(12);
      const { nextPageKey } = parts.page;
      if (nextPageKey === undefined) break;
      search = `resultType=details&pageKey=${nextPageKey}`;
      expect(parts.links.next?.href).toBe(`${URL}?${search}`);
    }
    expect(seen).toEqual(items);
  });

  test("ends without a key when the list ends on the edge of a page", () => {
    expect(page("limit=6").parts.page.nextPageKey).toBeDefined();
    const last = pageOf([1, 2], { url: URL, query: new Query("/?limit=2"), defaultLimit: 5, maxLimit: 7 });
    expect(last.parts).toEqual({ page: { totalElements: 2 }, links: {} });
  });

  test("lowers a limit that is too large", () => {
    expect(page("limit=5000").items).toHaveLength(7);
  });

  test.each(["0", "-1", "1.5", "all", ""])("refuses limit=%s", (limit) => {
    expect(bodyOf(() => page(`limit=${limit}`))).toMatchObject({ code: "401" });
  });

  test("refuses a key that is made up, or belongs to another list", () => {
    const key = page("").parts.page.nextPageKey ?? "";
    expect(page(`pageKey=${key}`).items[0]).toBe(5);
    expect(bodyOf(() => page("pageKey=NQ"))).toMatchObject({ code: "401" });
    expect(bodyOf(() => page(`pageKey=${key}`, `${URL}/other`))).toMatchObject({ code: "401" });
    expect(bodyOf(() => page(`pageKey=${key}&resultType=details`))).toMatchObject({ code: "401" });
  });

  test("refuses a parameter that is given twice", () => {
    expect(bodyOf(() => page("limit=1&limit=2"))).toMatchObject({ code: "401" });
  });
});
