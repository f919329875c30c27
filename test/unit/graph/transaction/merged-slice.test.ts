import { describe, expect, it } from "@jest/globals";
import { firstSlice, nextSlice, type Slice } from "../../../../src/graph/transaction/merged-slice.js";

const WINDOW = { startDate: "2025-01-01", endDate: "2026-02-28" };
const TODAY = "2026-03-01";

function slices(rows: number, window = WINDOW, today = TODAY): Slice[] {
  const all: Slice[] = [];
  for (
    let slice: Slice | undefined = firstSlice(window, today);
    slice !== undefined;
    slice = nextSlice(slice, rows, window)
  )
    all.push(slice);
  return all;
}

const daysOf = (all: readonly Slice[]): string[] =>
  all.map(({ startDate, endDate }) => `${startDate} ${endDate}`);

describe("the slices of a window", () => {
  it("grow while there are few rows, meet without a gap, and end where the window begins", () => {
    expect(daysOf(slices(0))).toEqual([
      "2026-01-29 2026-02-28",
      "2025-11-28 2026-01-28",
      "2025-07-27 2025-11-27",
      "2025-01-01 2025-07-26",
    ]);
  });

  it("stay short while there are many rows", () => {
    const all = slices(200);
    expect(all.map(({ days }) => days)).toEqual(Array.from({ length: 14 }, () => 31));
    expect(daysOf(all).at(-1)).toBe("2025-01-01 2025-01-21");
    expect(slices(199)).toHaveLength(4);
  });

  it.each([
    ["of one day", { startDate: "2026-01-01", endDate: "2026-01-01" }, ["2026-01-01 2026-01-01"]],
    ["that is all to come", { startDate: "2027-01-01", endDate: "2027-01-09" }, ["2027-01-01 2027-01-09"]],
    [
      "that reaches into the future",
      { startDate: "2026-01-15", endDate: "9999-12-31" },
      ["2026-01-30 9999-12-31", "2026-01-15 2026-01-29"],
    ],
  ])("of a window %s", (_which, window, expected) => {
    expect(daysOf(slices(0, window))).toEqual(expected);
  });

  it("are few even where the window holds a century", () => {
    expect(slices(0, { startDate: "1900-01-01", endDate: "2026-02-28" })).toHaveLength(11);
  });
});
