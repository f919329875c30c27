import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { ConsentId } from "../../../src/core/ids.js";
import { Secret } from "../../../src/core/secret.js";
import { OAuthRefusal } from "../../../src/oauth/oauth-refusal.js";
import type { TokenManager } from "../../../src/tokens/token-manager.js";
import type { StoredTokenSet } from "../../../src/tokens/token-vault.js";
import type { AuditRecorder } from "../../support/audit-recorder.js";
import type { BreakableStore } from "../../support/breakable-store.js";
import { tokenVault } from "../../support/builders.js";
import type { FakeAuthorizationServer } from "../../support/fake-authorization-server.js";
import type { FakeClock } from "../../support/fake-clock.js";
import { Gate, isSettled } from "../../support/gate.js";
import type { TempStore } from "../../support/temp-store.js";
import { REFERENCE as reference, TOKEN_TIMEOUT_MS, TokenWorld } from "../../support/token-world.js";

/** For so long after a refresh no other one is sent. */
const COOL_DOWN_MS = 10_000;
/** The fake bank's tokens live 300 s. */
const NEARLY_OVER_MS = 285_000;
const OVER_MS = 300_000;

let world: TokenWorld;
let clock: FakeClock;
let place: TempStore;
let store: BreakableStore;
let server: FakeAuthorizationServer;
let audit: AuditRecorder;
let refused: string[];
let manager: TokenManager;

beforeEach(async () => {
  world = await TokenWorld.open();
  ({ clock, place, server, audit, refused } = world);
  store = world.breakable();
  ({ manager } = await world.process(store));
  await world.grant();
});

afterEach(() => world.close());

/** Another gateway process that shares the store. */
async function another(): Promise<TokenManager> {
  return (await world.process(place.openAgain())).manager;
}

const grant = (consent: typeof reference): Promise<void> => world.grant(consent);
const stored = (consent = reference): Promise<StoredTokenSet> => world.stored(consent);

async function text(token: Promise<Secret>): Promise<string> {
  return (await token).reveal();
}

describe("a living token", () => {
  it("is handed out without asking the bank", async () => {
    const { accessToken } = (await stored()).tokens;
    expect((await manager.accessToken(reference)).equals(accessToken)).toBe(true);
    expect(server.calls.refresh).toBe(0);
  });

  it("costs a single look-up and no write", async () => {
    await manager.accessToken(reference);
    let writes = 0;
    store.beforeCommit = async () => {
      writes += 1;
    };
    const before = store.reads;
    await manager.accessToken(reference);
    expect(store.reads - before).toBe(1);
    expect(writes).toBe(0);
  });

  it("is missing for a consent without tokens", async () => {
    const unknown = { ...reference, consentId: ConsentId("unknown") };
    await expect(manager.accessToken(unknown)).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
    expect(server.calls.refresh).toBe(0);
  });
});

describe("an expired token", () => {
  beforeEach(() => {
    clock.advance(OVER_MS);
  });

  it("is replaced before anybody gets it, and the new one is stored", async () => {
    const old = (await stored()).tokens;
    const fresh = await manager.accessToken(reference);
    const now = await stored();
    expect(fresh.equals(old.accessToken)).toBe(false);
    expect(fresh.equals(now.tokens.accessToken)).toBe(true);
    expect(now.version).toBe(2);
    expect(now.tokens.expiresAt).toBe(clock.now() + 300_000);
    expect(server.isGood(now.tokens.refreshToken)).toBe(true);
    expect(audit.events()).toEqual(["token.refreshed"]);
  });

  it("costs one token call for a hundred readers at once", async () => {
    const tokens = await Promise.all(Array.from({ length: 100 }, () => text(manager.accessToken(reference))));
    expect(server.calls.refresh).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  it("costs one token call for readers of two processes at once", async () => {
    const other = await another();
    const readers = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? manager : other));
    const tokens = await Promise.all(readers.map((each) => text(each.accessToken(reference))));
    expect(server.calls.refresh).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  it("costs no second call for a process that asks while another is at the bank", async () => {
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const winner = text(manager.accessToken(reference));
    await gate.reached;
    const loser = text((await another()).accessToken(reference));
    expect(await isSettled(loser)).toBe(false);
    gate.open();
    expect(await loser).toBe(await winner);
    expect(server.calls.refresh).toBe(1);
    expect(audit.events()).toEqual(["token.refreshed", "token.lease-waited"]);
  });

  it("keeps its refresh token where the bank does not rotate", async () => {
    server.rotates = false;
    const { refreshToken } = (await stored()).tokens;
    await manager.accessToken(reference);
    expect((await stored()).tokens.refreshToken?.reveal()).toBe(refreshToken?.reveal());
    clock.advance(OVER_MS);
    await manager.accessToken(reference);
    expect(server.calls.refresh).toBe(2);
  });

  it("does not hold up another consent", async () => {
    const second = { ...reference, consentId: ConsentId("consent-2") };
    await grant(second);
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const held = manager.accessToken(reference);
    await gate.reached;
    expect(await manager.accessToken(second)).toBeInstanceOf(Secret);
    gate.open();
    await held;
  });

  it("that another process replaced costs no call", async () => {
    await (await another()).accessToken(reference);
    await manager.accessToken(reference);
    expect(server.calls.refresh).toBe(1);
  });
});

describe("a token in the last fifth of its life", () => {
  beforeEach(() => {
    clock.advance(NEARLY_OVER_MS);
  });

  it("is handed out at once while the next one is fetched and stored behind it", async () => {
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const old = (await stored()).tokens.accessToken;
    expect((await manager.accessToken(reference)).equals(old)).toBe(true);
    await gate.reached;
    expect((await manager.accessToken(reference)).equals(old)).toBe(true);
    gate.open();
    await manager.drain();
    const next = await manager.accessToken(reference);
    expect(next.equals(old)).toBe(false);
    expect(next.equals((await stored()).tokens.accessToken)).toBe(true);
    expect(server.calls.refresh).toBe(1);
  });

  it("is not fetched again ahead right after that failed", async () => {
    server.fail("refresh", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    await manager.accessToken(reference);
    await manager.drain();
    const { reads } = store;
    await manager.accessToken(reference);
    await manager.drain();
    expect(store.reads - reads).toBe(1);
    expect(audit.events().filter((event) => event === "token.refresh-ahead-failed")).toHaveLength(1);
  });

  it("is fetched anew once, however many readers there are", async () => {
    await Promise.all(Array.from({ length: 100 }, () => manager.accessToken(reference)));
    await manager.drain();
    expect(server.calls.refresh).toBe(1);
  });

  it("stays in use when the bank cannot be reached, and the failure is recorded", async () => {
    server.fail("refresh", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    const old = (await stored()).tokens.accessToken;
    await manager.accessToken(reference);
    await manager.drain();
    expect((await manager.accessToken(reference)).equals(old)).toBe(true);
    await manager.drain();
    expect(audit.records[1]).toMatchObject({
      event: "token.refresh-ahead-failed",
      facts: { consentId: "consent-1", code: "PROVIDER_UNAVAILABLE" },
    });
    expect(refused).toEqual([]);
  });
});

describe("a token the bank has rejected", () => {
  it("is replaced once, though it would live on", async () => {
    const rejected = await manager.accessToken(reference);
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => text(manager.accessToken(reference, rejected))),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(rejected.reveal());
    expect(server.calls.refresh).toBe(1);
  });

  it("costs no call when it was replaced meanwhile", async () => {
    const rejected = await manager.accessToken(reference);
    const replacement = await text(manager.accessToken(reference, rejected));
    expect(await text(manager.accessToken(reference, rejected))).toBe(replacement);
    expect(await text((await another()).accessToken(reference, rejected))).toBe(replacement);
    expect(server.calls.refresh).toBe(1);
  });

  it("is not handed out by a refresh that was under way and ends with just that token", async () => {
    clock.advance(OVER_MS);
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const flight = manager.accessToken(reference);
    await gate.reached;
    const rejected = new Secret("access-token-3"); // grant 1, its token 2, and this is what the bank gives next
    const reader = manager.accessToken(reference, rejected);
    gate.open();
    expect(await text(flight)).toBe("access-token-3");
    // So fresh that another one would not help: the bank's 401 means something else.
    expect(await text(reader)).toBe("access-token-3");
    expect(server.calls.refresh).toBe(1);
    clock.advance(COOL_DOWN_MS);
    expect(await text(manager.accessToken(reference, rejected))).toBe("access-token-4");
  });

  it("is not replaced again and again by a bank that answers 401 for ever", async () => {
    let token = await manager.accessToken(reference);
    for (let call = 0; call < 50; call += 1) token = await manager.accessToken(reference, token);
    expect(server.calls.refresh).toBe(1);
  });
});

describe("having tokens replaced that are too old", () => {
  it("changes those that were issued until then, and no others", async () => {
    const { issuedAt } = (await stored()).tokens;
    await manager.renew(reference, issuedAt - 1);
    expect(server.calls.refresh).toBe(0);
    await manager.renew(reference, issuedAt);
    expect(server.calls.refresh).toBe(1);
  });

  it("joins a refresh that runs", async () => {
    clock.advance(OVER_MS);
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const reader = manager.accessToken(reference);
    await gate.reached;
    const renewal = manager.renew(reference, clock.now());
    gate.open();
    await Promise.all([reader, renewal]);
    expect(server.calls.refresh).toBe(1);
  });

  it("tells why it could not", async () => {
    server.fail("refresh", new GatewayError("PROVIDER_TIMEOUT", "late"));
    await expect(manager.renew(reference, clock.now())).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
  });
});

describe("a bank that refuses the refresh token", () => {
  beforeEach(() => {
    clock.advance(OVER_MS);
  });

  it("ends the grant: told once to whoever keeps the consent, and every reader learns it", async () => {
    const { refreshToken } = (await stored()).tokens;
    if (refreshToken !== undefined) server.endGrantOf(refreshToken);
    const readers = Array.from({ length: 10 }, () => manager.accessToken(reference));
    for (const outcome of await Promise.allSettled(readers)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CONSENT_REAUTH_REQUIRED" } });
    }
    expect(refused).toEqual(["consent-1 invalid_grant"]);
    expect(server.calls.refresh).toBe(1);
  });

  it("has ended it too when there is nothing to refresh with", async () => {
    const bare = { ...reference, consentId: ConsentId("without") };
    await world.grant(bare, { refreshToken: undefined });
    clock.advance(OVER_MS);
    await expect(manager.accessToken(bare)).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect(refused).toEqual(["without no_refresh_token"]);
    expect(server.calls.refresh).toBe(0);
  });

  it("has not ended it when somebody else refreshed meanwhile: the newer tokens are adopted", async () => {
    let newer: StoredTokenSet | undefined;
    Object.assign(server, {
      refresh: async () => {
        newer = await world.win();
        throw new OAuthRefusal("invalid_grant");
      },
    });
    const token = await manager.accessToken(reference);
    expect(token.reveal()).toBe(newer?.tokens.accessToken.reveal());
    expect(refused).toEqual([]);
    expect((await stored()).version).toBe(2);
  });

  it.each(["invalid_client", "unauthorized_client", "invalid_request", "invalid_scope", "access_denied"])(
    "speaks of our registration, not of the consent, with %s",
    async (error) => {
      server.fail("refresh", new OAuthRefusal(error));
      await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_REFUSED" });
      expect(refused).toEqual([]);
      expect((await stored()).version).toBe(1);
    },
  );
});

describe("a bank that does not answer", () => {
  it.each(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT"] as const)(
    "(%s) leaves everything as it was, and the next reader succeeds with the same refresh token",
    async (code) => {
      clock.advance(OVER_MS);
      const before = await stored();
      server.fail("refresh", new GatewayError(code, "no answer"));
      await expect(manager.accessToken(reference)).rejects.toMatchObject({ code });
      const after = await stored();
      expect(after.version).toBe(1);
      expect(after.tokens.refreshToken?.reveal()).toBe(before.tokens.refreshToken?.reveal());
      expect(refused).toEqual([]);
      server.recover();
      clock.advance(COOL_DOWN_MS);
      expect(await manager.accessToken(reference)).toBeInstanceOf(Secret);
    },
  );

  it("is asked once in a cool-down, however many want a token", async () => {
    clock.advance(OVER_MS);
    server.fail("refresh", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    for (let reader = 0; reader < 50; reader += 1) {
      await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    }
    expect(server.calls.refresh).toBe(1);
    clock.advance(COOL_DOWN_MS);
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(server.calls.refresh).toBe(2);
  });

  it("costs a reader of its process one look-up in a cool-down, and one of another process no call", async () => {
    clock.advance(OVER_MS);
    server.fail("refresh", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    const before = store.reads;
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(store.reads - before).toBe(1);
    const other = (await another()).accessToken(reference);
    await expect(other).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(server.calls.refresh).toBe(1);
  });

  it("is asked as soon as a store that was away is back: that is no cool-down", async () => {
    clock.advance(OVER_MS);
    store.breaks = () => true;
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    store.breaks = () => false;
    expect(await manager.accessToken(reference)).toBeInstanceOf(Secret);
  });

  it("is not asked again ahead of time while the old token lives", async () => {
    clock.advance(NEARLY_OVER_MS);
    server.fail("refresh", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    for (let reader = 0; reader < 50; reader += 1) {
      await manager.accessToken(reference);
      await manager.drain();
    }
    expect(server.calls.refresh).toBe(1);
  });

  it("is not asked when the process was stopped between writing down its intent and sending", async () => {
    clock.advance(OVER_MS);
    server.beforeSend = async () => {
      clock.advanceMonotonic(TOKEN_TIMEOUT_MS + 1);
    };
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect(server.calls.refresh).toBe(0);
    expect(await world.refresh()).toMatchObject({ status: "ACTIVE", failure: { code: "PROVIDER_TIMEOUT" } });
  });
});

describe("a bank's answer", () => {
  beforeEach(() => {
    clock.advance(OVER_MS);
  });

  it("does not overwrite newer tokens that somebody stored meanwhile", async () => {
    let newer: StoredTokenSet | undefined;
    server.beforeAnswer = async () => {
      newer = await world.win();
    };
    expect((await manager.accessToken(reference)).reveal()).toBe(newer?.tokens.accessToken.reveal());
    const now = await stored();
    expect(now.version).toBe(2);
    expect(now.tokens.refreshToken?.reveal()).toBe(newer?.tokens.refreshToken?.reveal());
    expect(audit.events()).toEqual(["token.answer-superseded", "token.lease-waited"]);
  });

  it("is kept and tried again while the store takes no writes, and seen by nobody before", async () => {
    let failures = 3;
    store.breaks = (writes) => {
      if (!writes.some(({ kind }) => kind === "token-set")) return false;
      failures -= 1;
      return failures >= 0;
    };
    const token = await manager.accessToken(reference);
    expect(server.calls.refresh).toBe(1);
    expect(audit.events()).toEqual([...Array<string>(3).fill("token.write-retried"), "token.refreshed"]);
    expect((await stored()).tokens.accessToken.equals(token)).toBe(true);
  });

  it("survives a store that stays away for long: readers are told so, and no second call is made", async () => {
    // Each reader waits for as long as this; the store is tried again ten times meanwhile.
    const { manager: hasty } = await world.process(store, { deliveryLimitMs: 100 });
    let down = true;
    store.breaks = (writes) => down && writes.some(({ kind }) => kind === "token-set");
    for (let reader = 0; reader < 3; reader += 1) {
      await expect(hasty.accessToken(reference)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    }
    down = false;
    await hasty.accessToken(reference);
    expect(server.calls.refresh).toBe(1);
    expect(server.isGood((await stored()).tokens.refreshToken)).toBe(true);
  });

  it("does not bring a consent back that was revoked meanwhile", async () => {
    server.beforeAnswer = () => tokenVault(place.store).destroy(reference.consentId);
    await expect(manager.accessToken(reference)).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
    expect(await place.store.get({ kind: "token-set", id: reference.consentId })).toBeUndefined();
    // What the bank issued meanwhile is given back to it.
    expect(server.revoked).toHaveLength(1);
    expect(server.isGood(new Secret(server.revoked[0] ?? ""))).toBe(false);
  });

  it("is waited for by drain, so that a process does not end before it is stored", async () => {
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const reader = manager.accessToken(reference);
    await gate.reached;
    const drained = manager.drain();
    expect(await isSettled(drained)).toBe(false);
    gate.open();
    await drained;
    expect((await stored()).version).toBe(2);
    await reader;
  });

  it("that fails does not make drain fail", async () => {
    server.fail("refresh", new GatewayError("PROVIDER_TIMEOUT", "no answer"));
    const reader = manager.accessToken(reference);
    const outcome = expect(reader).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    await expect(manager.drain()).resolves.toBeUndefined();
    await outcome;
  });
});

describe("several processes and many readers in any order", () => {
  /** Each step: which processes read at once, whether with the last token rejected, and how long nobody asks after. */
  const step = fc.record({
    readers: fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }),
    rejects: fc.boolean(),
    pause: fc.constantFrom(0, 1000, NEARLY_OVER_MS, OVER_MS),
  });

  it("never spend one refresh token twice, and always leave a good one behind", async () => {
    const managers = [manager, await another(), await another()];
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        serial += 1;
        const consent = { ...reference, consentId: ConsentId(`run-${serial}`) };
        await grant(consent);
        for (const { readers, rejects, pause } of steps) {
          const rejected = rejects ? (await stored(consent)).tokens.accessToken : undefined;
          await Promise.all(
            readers.map((index) => (managers[index] ?? manager).accessToken(consent, rejected)),
          );
          // Time does not jump under a refresh that runs; that is the send guard's own test.
          await Promise.all(managers.map((each) => each.drain()));
          clock.advance(pause);
        }
        await Promise.all(managers.map((each) => each.drain()));
        expect(server.isGood((await stored(consent)).tokens.refreshToken)).toBe(true);
      }),
      { numRuns: 12 },
    );
    expect(refused).toEqual([]);
  });
});
