import { describe, expect, it, jest } from "@jest/globals";
import { WorkEnd, type WorkSignal } from "../../../src/core/work-signal.js";

interface Ending {
  readonly signal: WorkSignal;
  readonly abort: () => void;
}

function ofNode(): Ending {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => {
      controller.abort();
    },
  };
}

function ofOurs(): Ending {
  const end = new WorkEnd();
  return {
    signal: end,
    abort: () => {
      end.abort();
    },
  };
}

// What work may rely on, whichever of the two it is given.
describe.each([
  ["AbortSignal", ofNode],
  ["WorkEnd", ofOurs],
])("a work signal: %s", (_name, begin) => {
  it("tells everybody who listens once, in their order", () => {
    const { signal, abort } = begin();
    const told: string[] = [];
    signal.addEventListener("abort", () => told.push(`a ${String(signal.aborted)}`));
    signal.addEventListener("abort", abort);
    signal.addEventListener("abort", () => told.push("b"));
    expect(signal.aborted).toBe(false);
    abort();
    abort();
    expect([told, signal.aborted]).toEqual([["a true", "b"], true]);
  });

  it("tells one that has come twice once", () => {
    const { signal, abort } = begin();
    const listener = jest.fn<() => void>();
    signal.addEventListener("abort", listener);
    signal.addEventListener("abort", listener);
    abort();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("tells nobody who has left, also one that another's turn removes", () => {
    const { signal, abort } = begin();
    const gone = jest.fn<() => void>();
    const later = jest.fn<() => void>();
    signal.addEventListener("abort", gone);
    signal.removeEventListener("abort", gone);
    signal.addEventListener("abort", () => {
      signal.removeEventListener("abort", later);
    });
    signal.addEventListener("abort", later);
    abort();
    expect([gone.mock.calls.length, later.mock.calls.length]).toEqual([0, 0]);
  });

  it("tells nobody who comes while the last is told", () => {
    const { signal, abort } = begin();
    const late = jest.fn<() => void>();
    signal.addEventListener("abort", () => {
      signal.addEventListener("abort", late);
    });
    abort();
    expect(late).not.toHaveBeenCalled();
  });

  it("tells nobody who comes when it is over", () => {
    const { signal, abort } = begin();
    abort();
    const late = jest.fn<() => void>();
    signal.addEventListener("abort", late);
    abort();
    expect(late).not.toHaveBeenCalled();
  });
});
