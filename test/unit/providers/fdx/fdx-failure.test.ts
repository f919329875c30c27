import { describe, expect, it } from "@jest/globals";
import { fdxCodeOf, isEmptyList, settleFdxFailure } from "../../../../src/providers/fdx/fdx-failure.js";

const failure = (status: number, fdxCode?: string, headers = {}) => ({ status, fdxCode, headers });

describe("settleFdxFailure", () => {
  it.each([
    [400, undefined, "PROVIDER_REFUSED"],
    [400, "1207", "PROVIDER_RATE_LIMITED"],
    [401, undefined, "CONSENT_REAUTH_REQUIRED"],
    [401, "602", "DATA_CLUSTER_NOT_GRANTED"],
    [403, undefined, "PROVIDER_REFUSED"],
    [403, "602", "DATA_CLUSTER_NOT_GRANTED"],
    [404, "701", "NOT_FOUND"],
    [404, "602", "NOT_FOUND"],
    [405, undefined, "PROVIDER_REFUSED"],
    [408, undefined, "PROVIDER_TIMEOUT"],
    [429, undefined, "PROVIDER_RATE_LIMITED"],
    [500, "500", "PROVIDER_UNAVAILABLE"],
    [500, "602", "PROVIDER_UNAVAILABLE"],
    [501, undefined, "PROVIDER_UNAVAILABLE"],
    [503, "1207", "PROVIDER_RATE_LIMITED"],
    [504, undefined, "PROVIDER_TIMEOUT"],
    [204, undefined, "PROVIDER_ANSWER_INVALID"],
    [301, undefined, "PROVIDER_ANSWER_INVALID"],
    [307, undefined, "PROVIDER_ANSWER_INVALID"],
  ])("takes HTTP %i with FDX code %p for %s", (status, fdxCode, code) => {
    expect(settleFdxFailure("accounts", failure(status, fdxCode)).code).toBe(code);
  });

  it.each([
    ["7", 7],
    ["0", 0],
    ["99999999", 86_400],
    ["-1", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["Wed, 21 Oct 2026 07:28:00 GMT", undefined],
    [undefined, undefined],
  ])("takes Retry-After %p for %p seconds", (header, seconds) => {
    const { facts } = settleFdxFailure("accounts", failure(429, undefined, { "retry-after": header }));
    expect(facts).toEqual(seconds === undefined ? {} : { retryAfter: seconds });
  });
});

describe("isEmptyList", () => {
  it.each([
    [404, "1107", true],
    [404, "1108", true],
    [404, "701", false],
    [404, undefined, false],
    [400, "1107", false],
  ])("is, for HTTP %i with FDX code %p, %p", (status, fdxCode, empty) => {
    expect(isEmptyList(failure(status, fdxCode))).toBe(empty);
  });
});

describe("fdxCodeOf", () => {
  it.each([
    ['{"code":"602","message":"x"}', "602"],
    ['{"code":602}', "602"],
    ['{"code":"a code that is much too long"}', undefined],
    ['{"code":"123456"}', undefined],
    ['{"code":null}', undefined],
    ['{"code":{"a":1}}', undefined],
    ['{"error":"x"}', undefined],
    ["null", undefined],
    ["[602]", undefined],
    ["<html>602</html>", undefined],
    ["", undefined],
  ])("reads %s as %p", (body, code) => {
    expect(fdxCodeOf(Buffer.from(body))).toBe(code);
  });
});
