import { describe, expect, it } from "@jest/globals";
import type { ErrorCode } from "../../../../src/core/error-codes.js";
import {
  FDX_OUTCOMES,
  isEmptyList,
  isOAuthError,
  outcomeOf,
  outcomeWithoutStatus,
} from "../../../../src/providers/fdx/fdx-outcomes.js";

/** Every code of FDX with every status it was seen with, written down once more, from the standard and the providers. */
const SEEN: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  NOT_FOUND: [
    ...["404/601", "404/701", "404/800", "404/802", "404/806", "404/901", "404/902", "404/904", "404/905"],
    ...["404/950", "404/1101", "404/1102", "404/1103", "406/1103", "404/1104", "404/1107", "404/1108"],
    "404/1200",
  ],
  ARGUMENT_INVALID: ["400/702", "400/703"],
  CURSOR_INVALID: ["404/1100"],
  CONSENT_REAUTH_REQUIRED: ["401/603"],
  DATA_CLUSTER_NOT_GRANTED: ["401/602", "403/602"],
  PROVIDER_UNAVAILABLE: [
    ...["500/500", "502/500", "500/501", "502/501", "503/501", "500/503", "502/503", "503/503"],
  ],
  PROVIDER_RATE_LIMITED: ["429/1207", "422/1207", "400/1207", "503/1207", "401/1207", "500/1207"],
  PROVIDER_NOT_READY: ["400/1300", "409/1205"],
  PROVIDER_UNSUPPORTED: [
    ...["405/501", "422/704", "409/705", "501/1106", "400/1201", "400/1202", "406/1203", "405/1206"],
  ],
  PROVIDER_REFUSED: [
    ...["400/401", "403/403", "409/409", "403/706", "400/801", "400/803", "400/804", "400/805", "400/807"],
    ...["400/808", "401/903", "401/906", "404/907", "409/908", "404/910", "400/910", "400/911", "422/911"],
    ...["500/1000", "400/1204", "401/1205"],
  ],
};

const cases = Object.entries(SEEN).flatMap(([outcome, pairs]) =>
  pairs.map((pair) => {
    const [status = "", fdxCode = ""] = pair.split("/");
    return { status: Number(status), fdxCode, outcome };
  }),
);

describe("the table of FDX codes", () => {
  it.each(cases)("takes HTTP $status with FDX $fdxCode for $outcome", ({ status, fdxCode, outcome }) => {
    expect(outcomeOf({ status, fdxCode })).toBe(outcome);
  });

  it("has no row that is not tested above, and no two for one pair", () => {
    const rows = FDX_OUTCOMES.flatMap(([code, statuses]) =>
      (statuses === "any" ? [400] : statuses).map((status) => `${status}/${code}`),
    );
    const seen = new Set(cases.map(({ status, fdxCode }) => `${status}/${fdxCode}`));
    expect(rows.filter((row) => !seen.has(row))).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
  });
});

describe("a failure without a code, or with one that is not known to come with its status,", () => {
  it.each([
    [202, "PROVIDER_NOT_READY"],
    [200, "PROVIDER_ANSWER_INVALID"],
    [301, "PROVIDER_ANSWER_INVALID"],
    [307, "PROVIDER_ANSWER_INVALID"],
    [400, "PROVIDER_REFUSED"],
    [401, "CONSENT_REAUTH_REQUIRED"],
    [403, "PROVIDER_REFUSED"],
    [404, "NOT_FOUND"],
    [405, "PROVIDER_UNSUPPORTED"],
    [408, "PROVIDER_TIMEOUT"],
    [410, "NOT_FOUND"],
    [413, "PROVIDER_REFUSED"],
    [422, "PROVIDER_REFUSED"],
    [429, "PROVIDER_RATE_LIMITED"],
    [500, "PROVIDER_UNAVAILABLE"],
    [501, "PROVIDER_UNSUPPORTED"],
    [502, "PROVIDER_UNAVAILABLE"],
    [503, "PROVIDER_UNAVAILABLE"],
    [504, "PROVIDER_TIMEOUT"],
    [599, "PROVIDER_UNAVAILABLE"],
  ])("is settled by the status: %i for %s", (status, outcome) => {
    expect(outcomeOf({ status })).toBe(outcome);
    expect(outcomeOf({ status, fdxCode: "99999" })).toBe(outcome);
  });

  it.each([
    [404, "602", "NOT_FOUND"],
    [500, "602", "PROVIDER_UNAVAILABLE"],
    [500, "701", "PROVIDER_UNAVAILABLE"],
    [503, "1000", "PROVIDER_UNAVAILABLE"],
    [501, "501", "PROVIDER_UNSUPPORTED"],
  ])("HTTP %i with FDX %s: %s", (status, fdxCode, outcome) => {
    expect(outcomeOf({ status, fdxCode })).toBe(outcome);
  });
});

describe("OAuth's own words", () => {
  it.each([
    [403, "insufficient_scope", undefined, "DATA_CLUSTER_NOT_GRANTED"],
    [401, "insufficient_scope", "602", "DATA_CLUSTER_NOT_GRANTED"],
    [401, "use_dpop_nonce", undefined, "PROVIDER_REFUSED"],
    [401, "invalid_dpop_proof", "602", "PROVIDER_REFUSED"],
    [401, "insufficient_user_authentication", undefined, "CONSENT_REAUTH_REQUIRED"],
    [401, "invalid_token", undefined, "CONSENT_REAUTH_REQUIRED"],
    [403, "invalid_token", undefined, "CONSENT_REAUTH_REQUIRED"],
    [500, "invalid_token", undefined, "PROVIDER_UNAVAILABLE"],
  ])("say more than HTTP %i: %s", (status, oauthError, fdxCode, outcome) => {
    expect(outcomeOf({ status, oauthError, fdxCode })).toBe(outcome);
  });

  it("are three, and not what a provider puts in their place", () => {
    expect(isOAuthError("insufficient_scope")).toBe(true);
    expect(isOAuthError("tremblay")).toBe(false);
    expect(isOAuthError(602)).toBe(false);
  });
});

describe("a code in the place of one account", () => {
  it.each([
    ["500", "PROVIDER_UNAVAILABLE"],
    ["602", "DATA_CLUSTER_NOT_GRANTED"],
    ["701", "NOT_FOUND"],
    ["704", "PROVIDER_UNSUPPORTED"],
    ["706", "PROVIDER_REFUSED"],
    ["1207", "PROVIDER_RATE_LIMITED"],
    ["1300", "PROVIDER_NOT_READY"],
    // The list came: the consent lives, and its days were good.
    ["603", "PROVIDER_REFUSED"],
    ["703", "PROVIDER_REFUSED"],
    ["1100", "PROVIDER_REFUSED"],
    ["99999", "PROVIDER_UNAVAILABLE"],
    [undefined, "PROVIDER_UNAVAILABLE"],
  ])("%s is %s", (fdxCode, outcome) => {
    expect(outcomeWithoutStatus(fdxCode)).toBe(outcome);
  });
});

describe("isEmptyList", () => {
  it.each([
    [404, "1102", true],
    [404, "1107", true],
    [404, "1108", true],
    [404, "701", false],
    [404, undefined, false],
    [400, "1107", false],
    [200, "1107", false],
  ])("is, for HTTP %i with FDX code %p, %p", (status, fdxCode, empty) => {
    expect(isEmptyList({ status, fdxCode })).toBe(empty);
  });
});
