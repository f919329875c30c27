import { afterEach, beforeEach, expect, jest } from "@jest/globals";

const METHODS = ["log", "info", "warn", "error", "debug"] as const;

beforeEach(() => {
  for (const method of METHODS) jest.spyOn(console, method).mockImplementation(() => undefined);
});

/** Anything printed by a test is a fault: either noise, or a failure nobody asserted. */
afterEach(() => {
  for (const method of METHODS) {
    const calls = jest.mocked(console[method]).mock.calls;
    expect({ method, calls }).toEqual({ method, calls: [] });
  }
});
