import { describe, expect, it } from "@jest/globals";
import { shownBank } from "../../../../src/providers/directory/listed-bank.js";

describe("a bank of a list", () => {
  it.each([
    ["CA", "CA"],
    [" ca ", "CA"],
    ["Canada", ""],
    ["", ""],
    ["C\u202eA", ""],
  ])("whose country is %j is shown with %j", (country, shown) => {
    expect(shownBank({ number: 1, name: "Maple", country })).toEqual({
      number: 1,
      name: "Maple",
      country: shown,
    });
  });

  it("has no control characters, and nothing that turns the direction of writing, in its name", () => {
    const name = " Ma\u0000ple\u202e Bank\u200b\n";
    expect(shownBank({ number: 1, name, country: "CA" })).toMatchObject({ name: "Maple Bank" });
  });

  it("has a name that fits a screen", () => {
    expect(shownBank({ number: 1, name: "x".repeat(10_000), country: "CA" })?.name).toHaveLength(256);
  });

  it("is not shown without a name", () => {
    expect(shownBank({ number: 1, name: "\u200b \n", country: "CA" })).toBeUndefined();
  });
});
