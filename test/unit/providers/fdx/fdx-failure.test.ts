import { describe, expect, it } from "@jest/globals";
import { failureOf, fdxCodeOf, settleFdxFailure } from "../../../../src/providers/fdx/fdx-failure.js";

const NOW = Date.UTC(2026, 9, 21, 7, 28);
const failed = (...segments: string[]) => ({ segments, query: {}, host: "maple.test", now: NOW });
const dated = {
  ...failed("accounts", "a", "transactions"),
  query: { startDate: "2001-01-01", endDate: "2001-01-02" },
};
const failure = (status: number, fdxCode?: string, headers = {}) => ({ status, fdxCode, headers });

describe("settleFdxFailure", () => {
  it("names host, resource and codes to the operator, and nothing below the resource", () => {
    const { code, message } = settleFdxFailure(failed("accounts", "4021"), failure(500, "500"));
    expect(code).toBe("PROVIDER_UNAVAILABLE");
    expect(message).toBe("PROVIDER_UNAVAILABLE: GET maple.test/accounts: HTTP 500, FDX code 500");
  });

  it("takes the word of who knows better", () => {
    expect(settleFdxFailure(failed("accounts"), failure(401), "DATA_CLUSTER_NOT_GRANTED").code).toBe(
      "DATA_CLUSTER_NOT_GRANTED",
    );
  });

  it.each(["702", "703"])("%s: the days are the client's, and the argument is named", (fdxCode) => {
    const settled = settleFdxFailure(dated, failure(400, fdxCode));
    expect([settled.code, settled.facts]).toEqual(["ARGUMENT_INVALID", { argument: "startDate" }]);
  });

  it("703 of a request without days is none of the client's", () => {
    const settled = settleFdxFailure(failed("accounts"), failure(400, "703"));
    expect([settled.code, settled.facts]).toEqual(["PROVIDER_REFUSED", {}]);
  });

  it.each([
    [["accounts", "a", "transactions"], "TRANSACTIONS"],
    [["accounts"], "ACCOUNT_DETAILED"],
    [["unknown"], undefined],
  ])("names the data cluster that %p needs", (segments, dataCluster) => {
    const { facts } = settleFdxFailure(failed(...segments), failure(403, "602"));
    expect(facts).toEqual(dataCluster === undefined ? {} : { dataCluster });
  });

  it("tells how long to wait where waiting helps, and nowhere else", () => {
    const headers = { "retry-after": "7" };
    expect(settleFdxFailure(failed("accounts"), failure(503, "1000", headers)).facts).toEqual({
      retryAfter: 7,
    });
    expect(settleFdxFailure(failed("accounts"), failure(422, "1207", headers)).facts).toEqual({
      retryAfter: 7,
    });
    expect(settleFdxFailure(failed("accounts"), failure(404, undefined, headers)).facts).toEqual({});
  });

  it("hands on what the provider's support wants to hear", () => {
    const headers = { "ob-trace-id": "trace-0001", "ob-correlation-id": "Alex Tremblay" };
    expect(settleFdxFailure(failed("accounts"), failure(400, undefined, headers)).facts).toEqual({
      supportReferences: [{ name: "ob-trace-id", value: "trace-0001" }],
    });
  });
});

describe("failureOf", () => {
  const codesOf = (body: string, headers = {}): unknown[] => {
    const { fdxCode, oauthError } = failureOf(401, headers, Buffer.from(body));
    return [fdxCode, oauthError];
  };

  it.each([
    ['{"code":"602","message":"x"}', "602", undefined],
    ['{"code":602}', "602", undefined],
    ['{"error":"invalid_token"}', undefined, "invalid_token"],
    ['{"error":"too many requests"}', undefined, undefined],
    ['{"error":"tremblay"}', undefined, undefined],
    ['{"error":{"code":"602"}}', undefined, undefined],
    ['{"type":"about:blank","title":"Alex","status":401}', undefined, undefined],
    ["null", undefined, undefined],
    ["[602]", undefined, undefined],
    ["<html>602</html>", undefined, undefined],
    ["", undefined, undefined],
  ])("reads of %s the codes alone", (body, fdxCode, oauthError) => {
    expect(codesOf(body)).toEqual([fdxCode, oauthError]);
  });

  it.each([
    ['Bearer realm="x", error="insufficient_scope", scope="y"', "insufficient_scope"],
    ["Bearer error=invalid_token", "invalid_token"],
    ['DPoP error="insufficient_user_authentication"', "insufficient_user_authentication"],
    ['Bearer error_description="error=invalid"', undefined],
    [["Basic", 'Bearer error="invalid_token"'], "invalid_token"],
    ["Bearer", undefined],
  ])("reads the challenge %p as %p", (challenge, oauthError) => {
    expect(codesOf('{"error":"other"}', { "www-authenticate": challenge })).toEqual([undefined, oauthError]);
  });
});

describe("fdxCodeOf", () => {
  it.each([
    ["602", "602"],
    [602, "602"],
    ["a code that is much too long", undefined],
    ["123456", undefined],
    [null, undefined],
    [{ a: 1 }, undefined],
    [undefined, undefined],
  ])("reads %p as %p", (code, expected) => {
    expect(fdxCodeOf(code)).toBe(expected);
  });
});
