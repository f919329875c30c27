import { describe, expect, it } from "@jest/globals";
import { FdxBody } from "../../../../src/providers/fdx/fdx-body.js";
import { failureOf } from "../../../../src/providers/fdx/fdx-failure.js";
import { readingOf } from "../../../../src/providers/fdx/fdx-reading.js";
import type { Reading } from "../../../../src/providers/guard/reading.js";

function reading(status: number, body: object = {}, headers: Readonly<Record<string, string>> = {}): Reading {
  return readingOf(failureOf(status, headers, Buffer.from(JSON.stringify(body))), 0);
}

describe("what an answer says of the bank", () => {
  it("data: it is there", () => {
    expect(readingOf(new FdxBody(Buffer.from("{}"), {}), 0)).toEqual({ verdict: "answered" });
  });

  it.each([200, 202, 302, 400, 401, 403, 404, 405, 409, 422, 451, 501])("%i: it is there", (status) => {
    expect(reading(status)).toEqual({ verdict: "answered" });
  });

  it.each([500, 505, 520, 408])("%i: it is down", (status) => {
    expect(reading(status)).toMatchObject({ verdict: "failed", isTransient: false });
  });

  it.each([502, 503, 504])("%i: it is down, for a moment perhaps", (status) => {
    expect(reading(status)).toMatchObject({ verdict: "failed", isTransient: true });
  });

  it.each([
    [429, {}],
    [422, { code: "1207" }],
    [503, { code: "1207" }],
  ])("%i %p: it wants fewer calls", (status, body) => {
    expect(reading(status, body)).toEqual({ verdict: "limited" });
  });

  it("names how long the bank asks to wait", () => {
    expect(reading(503, {}, { "retry-after": "7" })).toMatchObject({ retryAfter: 7 });
    expect(reading(503, {}, { "retry-after": "soon" }).retryAfter).toBeUndefined();
  });
});
