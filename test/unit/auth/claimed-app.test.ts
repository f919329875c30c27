import { beforeEach, describe, expect, it } from "@jest/globals";
import { ClaimedApps } from "../../../src/auth/claimed-app.js";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const bearer = (claims: unknown): string => `Bearer ${part({ alg: "ES256" })}.${part(claims)}.c2lnbmF0dXJl`;

let claimedApps: ClaimedApps;

beforeEach(() => {
  claimedApps = new ClaimedApps();
});

describe("the app that a token claims", () => {
  it("is its client_id, or its azp", () => {
    expect(claimedApps.of(bearer({ client_id: "budget", azp: "other" }))).toBe("budget");
    expect(claimedApps.of(bearer({ azp: "other" }))).toBe("other");
    expect(claimedApps.of(bearer({ client_id: "budget" }).replace("Bearer", "bearer"))).toBe("budget");
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
    for (const text of texts) expect(claimedApps.of(text)).toBeUndefined();
    for (const claims of [{}, null, [], "budget", { client_id: 7 }, { client_id: null }])
      expect(claimedApps.of(bearer(claims))).toBeUndefined();
    expect(claimedApps.of(bearer({ client_id: "budget", pad: "x".repeat(10_000) }))).toBeUndefined();
  });

  it("is told again for the same claims, whatever the signature, and for no others", () => {
    const budget = bearer({ client_id: "budget", sub: "alex" });
    const other = bearer({ client_id: "other", sub: "alex" });
    for (let time = 0; time < 2; time += 1) {
      expect(claimedApps.of(budget)).toBe("budget");
      expect(claimedApps.of(`${budget}x`)).toBe("budget");
      expect(claimedApps.of(other)).toBe("other");
      expect(claimedApps.of(bearer({}))).toBeUndefined();
    }
  });

  it("is told however many there were", () => {
    for (let each = 0; each < 3000; each += 1)
      expect(claimedApps.of(bearer({ client_id: `app-${each}`, pad: "x".repeat(200) }))).toBe(`app-${each}`);
  });
});
