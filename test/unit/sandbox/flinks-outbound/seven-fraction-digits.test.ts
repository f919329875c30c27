import { expect, test } from "@jest/globals";
import {
  outboundTimestamp,
  sevenFractionDigits,
} from "../../../../src/sandbox/flinks-outbound/fdx/seven-fraction-digits.js";

test("timestamps get seven fraction digits however deep they stand, and nothing else changes", () => {
  const before = {
    at: "2026-03-11T07:26:19Z",
    list: [{ at: "2026-03-11T07:26:19.5Z" }, "2026-03-11T07:26:19.123456789Z", null, 7, true],
    day: "2026-03-11",
    text: "at 2026-03-11T07:26:19Z",
  };
  expect(sevenFractionDigits(before)).toEqual({
    at: "2026-03-11T07:26:19.0000000Z",
    list: [{ at: "2026-03-11T07:26:19.5000000Z" }, "2026-03-11T07:26:19.1234567Z", null, 7, true],
    day: "2026-03-11",
    text: "at 2026-03-11T07:26:19Z",
  });
});

test("milliseconds become such a timestamp", () => {
  expect(outboundTimestamp(Date.UTC(2024, 1, 29, 14, 24, 42, 605))).toBe("2024-02-29T14:24:42.6050000Z");
});
