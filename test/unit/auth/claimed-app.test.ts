import { describe, expect, it } from "@jest/globals";
import { claimedAppId } from "../../../src/auth/claimed-app.js";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const bearer = (claims: unknown): string => `Bearer ${part({ alg: "ES256" })}.${part(claims)}.c2lnbmF0dXJl`;

describe("the app that a token claims", () => {
  it("is its client_id, or its azp", () => {
    expect(claimedAppId(bearer({ client_id: "budget", azp: "other" }))).toBe("budget");
    expect(claimedAppId(bearer({ azp: "other" }))).toBe("other");
    expect(claimedAppId(bearer({ client_id: "budget" }).replace("Bearer", "bearer"))).toBe("budget");
  });

  it("is unknown of anything else", () => {
    const texts = [
      undefined,
      "",
      "Bearer",
      "Bearer a.b.c",
      "Bearer e30",
      "Basic e30.e30.e30",
      `Bearer x.${part(1)}.`,
    ];
    for (const text of texts) expect(claimedAppId(text)).toBeUndefined();
    for (const claims of [{}, null, [], "budget", { client_id: 7 }, { client_id: null }])
      expect(claimedAppId(bearer(claims))).toBeUndefined();
    expect(claimedAppId(bearer({ client_id: "budget", pad: "x".repeat(10_000) }))).toBeUndefined();
  });
});
