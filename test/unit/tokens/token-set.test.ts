import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Secret } from "../../../src/core/secret.js";
import {
  parseTokenSet,
  serializeTokenSet,
  type TokenSet,
  tokenSetFrom,
} from "../../../src/tokens/token-set.js";

const NOW = 1_000_000;
const issued = { accessToken: new Secret("a2"), refreshToken: new Secret("r2"), scope: undefined };
const previous: TokenSet = {
  ...{ accessToken: new Secret("a1"), refreshToken: new Secret("r1") },
  ...{ issuedAt: 0, expiresAt: 1 },
};

describe("tokenSetFrom", () => {
  it.each([
    ["as said", 600, 600],
    ["five minutes when nothing was said", undefined, 300],
    ["five minutes when it is no number", NaN, 300],
    ["five minutes when it is endless", Infinity, 300],
    ["five minutes when it is negative", -5, 300],
    ["five minutes when it is zero", 0, 300],
    ["a day at most", 1e12, 86_400],
  ])("gives the access token a life %s", (_what, expiresInSeconds, seconds) => {
    const tokens = tokenSetFrom({ ...issued, expiresInSeconds }, NOW);
    expect(tokens).toMatchObject({ issuedAt: NOW, expiresAt: NOW + seconds * 1000 });
  });

  it("takes the new refresh token", () => {
    expect(tokenSetFrom({ ...issued, expiresInSeconds: 1 }, NOW, previous).refreshToken?.reveal()).toBe("r2");
  });

  it("keeps the old refresh token when the answer has none", () => {
    const answer = { ...issued, refreshToken: undefined, expiresInSeconds: 1 };
    const tokens = tokenSetFrom(answer, NOW, previous);
    expect(tokens.refreshToken?.reveal()).toBe("r1");
    expect(tokens.accessToken.reveal()).toBe("a2");
  });

  it("has no refresh token where there never was one", () => {
    expect(
      tokenSetFrom({ ...issued, refreshToken: undefined, expiresInSeconds: 1 }, NOW).refreshToken,
    ).toBeUndefined();
  });
});

describe("a serialized token set", () => {
  it("is parsed to the same set, with or without a refresh token", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(
        text,
        fc.option(text, { nil: undefined }),
        fc.nat(),
        fc.nat(),
        (access, refresh, from, until) => {
          const back = parseTokenSet(
            serializeTokenSet({
              accessToken: new Secret(access),
              refreshToken: refresh === undefined ? undefined : new Secret(refresh),
              issuedAt: from,
              expiresAt: until,
            }),
          );
          expect(back.accessToken.reveal()).toBe(access);
          expect(back.refreshToken?.reveal()).toBe(refresh);
          expect(back).toMatchObject({ issuedAt: from, expiresAt: until });
        },
      ),
    );
  });
});
