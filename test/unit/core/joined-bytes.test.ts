import { describe, expect, it } from "@jest/globals";
import { joinedBytes } from "../../../src/core/joined-bytes.js";

describe("the pieces of a body", () => {
  it.each([
    ["none", [], ""],
    ["one", ["all"], "all"],
    ["several", ["a", "", "bc"], "abc"],
  ])("in one: %s", (_many, pieces, whole) => {
    expect(joinedBytes(pieces.map((piece) => Buffer.from(piece))).toString()).toBe(whole);
  });

  it("are not copied where one holds all of it", () => {
    const piece = Buffer.from("all");
    expect(joinedBytes([piece])).toBe(piece);
  });
});
