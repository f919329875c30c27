import { describe, expect, it } from "@jest/globals";
import { changeLines, isNothing, uriChanges } from "../../../../src/cli/flinks/uri-changes.js";

describe("uriChanges", () => {
  it("tells what goes, what comes and what stays", () => {
    const changes = uriChanges(["a", "b"], ["b", "c"]);
    expect(changes).toEqual({ go: ["a"], come: ["c"], stay: ["b"] });
    expect(changeLines(changes)).toEqual(["  - a", "  + c", "    b"]);
    expect(isNothing(changes)).toBe(false);
  });

  it.each([
    [["a", "b"], ["b", "a"], true],
    [["a", "a"], ["a"], true],
    [[], [], true],
    [["a"], [], false],
    [["a"], ["A"], false],
  ])("of %j and %j is nothing: %s", (before, after, nothing) => {
    expect(isNothing(uriChanges(before, after))).toBe(nothing);
  });
});
