import { describe, expect, it } from "@jest/globals";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { type OAuthStep, translateOAuthFailure } from "../../../src/oauth/oauth-failure.js";
import { OAuthRefusal } from "../../../src/oauth/oauth-refusal.js";

function bodyError(status: number, error: string): ResponseBodyError {
  const response = new Response(null, { status });
  return new ResponseBodyError("refused", { cause: { error, error_description: "of Alex" }, response });
}

function clientError(code: string, cause?: unknown): ClientError {
  return Object.assign(new ClientError("text of a third party", { cause }), { code });
}

function codeOf(failure: unknown, step: OAuthStep = "refresh"): string | undefined {
  const translated = translateOAuthFailure(step, failure);
  return translated instanceof GatewayError ? translated.code : undefined;
}

describe("translateOAuthFailure", () => {
  it.each([
    [400, "invalid_grant"],
    [400, "invalid_scope"],
    [401, "invalid_client"],
    [403, "access_denied"],
  ])("takes HTTP %i %s for the server's own refusal", (status, error) => {
    const failure = translateOAuthFailure("refresh", bodyError(status, error));
    expect(failure).toBeInstanceOf(OAuthRefusal);
    expect(failure).toMatchObject({ error });
    expect(failure.message).not.toContain("Alex");
  });

  it("takes an error in the callback for the server's own refusal", () => {
    const cause = new URLSearchParams({ error: "access_denied" });
    expect(
      translateOAuthFailure("code exchange", new AuthorizationResponseError("no", { cause })),
    ).toMatchObject({
      name: "OAuthRefusal",
      error: "access_denied",
    });
  });

  it.each([
    ["an error of the server with its own code", bodyError(500, "invalid_grant")],
    ["a gateway in between", bodyError(503, "invalid_grant")],
    ["too many requests", bodyError(429, "invalid_grant")],
    ["server_error", bodyError(400, "server_error")],
    ["temporarily_unavailable", bodyError(400, "temporarily_unavailable")],
    ["a socket that failed", new TypeError("fetch failed")],
    [
      "an HTML page with status 502",
      clientError("OAUTH_RESPONSE_IS_NOT_CONFORM", new Response("", { status: 502 })),
    ],
    [
      "a page with status 429",
      clientError("OAUTH_RESPONSE_IS_NOT_CONFORM", new Response("", { status: 429 })),
    ],
  ])("takes %s for an outage, which never ends a consent", (_what, failure) => {
    expect(codeOf(failure)).toBe("PROVIDER_UNAVAILABLE");
  });

  it.each(["OAUTH_TIMEOUT", "OAUTH_ABORT"])("takes %s for a time-out", (code) => {
    expect(codeOf(clientError(code))).toBe("PROVIDER_TIMEOUT");
  });

  it.each([
    ["a page with status 200", clientError("OAUTH_RESPONSE_IS_NOT_JSON", new Response("<html>"))],
    ["a redirect", clientError("OAUTH_RESPONSE_IS_NOT_CONFORM", new Response("", { status: 302 }))],
    ["a wrong issuer", clientError("OAUTH_INVALID_RESPONSE")],
    ["a bad signature", clientError("OAUTH_JWT_CLAIM_COMPARISON_FAILED")],
    ["a programming error of ours", new RangeError("x")],
    ["a TypeError of an argument", Object.assign(new TypeError("x"), { code: "ERR_INVALID_ARG_TYPE" })],
    ["what is no error", "invalid_grant"],
    ["nothing", undefined],
  ])("never ends a consent because of %s", (_what, failure) => {
    expect(codeOf(failure)).toBe("PROVIDER_UNAVAILABLE");
    expect(codeOf(failure, "revocation")).toBe("PROVIDER_UNAVAILABLE");
  });

  it.each([
    ["a page with status 200", clientError("OAUTH_RESPONSE_IS_NOT_JSON", new Response("<html>"))],
    ["a wrong issuer", clientError("OAUTH_INVALID_RESPONSE")],
    ["a bad signature", clientError("OAUTH_JWT_CLAIM_COMPARISON_FAILED")],
  ])("trusts nothing of %s while a person waits", (_what, failure) => {
    expect(codeOf(failure, "code exchange")).toBe("AUTHORIZATION_FAILED");
  });

  it("takes a page with status 403 or 302 for an outage, also while a person waits", () => {
    for (const status of [302, 403, 503]) {
      const failure = clientError("OAUTH_RESPONSE_IS_NOT_CONFORM", new Response("", { status }));
      expect(codeOf(failure, "code exchange")).toBe("PROVIDER_UNAVAILABLE");
    }
  });

  it("leaves our own errors as they are", () => {
    const failure = new GatewayError("NOT_FOUND", "x");
    expect(translateOAuthFailure("refresh", failure)).toBe(failure);
  });

  it("keeps the third party's text out of its own message", () => {
    expect(translateOAuthFailure("refresh", clientError("OAUTH_X")).message).toBe(
      "PROVIDER_UNAVAILABLE: refresh: OAUTH_X",
    );
  });
});
