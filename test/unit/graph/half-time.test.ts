import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Deadline } from "../../../src/core/deadline.js";
import { halfTime } from "../../../src/graph/half-time.js";

let request: AbortController;

beforeEach(() => {
  jest.useFakeTimers();
  request = new AbortController();
});

afterEach(() => {
  jest.useRealTimers();
});

describe("half of a request's time", () => {
  it("ends when half of what is left is over, and not before", () => {
    const half = halfTime({ deadline: Deadline.after(1000), signal: request.signal });
    jest.advanceTimersByTime(490);
    expect(half.aborted).toBe(false);
    jest.advanceTimersByTime(20);
    expect(half.aborted).toBe(true);
  });

  it("ends at once where nothing is left, for which no timer below 0 is set", () => {
    const setTimer = jest.spyOn(globalThis, "setTimeout");
    const half = halfTime({ deadline: Deadline.after(-20), signal: request.signal });
    expect(setTimer.mock.calls.map(([, ms]) => ms)).toEqual([0]);
    jest.advanceTimersByTime(1);
    expect(half.aborted).toBe(true);
  });

  it("keeps no timer, and with it nothing that listens, behind the request's end", () => {
    halfTime({ deadline: Deadline.after(1000), signal: request.signal });
    expect(jest.getTimerCount()).toBe(1);
    request.abort();
    expect(jest.getTimerCount()).toBe(0);
  });

  it("sets none for a request that is over", () => {
    request.abort();
    halfTime({ deadline: Deadline.after(1000), signal: request.signal });
    expect(jest.getTimerCount()).toBe(0);
  });
});
