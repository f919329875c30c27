import { describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { reportOnce } from "../../../src/graph/report.js";

function told(failures: readonly (readonly [unknown, string?])[]): unknown[] {
  const heard: unknown[] = [];
  const report = reportOnce((failure, at) => heard.push([failure, at]));
  for (const [failure, at] of failures) report(failure, at);
  return heard;
}

describe("reportOnce", () => {
  it("tells each failure at each place once", () => {
    const down = (): GatewayError => new GatewayError("PROVIDER_UNAVAILABLE", "down");
    expect(told([[down(), "a"], [down(), "a"], [down(), "b"], [new Error("x")]])).toEqual([
      [down(), "a"],
      [down(), "b"],
      [new Error("x"), ""],
    ]);
  });

  it.each(["PROVIDER_TIMEOUT", "PROVIDER_RATE_LIMITED", "STORE_UNAVAILABLE", "INTERNAL"] as const)(
    "tells of %s",
    (code) => {
      expect(told([[new GatewayError(code, "x")]])).toHaveLength(1);
    },
  );

  it.each(["NOT_FOUND", "ARGUMENT_INVALID", "DATA_CLUSTER_NOT_GRANTED", "CONSENT_REAUTH_REQUIRED"] as const)(
    "does not tell of %s, which the app can mend",
    (code) => {
      expect(told([[new GatewayError(code, "x")]])).toEqual([]);
    },
  );

  it.each(["PROVIDER_UNSUPPORTED", "PROVIDER_NOT_READY"] as const)(
    "does not tell of %s, which is a provider's ordinary state",
    (code) => {
      expect(told([[new GatewayError(code, "x")]])).toEqual([]);
    },
  );
});
