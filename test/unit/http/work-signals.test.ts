import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Deadline } from "../../../src/core/deadline.js";
import { WorkSignals } from "../../../src/http/work-signals.js";

const RESERVE_MS = 50;

let cutOff: AbortController;
let signals: WorkSignals;

beforeEach(() => {
  jest.useFakeTimers();
  cutOff = new AbortController();
  signals = new WorkSignals(cutOff.signal);
});

afterEach(() => {
  jest.useRealTimers();
});

const response = (destroyed = false): ServerResponse =>
  Object.assign(new EventEmitter(), { destroyed }) as unknown as ServerResponse;
const clock = { monotonic: () => 0 };

describe("the work of a request is over", () => {
  it("when what is left of its time is needed for the answer", () => {
    const signal = signals.begin(response(), Deadline.after(1000, clock));
    jest.advanceTimersByTime(1000 - RESERVE_MS - 1);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
  });

  it.each([RESERVE_MS, RESERVE_MS - 20, 0, -5])(
    "soon with %p ms left, for which no timer below 0 is set",
    (leftMs) => {
      const setTimer = jest.spyOn(globalThis, "setTimeout");
      const signal = signals.begin(response(), Deadline.after(leftMs, clock));
      expect(setTimer.mock.calls.map(([, ms]) => ms)).toEqual([0]);
      jest.advanceTimersByTime(1);
      expect(signal.aborted).toBe(true);
    },
  );

  it("when the exchange is closed", () => {
    const closing = response();
    const signal = signals.begin(closing, Deadline.after(1000, clock));
    closing.emit("close");
    expect(signal.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("at once where the exchange was closed before", () => {
    expect(signals.begin(response(true), Deadline.after(1000, clock)).aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("with the time of the process, unless it was closed before", () => {
    const closed = response();
    const running = [response(), response()].map((each) => signals.begin(each, Deadline.after(1000, clock)));
    signals.begin(closed, Deadline.after(1000, clock));
    closed.emit("close");
    expect(running.map(({ aborted }) => aborted)).toEqual([false, false]);
    cutOff.abort();
    expect(running.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
