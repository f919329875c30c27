import { beforeEach, describe, expect, it } from "@jest/globals";
import { ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { AuthorizationChecks } from "../../../../src/oauth/authorization-server.js";
import type { ConnectAuthorizationServer } from "../../../../src/providers/flinks-connect/connect-authorization-server.js";
import { LOGIN_ID } from "../../../support/connect-answers.js";
import { ConnectWorld } from "../../../support/connect-world.js";
import { type ConnectReply, ok, refused } from "../../../support/fake-connect.js";

const REDIRECT_URI = new URL("https://gateway.test/oauth/callback/flinks-connect-14");
const CHECKS: AuthorizationChecks = { state: "the-state", nonce: "n", codeVerifier: "v" };
const LOGIN = new Secret(LOGIN_ID);
const FIRST = ConsentId("consent-1");
const SECOND = ConsentId("consent-2");

let world: ConnectWorld;

beforeEach(async () => {
  world = await ConnectWorld.open();
});

const server = (linking: "widget" | "oauth" = "widget"): ConnectAuthorizationServer =>
  world.process({ linking }).connect.authorizationServerOf(14, REDIRECT_URI);

const url = (linking: "widget" | "oauth"): Promise<URL> =>
  server(linking).authorizationUrl({ ...CHECKS, scope: "" });

describe("linking by the widget", () => {
  it("opens it with a token of its own, this bank, and our callback with our state", async () => {
    const { origin, pathname, searchParams } = await url("widget");
    expect(origin + pathname).toBe("https://toolbox-iframe.test/v2/");
    expect(Object.fromEntries(searchParams)).toEqual({
      authorizeToken: "authorize-token-1",
      institutionId: "14",
      redirectUrl: `${REDIRECT_URI.href}?state=the-state`,
    });
    expect((await url("widget")).searchParams.get("authorizeToken")).toBe("authorize-token-2");
  });
});

describe("linking at the bank", () => {
  it("goes where Flinks sends it", async () => {
    world.flinks.oauthLocation = "https://bank.test/login?x=1";
    expect((await url("oauth")).href).toBe("https://bank.test/login?x=1");
    const asked = world.flinks.calls[1];
    expect(asked?.path).toBe(
      `/v3/oauth/authorize?institution_id=14&redirect_uri=${encodeURIComponent(REDIRECT_URI.href)}&state=the-state`,
    );
    expect(asked?.headers["flinks-auth-key"]).toBe("authorize-token-1");
  });

  it("may be on loopback without https, and below Flinks' own address", async () => {
    world.flinks.oauthLocation = "http://127.0.0.1:4000/login";
    expect((await url("oauth")).host).toBe("127.0.0.1:4000");
    world.flinks.oauthLocation = "/hosted/login";
    expect((await url("oauth")).href).toBe("https://toolbox-api.test/hosted/login");
  });

  it.each([
    "http://bank.test/login",
    "javascript:alert(1)",
    "https://bank.test@evil.test/",
    "https://:secret@bank.test/",
    "http://127.0.0.1.evil.test/",
    "http://[",
  ])("does not send anybody to %s", async (location) => {
    world.flinks.oauthLocation = location;
    await expect(url("oauth")).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
  });

  it("is impossible where Flinks says nowhere", async () => {
    world.flinks.oauthLocation = undefined;
    await expect(url("oauth")).rejects.toMatchObject({ code: "PROVIDER_REFUSED" });
  });
});

describe("the callback", () => {
  const exchange = (query: string): ReturnType<ConnectAuthorizationServer["exchangeCode"]> =>
    server().exchangeCode(new URLSearchParams(query), CHECKS);

  it("brings a loginId, which is both tokens, and asks Flinks once for what it has of it", async () => {
    const issued = await exchange(`state=the-state&loginId=${LOGIN_ID}&institution=FlinksCapital`);
    expect(issued.accessToken.reveal()).toBe(LOGIN_ID);
    expect(issued.refreshToken?.reveal()).toBe(LOGIN_ID);
    expect(issued).toMatchObject({ expiresInSeconds: 86_400, scope: undefined });
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "Authorize"]);
    expect(world.flinks.calls[1]?.headers["flinks-auth-key"]).toBe("authorize-token-1");
    expect(world.flinks.calls[1]?.body).toEqual({ LoginId: LOGIN_ID, MostRecentCached: true });
  });

  it.each([
    ["no state", `loginId=${LOGIN_ID}`],
    ["another state", `state=the-stat&loginId=${LOGIN_ID}`],
    ["a loginId of another form", "state=the-state&loginId=../Institutions"],
    ["a loginId that is too short", "state=the-state&loginId=1"],
    ["two loginIds", `state=the-state&loginId=${LOGIN_ID}&loginId=00000000-0000-4000-8000-000000000000`],
    ["another institution", `state=the-state&loginId=${LOGIN_ID}&institution=15`],
  ])("is not trusted with %s", async (_, query) => {
    await expect(exchange(query)).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
    expect(world.flinks.calls).toEqual([]);
  });

  const LINKED = `state=the-state&loginId=${LOGIN_ID}`;

  it.each([
    ["INVALID_LOGIN", 401],
    ["SESSION_NONEXISTENT", 400],
    ["DISABLED_LOGIN", 401],
  ])("with a login of which Flinks says %s is not trusted", async (code, status) => {
    world.flinks.authorize = () => refused(code, status);
    const failure: unknown = await exchange(LINKED).catch((reason: unknown) => reason);
    expect(failure).toMatchObject({ code: "AUTHORIZATION_FAILED" });
    expect(String(failure)).not.toContain(LOGIN_ID);
  });

  it.each([15, "15"])("with a login at another institution (%j) is not trusted", async (InstitutionId) => {
    world.flinks.authorize = () => ok({ HttpStatusCode: 200, RequestId: "r", InstitutionId });
    await expect(exchange(LINKED)).rejects.toMatchObject({ code: "AUTHORIZATION_FAILED" });
    world.flinks.authorize = () => ok({ HttpStatusCode: 200, RequestId: "r", InstitutionId: 14 });
    await expect(exchange(LINKED)).resolves.toBeDefined();
  });

  it("with a login that the bank asks about, or that Flinks is reading, is trusted", async () => {
    world.flinks.authorize = () => world.flinks.challenge();
    await expect(exchange(LINKED)).resolves.toBeDefined();
    world.flinks.authorize = () => ({ status: 203, body: { RequestId: "r", SecurityChallenges: [] } });
    await expect(exchange(LINKED)).resolves.toBeDefined();
    world.flinks.authorize = () => refused("CARD_IN_USE", 400);
    await expect(exchange(LINKED)).resolves.toBeDefined();
  });

  it.each<[string, ConnectReply]>([
    ["PROVIDER_UNAVAILABLE", "no answer"],
    ["PROVIDER_UNAVAILABLE", refused("AGGREGATION_ERROR", 500)],
    ["PROVIDER_REFUSED", refused("ACCESS_DENIED", 401)],
    ["PROVIDER_ANSWER_INVALID", ok({ a: "proxy" })],
  ])("fails with %s where Flinks does not say whether there is the login", async (code, reply) => {
    world.flinks.authorize = () => reply;
    await expect(exchange(LINKED)).rejects.toMatchObject({ code });
  });

  it("that was called off is a denial, in both ways to say so", async () => {
    await expect(exchange("state=the-state")).rejects.toMatchObject({ error: "access_denied" });
    await expect(exchange("state=the-state&error=access_denied")).rejects.toMatchObject({
      name: "OAuthRefusal",
      error: "access_denied",
    });
    await expect(exchange("state=another&error=access_denied")).rejects.toMatchObject({
      code: "AUTHORIZATION_FAILED",
    });
  });
});

describe("a refresh", () => {
  it("costs nothing and keeps the token", async () => {
    let asked = 0;
    const issued = await server().refresh(LOGIN, () => {
      asked += 1;
    });
    expect(issued.accessToken.equals(LOGIN)).toBe(true);
    expect(issued.refreshToken).toBeUndefined();
    expect(asked).toBe(1);
    expect(world.flinks.calls).toEqual([]);
  });

  it("is not made when it may not be", async () => {
    const guard = (): never => {
      throw new Error("too late");
    };
    await expect(server().refresh(LOGIN, guard)).rejects.toThrow("too late");
  });
});

describe("a revocation", () => {
  const members = async (): Promise<readonly string[]> => world.place.members(world.sets()[0] ?? "");

  it("deletes the card", async () => {
    expect(await server().revoke(LOGIN, FIRST)).toBe("ENDED");
    expect(world.flinks.calls[0]?.path).toMatch(new RegExp(`BankingServices/DeleteCard/${LOGIN_ID}$`));
    expect(world.flinks.calls[0]?.headers["x-api-key"]).toBe("the api key");
  });

  it.each([
    ["INVALID_LOGIN", 401],
    ["SESSION_NONEXISTENT", 400],
  ])("of a login that Flinks does not know (%s) has ended", async (code, status) => {
    world.flinks.deleteCard = () => refused(code, status);
    expect(await server().revoke(LOGIN, FIRST)).toBe("ENDED");
  });

  it.each([
    ["CARD_IN_USE", 400],
    ["ACCESS_DENIED", 401],
    ["AGGREGATION_ERROR", 500],
    ["not a code", 404],
  ])("that is refused with %s (%i) is tried again, and says no loginId", async (code, status) => {
    world.flinks.deleteCard = () => refused(code, status);
    const failure: unknown = await server()
      .revoke(LOGIN, FIRST)
      .catch((reason: unknown) => reason);
    expect(failure).toMatchObject({ name: "GatewayError" });
    expect(String(failure)).not.toContain(LOGIN_ID);
    world.flinks.deleteCard = () => "no answer";
    await expect(server().revoke(LOGIN, FIRST)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("of one of several consents that share the login leaves it to the others, until the last", async () => {
    await server().bind(LOGIN, FIRST);
    await server().bind(new Secret(LOGIN_ID.toUpperCase()), SECOND);
    world.ended.add(FIRST);
    expect(await server().revoke(LOGIN, FIRST)).toBe("UNSUPPORTED");
    expect(world.flinks.calls).toEqual([]);
    expect(await members()).toEqual([SECOND]);
    world.ended.add(SECOND);
    expect(await server().revoke(LOGIN, SECOND)).toBe("ENDED");
    expect(world.flinks.names()).toEqual(["DeleteCard"]);
  });

  it("leaves the login to a consent that is being linked with it", async () => {
    await server().bind(LOGIN, FIRST);
    world.ended.add(FIRST);
    world.pending.add(SECOND);
    await server().bind(LOGIN, SECOND);
    expect(await server().revoke(LOGIN, FIRST)).toBe("UNSUPPORTED");
    expect(world.flinks.calls).toEqual([]);
    expect(await members()).toEqual([SECOND]);
  });

  it("of the one that is being linked, since it cannot be kept, ends the login", async () => {
    world.pending.add(FIRST);
    await server().bind(LOGIN, FIRST);
    expect(await server().revoke(LOGIN, FIRST)).toBe("ENDED");
    expect(await members()).toEqual([]);
  });

  it("does not forget a consent that was linked with the login meanwhile", async () => {
    await server().bind(LOGIN, FIRST);
    await server().bind(LOGIN, ConsentId("consent-3"));
    world.ended.add(FIRST).add(ConsentId("consent-3"));
    world.pending.add(SECOND);
    world.flinks.beforeAnswer = async ({ name }) => {
      if (name === "DeleteCard") await server().bind(LOGIN, SECOND);
    };
    expect(await server().revoke(LOGIN, FIRST)).toBe("ENDED");
    expect(await members()).toEqual([SECOND]);
  });

  it("leaves nothing of the login behind, and no way to read it before", async () => {
    await server().bind(LOGIN, FIRST);
    const sets = world.sets();
    expect(sets.join()).toMatch(/^connect-login\/[\w-]{43}$/);
    world.ended.add(FIRST);
    await server().revoke(LOGIN, FIRST);
    expect(await world.place.members(sets[0] ?? "")).toEqual([]);
  });
});
