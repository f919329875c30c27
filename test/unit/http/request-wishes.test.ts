import { describe, expect, it } from "@jest/globals";
import { requestWishes } from "../../../src/http/request-wishes.js";

const CAP_MS = 10_000;

const left = (headers: Record<string, string | string[]>): number =>
  requestWishes(headers, CAP_MS).deadline.remainingMs;

/** Between `ms` and a second less: what the test itself takes. */
function expectAbout(actual: number, ms: number): void {
  expect(actual).toBeLessThanOrEqual(ms);
  expect(actual).toBeGreaterThan(ms - 1000);
}

describe("x-request-timeout-ms", () => {
  it("is the time for the answer, up to what is configured", () => {
    expectAbout(left({ "x-request-timeout-ms": "2000" }), 2000);
    expectAbout(left({ "x-request-timeout-ms": "10000" }), CAP_MS);
    expectAbout(left({ "x-request-timeout-ms": "999999999" }), CAP_MS);
    expectAbout(left({}), CAP_MS);
  });

  it.each(["0", "000", "-1", "1.5", "1e3", "", " ", "5s", "0x10", "9999999999", "٣"])(
    "is refused: %j",
    (value) => {
      expect(() => left({ "x-request-timeout-ms": value })).toThrow("BAD_REQUEST");
    },
  );

  it("is refused when it stands there twice", () => {
    expect(() => left({ "x-request-timeout-ms": ["1", "2"] })).toThrow("BAD_REQUEST");
    expect(() => left({ "x-request-timeout-ms": "1, 2" })).toThrow("BAD_REQUEST");
  });
});

describe("cache-control", () => {
  it.each([
    ["max-age=0", 0],
    ["max-age=60", 60],
    ['max-age="60"', 60],
    ["MAX-AGE=60", 60],
    ["no-cache", 0],
    ["no-store, max-age=60", 0],
    ["max-age=60, max-age=30", 30],
    ["no-transform,max-age=5 , max-stale", 5],
  ])("%s: at most so many seconds old", (header, seconds) => {
    expect(requestWishes({ "cache-control": header }, CAP_MS).maxAgeSeconds).toBe(seconds);
  });

  it("that does not speak of age wishes nothing", () => {
    expect(requestWishes({ "cache-control": "no-transform" }, CAP_MS).maxAgeSeconds).toBeUndefined();
    expect(requestWishes({ "cache-control": "" }, CAP_MS).maxAgeSeconds).toBeUndefined();
    expect(requestWishes({}, CAP_MS).maxAgeSeconds).toBeUndefined();
  });

  it.each(["max-age", "max-age=", "max-age=-1", "max-age=soon", "max-age=1.5", "max-age=60;", 'max-age="'])(
    "is refused: %s",
    (header) => {
      expect(() => requestWishes({ "cache-control": header }, CAP_MS)).toThrow("BAD_REQUEST");
    },
  );
});

describe("fdx-api-actor-type", () => {
  it("says who acts: the end user, unless the app's job does", () => {
    expect(requestWishes({ "fdx-api-actor-type": "BATCH" }, CAP_MS).actorType).toBe("BATCH");
    expect(requestWishes({ "fdx-api-actor-type": "USER" }, CAP_MS).actorType).toBe("USER");
    expect(requestWishes({}, CAP_MS).actorType).toBe("USER");
  });

  it.each(["", "batch", "SYSTEM", "USER, BATCH"])("is refused: %j", (value) => {
    expect(() => requestWishes({ "fdx-api-actor-type": value }, CAP_MS)).toThrow("BAD_REQUEST");
  });
});
