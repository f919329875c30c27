import "reflect-metadata";
import { describe, expect, it } from "@jest/globals";
import { HistoryArgs, historyWindow } from "../../../../src/graph/connection/history.args.js";

const TODAY = "2026-03-01";
const window = (startDate?: string | null, endDate?: string | null): unknown =>
  historyWindow(Object.assign(new HistoryArgs(), { startDate, endDate }), TODAY);

describe("historyWindow", () => {
  it("names both days always: today and two years before it when none was given", () => {
    expect(window()).toEqual({ startDate: "2024-03-01", endDate: "2026-03-01" });
    expect(historyWindow(new HistoryArgs(), TODAY)).toEqual(window(null, null));
  });

  it("takes the days it is given", () => {
    expect(window("2025-01-01", "2025-01-31")).toEqual({ startDate: "2025-01-01", endDate: "2025-01-31" });
  });

  it("counts the two years back from the last day wanted", () => {
    expect(window(null, "2025-03-01")).toEqual({ startDate: "2023-03-02", endDate: "2025-03-01" });
  });

  it("ends today when only the first day was given", () => {
    expect(window("2026-02-01")).toEqual({ startDate: "2026-02-01", endDate: "2026-03-01" });
  });

  it("accepts a single day", () => {
    expect(window("2025-01-01", "2025-01-01")).toEqual({ startDate: "2025-01-01", endDate: "2025-01-01" });
  });

  it.each([
    ["1899-12-31", null, "startDate"],
    [null, "0000-01-01", "endDate"],
  ])("refuses days that no bank has: from %p to %p", (startDate, endDate, argument) => {
    expect(() => window(startDate, endDate)).toThrow(
      expect.objectContaining({ code: "ARGUMENT_INVALID", facts: { argument } }),
    );
  });

  it.each([
    ["2025-02-01", "2025-01-31"],
    ["2026-03-02", null],
  ])("refuses a window from %p to %p, which ends before it begins", (startDate, endDate) => {
    expect(() => window(startDate, endDate)).toThrow(
      expect.objectContaining({ code: "ARGUMENT_INVALID", facts: { argument: "startDate" } }),
    );
  });
});
