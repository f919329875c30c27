import { expect, test } from "@jest/globals";
import { PageCursors } from "../../../../src/sandbox/flinks-outbound/fdx/page-cursors.js";

test("a cursor looks like a UUID, is always the same for a key, and leads back to it", () => {
  const cursors = new PageCursors();
  const cursor = cursors.cursorFor("a key");
  expect(cursor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(cursors.cursorFor("a key")).toBe(cursor);
  expect(cursors.cursorFor("another")).not.toBe(cursor);
  expect(cursors.keyOf(cursor)).toBe("a key");
  expect(cursors.keyOf("a key")).toBeUndefined();
});

test("the oldest of very many are forgotten", () => {
  const cursors = new PageCursors();
  const first = cursors.cursorFor("key 0");
  for (let index = 1; index <= 10_000; index += 1) cursors.cursorFor(`key ${String(index)}`);
  expect(cursors.keyOf(first)).toBeUndefined();
  expect(cursors.keyOf(cursors.cursorFor("key 9999"))).toBe("key 9999");
});
