import { describe, expect, test } from "@jest/globals";
import { dateRange, lastDays } from "../../../src/sandbox/fdx/date-range.js";
import { FdxError } from "../../../src/sandbox/fdx/fdx-error.js";
import { Query } from "../../../src/sandbox/fdx/query.js";

const otherwise = lastDays("2026-03-01", 90);

function range(search: string): unknown {
  try {
    return dateRange(new Query(`/transactions?${search}`), otherwise);
  } catch (error) {
    return error instanceof FdxError ? [error.status, error.body.code] : error;
  }
}

describe("dateRange", () => {
  test("reaches 90 days back by itself", () => {
    expect(range("")).toEqual({ start: "2025-12-01", end: "2026-03-01" });
  });

  test("takes both dates, also when they are the same", () => {
    expect(range("startDate=2026-01-05&endDate=2026-01-05")).toEqual({
      start: "2026-01-05",
      end: "2026-01-05",
    });
  });

  test.each([
    ["startDate=2026-01-01", [400, "703"]],
    ["endDate=2026-01-01", [400, "703"]],
    ["startDate=2026-02-01&endDate=2026-01-01", [400, "703"]],
    ["startDate=2026-02-30&endDate=2026-03-01", [400, "702"]],
    ["startDate=yesterday&endDate=2026-03-01", [400, "702"]],
    ["startDate=2026-01-01T00:00:00Z&endDate=2026-03-01", [400, "702"]],
    ["startDate=&endDate=", [400, "702"]],
  ])("answers %s with %j", (search, refusal) => {
    expect(range(search)).toEqual(refusal);
  });
});
