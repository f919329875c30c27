import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../src/core/secret.js";
import { decideToken, type TokenDecision } from "../../../src/tokens/token-policy.js";

const accessToken = new Secret("access");
const refreshToken = new Secret("refresh");

/** A token set issued at 0 that lives `life` ms. */
const tokens = (life: number, refresh: Secret | undefined = refreshToken) => ({
  ...{ accessToken, refreshToken: refresh },
  ...{ issuedAt: 0, expiresAt: life },
});

describe("decideToken", () => {
  it.each<[string, number, number, TokenDecision]>([
    ["new", 300_000, 0, "use"],
    ["before its last fifth", 300_000, 239_999, "use"],
    ["at the start of its last fifth", 300_000, 240_000, "refresh-ahead"],
    ["just more than ten seconds before its end", 300_000, 289_999, "refresh-ahead"],
    ["ten seconds before its end", 300_000, 290_000, "refresh"],
    ["at its end", 300_000, 300_000, "refresh"],
    ["long past its end", 300_000, 9_000_000, "refresh"],
    ["short-lived and new: the leeway is half its life", 8000, 0, "use"],
    ["short-lived and half over", 8000, 4000, "refresh"],
    ["without any life", 0, 0, "refresh"],
    ["issued in the future by a clock that went back", 300_000, -60_000, "use"],
  ])("for a token that is %s", (_what, life, now, decision) => {
    expect(decideToken(tokens(life), undefined, now)).toBe(decision);
  });

  it("replaces a token the bank rejected, however long it would live", () => {
    expect(decideToken(tokens(300_000), new Secret("access"), 0)).toBe("refresh");
  });

  it("keeps a token when an older one was rejected", () => {
    expect(decideToken(tokens(300_000), new Secret("older"), 0)).toBe("use");
  });

  it("does not try ahead of time what it has no refresh token for", () => {
    const alone = { ...tokens(300_000), refreshToken: undefined };
    expect(decideToken(alone, undefined, 240_000)).toBe("use");
    expect(decideToken(alone, undefined, 290_000)).toBe("refresh");
  });
});
