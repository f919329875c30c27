import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../src/core/secret.js";
import type { TokenSet } from "../../../src/tokens/token-set.js";
import {
  AHEAD_FRACTION,
  decideToken,
  jitteredAheadFraction,
  needsRefresh,
  type TokenDecision,
  type Wish,
} from "../../../src/tokens/token-policy.js";

const accessToken = new Secret("access");
const refreshToken = new Secret("refresh");

/** A token set issued at 0 that lives `life` ms. */
const tokens = (life: number, refresh: Secret | undefined = refreshToken) => ({
  ...{ accessToken, refreshToken: refresh },
  ...{ issuedAt: 0, expiresAt: life },
});

const decide = (set: TokenSet, wish: Partial<Wish>, now: number): TokenDecision =>
  decideToken(set, wish, now, AHEAD_FRACTION);

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
    ["issued a minute in the future, as clocks may differ", 300_000, -60_000, "use"],
    ["issued further in the future, by a clock that was wrong", 300_000, -60_001, "refresh-ahead"],
  ])("for a token that is %s", (_what, life, now, decision) => {
    expect(decide(tokens(life), {}, now)).toBe(decision);
  });

  it("replaces a token the bank rejected, however long it would live", () => {
    expect(decide(tokens(300_000), { rejected: new Secret("access") }, 0)).toBe("refresh");
  });

  it("keeps a token when an older one was rejected", () => {
    expect(decide(tokens(300_000), { rejected: new Secret("older") }, 0)).toBe("use");
  });

  it("does not try ahead of time what it has no refresh token for", () => {
    const alone = { ...tokens(300_000), refreshToken: undefined };
    expect(decide(alone, {}, 240_000)).toBe("use");
    expect(decide(alone, {}, 290_000)).toBe("refresh");
  });

  it("replaces tokens that are not newer than somebody wishes", () => {
    const issuedAt1000 = { ...tokens(300_000), issuedAt: 1000 };
    expect(decide(issuedAt1000, { newerThan: 1000 }, 1000)).toBe("refresh");
    expect(decide(issuedAt1000, { newerThan: 999 }, 1000)).toBe("use");
  });
});

describe("refreshing ahead", () => {
  it("begins at another moment in each process, between a fifth and a tenth of the life before the end", () => {
    expect(jitteredAheadFraction(() => 0)).toBeCloseTo(0.1);
    expect(jitteredAheadFraction(() => 0.999)).toBeCloseTo(0.2, 2);
    expect(decideToken(tokens(300_000), {}, 269_999, 0.1)).toBe("use");
    expect(decideToken(tokens(300_000), {}, 270_000, 0.1)).toBe("refresh-ahead");
  });
});

describe("needsRefresh", () => {
  it.each<[string, Wish, number, boolean]>([
    ["somebody waits and the token lives", { urgency: "now" }, 239_999, false],
    ["somebody waits and the token is nearly over", { urgency: "now" }, 289_999, false],
    ["somebody waits and the token is over", { urgency: "now" }, 290_000, true],
    ["nobody waits and the token is new", { urgency: "ahead" }, 239_999, false],
    ["nobody waits and the token is nearly over", { urgency: "ahead" }, 240_000, true],
    ["the token was rejected", { urgency: "now", rejected: new Secret("access") }, 0, true],
  ])("when %s", (_what, wish, now, needed) => {
    expect(needsRefresh(tokens(300_000), wish, now)).toBe(needed);
  });
});
