import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Consent } from "../../../src/consents/consent.js";
import { RENEWAL_PATH, RenewalLinks } from "../../../src/consents/renewal-links.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { AppId, ConsentId } from "../../../src/core/ids.js";
import { NodeIdCodec } from "../../../src/core/node-id.js";
import type { RegisteredApp } from "../../../src/core/registered-app.js";
import { caller, holder, MAPLE, RETURN_URL } from "../../support/builders.js";
import {
  callbackOf,
  type ConsentWorld,
  givenConsent,
  openConsentWorld,
} from "../../support/consent-world.js";

const SECRET = Buffer.alloc(32, 4);
const MINUTE_MS = 60_000;
const OTHER_URL = "https://app.test/other";

let world: ConsentWorld;
let old: Consent;
let links: RenewalLinks;

beforeEach(async () => {
  world = await openConsentWorld();
  old = await givenConsent(world);
  links = linksOf();
});

afterEach(async () => world.place.remove());

function linksOf(
  secret = SECRET,
  apps: readonly RegisteredApp[] = [appWith(RETURN_URL, OTHER_URL)],
): RenewalLinks {
  const { repository, renewal, clock } = world;
  return new RenewalLinks({
    ...{ secret, apps, repository, renewal, clock },
    publicUrl: new URL("https://gateway.test/"),
  });
}

const appWith = (...returnUrls: readonly string[]): RegisteredApp => ({ ...caller().app, returnUrls });

function tokenOf(consent: Pick<Consent, "id">, by = links): string {
  const { origin, pathname } = new URL(by.urlOf(consent));
  expect(origin).toBe("https://gateway.test");
  expect(pathname.startsWith(RENEWAL_PATH)).toBe(true);
  return pathname.slice(RENEWAL_PATH.length);
}

const refused = { code: "AUTHORIZATION_SESSION_INVALID" };

describe("a renewal link", () => {
  it("leads to the bank, for the same data and to the app's first return URL; then the old consent ends", async () => {
    const authorizationUrl = await links.follow(tokenOf(old));
    const { session, consent } = await world.consents.complete(
      MAPLE,
      callbackOf({ authorizationUrl } as never),
    );
    expect(session).toMatchObject({ returnUrl: RETURN_URL, renews: old.id });
    expect(consent).toMatchObject({ ...holder(), requestedClusters: old.requestedClusters });
    expect(consent.state.phase).toBe("ACTIVE");
    expect((await world.consents.find(holder(), old.id))?.state.phase).toBe("REVOKED");
  });

  it("changes nothing by being followed, however often", async () => {
    const token = tokenOf(old);
    const before = await world.consents.list(holder());
    const urls = [await links.follow(token), await links.follow(token)];
    expect(new Set(urls).size).toBe(2);
    expect(await world.consents.list(holder())).toEqual(before);
    // The person who comes after a program that looked at the link is not kept from it.
    const { consent } = await world.consents.complete(
      MAPLE,
      callbackOf({ authorizationUrl: urls[1] } as never),
    );
    expect(consent.state.phase).toBe("ACTIVE");
  });

  it("lives ten minutes", async () => {
    const token = tokenOf(old);
    world.clock.advance(10 * MINUTE_MS - 1);
    await links.follow(token);
    world.clock.advance(1);
    await expect(links.follow(token)).rejects.toMatchObject(refused);
  });

  it("says nothing of the person and the app", () => {
    const text = Buffer.from(tokenOf(old), "base64url").toString("latin1");
    expect(text).toContain(old.id);
    expect(text).not.toContain(old.endUserId);
    expect(text).not.toContain(old.appId);
  });

  it.each<readonly [string, () => string]>([
    ["of another gateway", () => tokenOf(old, linksOf(Buffer.alloc(32, 5)))],
    ["that was changed", () => tokenOf(old).replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["that was cut", () => tokenOf(old).slice(0, 20)],
    [
      "that is an id",
      () => new NodeIdCodec(SECRET).encode(old, { kind: "consent", consentId: old.id, parts: [] }),
    ],
    ["of a consent that is gone", () => tokenOf({ id: ConsentId("gone") })],
    ["that is empty", () => ""],
  ])("%s is refused, and no bank is asked", async (_which, token) => {
    await expect(links.follow(token())).rejects.toMatchObject(refused);
  });

  it("of a consent that the end user has ended is refused", async () => {
    const token = tokenOf(old);
    await world.consents.revoke(holder(), old.id);
    await expect(links.follow(token)).rejects.toMatchObject(refused);
  });

  it("of an app that is registered no longer, or has no return URL, is refused", async () => {
    const token = tokenOf(old);
    for (const apps of [[], [{ ...caller().app, id: AppId("other") }], [appWith()]]) {
      await expect(linksOf(SECRET, apps).follow(token)).rejects.toMatchObject(refused);
    }
  });

  it("tells of a bank that is down", async () => {
    world.maple.fail("authorizationUrl", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    await expect(links.follow(tokenOf(old))).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });
});
