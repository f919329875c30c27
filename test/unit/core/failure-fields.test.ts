import { describe, expect, it } from "@jest/globals";
import { failureFields } from "../../../src/core/failure-fields.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { OAuthRefusal } from "../../../src/oauth/oauth-refusal.js";

const CANARY = "account 4111 1111 of Alex";

describe("what a failure leaves in the log", () => {
  it("is our own code and sentence, and of a cause only its name", () => {
    const cause = Object.assign(new Error(CANARY), { code: "ECONNRESET" });
    expect(failureFields(new GatewayError("PROVIDER_UNAVAILABLE", "not reachable", { cause }))).toEqual({
      failure: "GatewayError",
      code: "PROVIDER_UNAVAILABLE",
      detail: "PROVIDER_UNAVAILABLE: not reachable",
      cause: "Error ECONNRESET",
    });
  });

  it.each<[string, unknown]>([
    ["a third party's message", new TypeError(CANARY)],
    ["a message of several lines", new Error(`first\n${CANARY}\n    at ${CANARY.slice(0, 0)}nowhere`)],
    ["a cause's message", new Error("outer", { cause: new Error(CANARY) })],
    ["a code that is free text", Object.assign(new Error("x"), { code: CANARY })],
    ["a bank's free text for an OAuth error", new OAuthRefusal(CANARY)],
    ["something thrown that is no error", CANARY],
  ])("holds nothing of %s", (_what, failure) => {
    expect(JSON.stringify(failureFields(failure))).not.toContain("4111");
  });

  it("says where something unforeseen was thrown", () => {
    expect(failureFields(new RangeError("x"))).toMatchObject({
      failure: "RangeError",
      at: expect.arrayContaining([expect.stringContaining("failure-fields.test")]),
    });
  });

  it("holds the ids under which the bank's support finds the request", () => {
    const supportReferences = [{ name: "ob-trace-id", value: "trace-0001" }];
    const failure = new GatewayError("PROVIDER_UNAVAILABLE", "x", { facts: { supportReferences } });
    expect(failureFields(failure)).toMatchObject({ supportReferences });
  });
});
