import { beforeEach, describe, expect, it } from "@jest/globals";
import { UpstreamCalls } from "../../../src/app/upstream-calls.js";
import type { KeptPart } from "../../../src/core/kept-part.js";

const PART: KeptPart = { consentId: "c-1", name: "a", serial: 1, readAt: 0, goodUntil: 1 };

describe("what a request has had of banks", () => {
  let calls: UpstreamCalls;

  beforeEach(() => {
    calls = new UpstreamCalls(2);
  });

  it("is counted, and limited", () => {
    calls.countCall();
    calls.countCached();
    calls.countCall();
    expect(calls).toMatchObject({ made: 2, cached: 1 });
    expect(calls.countCall).toThrow("more than 2 upstream calls");
  });

  it("is kept where all of it was", () => {
    calls.countCached(PART);
    calls.countCached(PART);
    const { kept } = calls;
    calls.countCached(PART);
    expect(kept).toEqual([PART, PART]);
  });

  it.each<[string, (calls: UpstreamCalls) => void]>([
    [
      "a call was made",
      (told) => {
        told.countCall();
      },
    ],
    [
      "a call was to be made, whatever came of it",
      (told) => {
        told.countMissed();
      },
    ],
  ])("is not all kept where %s", (_, tell) => {
    calls.countCached(PART);
    tell(calls);
    expect(calls.kept).toBeUndefined();
  });

  it("is not kept where there was nothing", () => {
    expect(calls.kept).toBeUndefined();
  });
});
