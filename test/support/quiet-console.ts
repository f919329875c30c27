import { afterEach, beforeEach, expect, jest } from "@jest/globals";

const METHODS = ["log", "info", "warn", "error", "debug"] as const;

let printed: unknown[][] = [];

/** Anything printed by a test is a fault: either noise, or a failure nobody asserted. */
beforeEach(() => {
  printed = [];
  for (const method of METHODS) {
    jest.spyOn(console, method).mockImplementation((...words) => {
      printed.push([method, ...words]);
    });
  }
});

afterEach(() => {
  expect(printed).toEqual([]);
});
