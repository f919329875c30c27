import { describe, expect, it } from "@jest/globals";
import { failureFields } from "../../../src/core/failure-fields.js";
import { GatewayError } from "../../../src/core/gateway-error.js";

describe("GatewayError", () => {
  it("knows the registry's entry of its code", () => {
    const failure = new GatewayError("PROVIDER_RATE_LIMITED", "slow down", {
      facts: { retryAfter: 5 },
    });
    expect(failure.entry).toMatchObject({ status: 429, retryable: true });
    expect(failure.facts).toEqual({ retryAfter: 5 });
  });

  it("keeps its detail out of the sentence for clients", () => {
    const failure = new GatewayError("INTERNAL", "row 17 of consent c-1");
    expect(failure.message).toBe("INTERNAL: row 17 of consent c-1");
    expect(failure.entry.public).not.toContain("row 17");
  });
});

describe("failureFields", () => {
  it("tells code and detail of our own error, and of its cause no more than name and code", () => {
    const cause = Object.assign(new Error("balance of Alex is 12.50"), { code: "ECONNRESET" });
    const fields = failureFields(new GatewayError("PROVIDER_UNAVAILABLE", "not reachable", { cause }));
    expect(fields).toEqual({
      failure: "GatewayError",
      code: "PROVIDER_UNAVAILABLE",
      detail: "PROVIDER_UNAVAILABLE: not reachable",
      cause: "Error ECONNRESET",
    });
    expect(JSON.stringify(fields)).not.toContain("Alex");
  });

  it("tells only the type of what is no error", () => {
    expect(failureFields("token-1")).toEqual({ failure: "string" });
  });
});
