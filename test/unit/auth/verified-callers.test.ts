import { beforeEach, describe, expect, it } from "@jest/globals";
import { VerifiedCallers } from "../../../src/auth/verified-callers.js";
import type { Caller } from "../../../src/core/caller.js";
import { AppId, EndUserId } from "../../../src/core/ids.js";
import { FakeClock } from "../../support/fake-clock.js";

const MINUTE_MS = 60_000;
const app = { id: AppId("app-1"), name: "Budget", returnUrls: [] };
const alex: Caller = { appId: AppId("app-1"), endUserId: EndUserId("alex"), app };
const sam: Caller = { ...alex, endUserId: EndUserId("sam") };

let clock: FakeClock;
let callers: VerifiedCallers;

beforeEach(() => {
  clock = new FakeClock();
  callers = new VerifiedCallers(clock);
});

describe("a verified token", () => {
  it("is known for a minute, and no other one is", () => {
    callers.keep("a.b.c", alex, clock.now() + 10 * MINUTE_MS);
    callers.keep("a.b.d", sam, clock.now() + 10 * MINUTE_MS);
    expect(["a.b.c", "a.b.d", "a.b.e", ""].map((token) => callers.callerOf(token))).toEqual([
      ...[alex, sam, undefined, undefined],
    ]);
    clock.advance(MINUTE_MS - 1);
    expect(callers.callerOf("a.b.c")).toBe(alex);
    clock.advance(1);
    expect(callers.callerOf("a.b.c")).toBeUndefined();
  });

  it("is known no longer than it says itself", () => {
    callers.keep("a.b.c", alex, clock.now() + 5000);
    clock.advance(4999);
    expect(callers.callerOf("a.b.c")).toBe(alex);
    clock.advance(1);
    expect(callers.callerOf("a.b.c")).toBeUndefined();
  });

  it("is forgotten after a minute also where the wall clock was set back", () => {
    callers.keep("a.b.c", alex, clock.now() + 10 * MINUTE_MS);
    clock.advanceMonotonic(MINUTE_MS);
    expect(callers.callerOf("a.b.c")).toBeUndefined();
  });

  it("is forgotten once ten thousand others came", () => {
    callers.keep("a.b.c", alex, clock.now() + MINUTE_MS);
    for (let other = 0; other < 10_000; other += 1)
      callers.keep(`o.${other}.x`, sam, clock.now() + MINUTE_MS);
    expect(callers.callerOf("a.b.c")).toBeUndefined();
  });
});
