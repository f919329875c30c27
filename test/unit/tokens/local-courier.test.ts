import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { OAuthRefusal } from "../../../src/oauth/oauth-refusal.js";
import { LocalCourier } from "../../../src/tokens/local-courier.js";
import type { OrderOutcome, RefreshOrder } from "../../../src/tokens/refresh-courier.js";
import type { BreakableStore } from "../../support/breakable-store.js";
import { tokenVault } from "../../support/builders.js";
import type { FakeAuthorizationServer } from "../../support/fake-authorization-server.js";
import type { FakeClock } from "../../support/fake-clock.js";
import { Gate, isSettled } from "../../support/gate.js";
import { eventually } from "../../support/eventually.js";
import { REFERENCE as reference, type TokenProcess, TokenWorld } from "../../support/token-world.js";

const SEND_WITHIN_MS = 1000;
const STORED: OrderOutcome = { outcome: "answered", delivery: "stored" };
const WAITING: OrderOutcome = { outcome: "answered", delivery: "waiting" };

let world: TokenWorld;
let server: FakeAuthorizationServer;
let clock: FakeClock;
let store: BreakableStore;
let process: TokenProcess;

beforeEach(async () => {
  world = await TokenWorld.open();
  ({ server, clock } = world);
  await world.grant();
  store = world.breakable();
  process = await world.process(store);
});

afterEach(() => world.close());

const { consentId } = reference;

/** An order whose intent is written down, as for every token call. */
async function begin(attemptId = "attempt-1", changes: Partial<RefreshOrder> = {}): Promise<RefreshOrder> {
  const record = await process.log.read(consentId);
  if (record !== undefined) {
    const { tokenVersion, refreshedAt } = record.refresh;
    const attempt = { id: attemptId, number: 1, firstAt: clock.now() };
    const intent = { reference, tokenVersion, refreshedAt, status: "REFRESHING", attempt } as const;
    await process.log.write(intent, record.version);
  }
  return { reference, attemptId, usedVersion: 1, sendBy: clock.monotonic() + SEND_WITHIN_MS, ...changes };
}

async function carry(changes: Partial<RefreshOrder> = {}): Promise<OrderOutcome> {
  return process.courier.carry(await begin("attempt-1", changes));
}

/** @returns what undoes it. */
function storeDown(): () => void {
  const get = store.get.bind(store);
  const down = async (): Promise<never> => {
    throw new GatewayError("STORE_UNAVAILABLE", "down");
  };
  store.get = down;
  store.breaks = () => true;
  return () => {
    store.get = get;
    store.breaks = () => false;
  };
}

/** How often a key that seals new tokens was handed out, and overwritten again. */
function countKeys(): { out: number; forgotten: number } {
  const keys = { out: 0, forgotten: 0 };
  const sealerFor = process.vault.sealerFor.bind(process.vault);
  process.vault.sealerFor = async (...place) => {
    const sealer = await sealerFor(...place);
    if (sealer === undefined) return undefined;
    keys.out += 1;
    const forget = (): void => {
      keys.forgotten += 1;
      sealer.forget();
    };
    return { ...sealer, forget };
  };
  return keys;
}

describe("an order", () => {
  it("brings new tokens into the store", async () => {
    const before = (await world.stored()).tokens;
    expect(await carry()).toEqual(STORED);
    const { tokens, version } = await world.stored();
    expect(version).toBe(2);
    expect(server.isGood(tokens.refreshToken)).toBe(true);
    expect(server.isGood(before.refreshToken)).toBe(false);
    expect(tokens.issuedAt).toBe(clock.now());
    expect(await world.refresh()).toMatchObject({ status: "ACTIVE", tokenVersion: 2 });
  });

  it("keeps the refresh token where the bank gives no other", async () => {
    server.rotates = false;
    const before = (await world.stored()).tokens;
    expect(await carry()).toEqual(STORED);
    const { tokens } = await world.stored();
    expect(tokens.refreshToken?.reveal()).toBe(before.refreshToken?.reveal());
    expect(tokens.accessToken.equals(before.accessToken)).toBe(false);
  });

  it("forgets the key it has sealed with", async () => {
    const keys = countKeys();
    await carry();
    expect(keys).toEqual({ out: 1, forgotten: 1 });
  });
});

describe("nothing is sent", () => {
  it.each([
    ["at the last moment it still is", SEND_WITHIN_MS, STORED, 1],
    ["a moment later", SEND_WITHIN_MS + 1, { outcome: "not-sent", code: "PROVIDER_TIMEOUT" }, 0],
  ])("when connecting took too long: %s", async (_name, tookMs, expected, calls) => {
    const keys = countKeys();
    server.beforeSend = async () => {
      clock.advanceMonotonic(tookMs);
    };
    expect(await carry()).toEqual(expected);
    expect(server.calls.refresh).toBe(calls);
    expect(keys).toEqual({ out: 1, forgotten: 1 });
  });

  it.each(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT"] as const)(
    "when the connection does not come: %s",
    async (code) => {
      server.beforeSend = async () => {
        throw new GatewayError(code, "no connection");
      };
      const { refreshToken } = (await world.stored()).tokens;
      expect(await carry()).toEqual({ outcome: "not-sent", code });
      expect(server.isGood(refreshToken)).toBe(true);
    },
  );

  const NOT_READY: OrderOutcome = { outcome: "not-sent", code: "STORE_UNAVAILABLE" };

  it.each([0, 2, 3])("when the tokens are of another version: %d", async (usedVersion) => {
    expect(await carry({ usedVersion })).toEqual(NOT_READY);
    expect(server.calls.refresh).toBe(0);
  });

  it("when the store cannot be read", async () => {
    const order = await begin();
    storeDown();
    expect(await process.courier.carry(order)).toEqual(NOT_READY);
    expect(server.calls.refresh).toBe(0);
  });

  it("when there is no refresh token", async () => {
    await process.vault.destroy(consentId);
    await world.grant(reference, { refreshToken: undefined });
    expect(await carry()).toEqual(NOT_READY);
    expect(server.calls.refresh).toBe(0);
  });

  it("when the consent has ended", async () => {
    await process.vault.destroy(consentId);
    expect(await carry()).toEqual(NOT_READY);
    expect(server.calls.refresh).toBe(0);
  });

  it("when the key is destroyed that would seal the answer", async () => {
    await carry();
    await world.place.store.take({ kind: "data-key", id: consentId });
    expect(await carry({ usedVersion: 2 })).toEqual(NOT_READY);
    expect(server.calls.refresh).toBe(1);
  });

  it("when the bank is not known", async () => {
    const courier = new LocalCourier({
      ...{ vault: process.vault, outbox: process.outbox, clock, deliveryLimitMs: 200 },
      authorizationServerOf: () => {
        throw new Error("unknown");
      },
    });
    const outcome = await courier.carry(await begin());
    expect(outcome).toEqual({ outcome: "not-sent", code: "PROVIDER_UNAVAILABLE" });
  });
});

describe("a bank", () => {
  it.each<[string, Error, OrderOutcome]>([
    [
      "answers too late",
      new GatewayError("PROVIDER_TIMEOUT", "late"),
      { outcome: "unclear", code: "PROVIDER_TIMEOUT" },
    ],
    [
      "breaks off",
      new GatewayError("PROVIDER_UNAVAILABLE", "reset"),
      { outcome: "unclear", code: "PROVIDER_UNAVAILABLE" },
    ],
    [
      "answers what cannot be trusted",
      new GatewayError("AUTHORIZATION_FAILED", "strange"),
      { outcome: "unclear", code: "PROVIDER_UNAVAILABLE" },
    ],
    ["makes us fail", new TypeError("strange"), { outcome: "unclear", code: "PROVIDER_UNAVAILABLE" }],
    ["refuses the grant", new OAuthRefusal("invalid_grant"), { outcome: "refused", error: "invalid_grant" }],
    ["refuses us", new OAuthRefusal("invalid_client"), { outcome: "refused", error: "invalid_client" }],
  ])("that was asked and %s", async (_name, failure, expected) => {
    const keys = countKeys();
    server.fail("refresh", failure);
    expect(await carry()).toEqual(expected);
    expect(server.calls.refresh).toBe(1);
    expect(keys).toEqual({ out: 1, forgotten: 1 });
    expect(process.outbox.status().letters).toBe(0);
    expect((await world.stored()).version).toBe(1);
  });
});

describe("an answer that the store does not take", () => {
  beforeEach(async () => {
    process = await world.process(store, { deliveryLimitMs: 50 });
  });

  it("waits sealed, though the store has gone away while the bank was asked", async () => {
    let back = (): void => undefined;
    server.beforeAnswer = async () => {
      back = storeDown();
    };
    expect(await carry()).toEqual(WAITING);
    expect(process.outbox.status().letters).toBe(1);
    back();
    await eventually(() => process.outbox.status().letters === 0);
    const { tokens, version } = await world.stored();
    expect(version).toBe(2);
    expect(server.isGood(tokens.refreshToken)).toBe(true);
  });

  it("is the answer to the next order too: the spent token is not sent again", async () => {
    store.breaks = (writes) => writes.some(({ kind }) => kind === "token-set");
    expect(await carry()).toEqual(WAITING);
    const patient = new LocalCourier({
      ...{ vault: process.vault, outbox: process.outbox, clock, deliveryLimitMs: 5000 },
      authorizationServerOf: () => server,
    });
    const second = patient.carry(await begin("attempt-2"));
    expect(await isSettled(second)).toBe(false);
    store.breaks = () => false;
    expect(await second).toEqual(STORED);
    expect(server.calls.refresh).toBe(1);
    expect(server.isGood((await world.stored()).tokens.refreshToken)).toBe(true);
  });

  it("keeps nobody waiting for longer than the limit", async () => {
    store.breaks = (writes) => writes.some(({ kind }) => kind === "token-set");
    const startedAt = performance.now();
    expect(await carry()).toEqual(WAITING);
    expect(await process.courier.carry(await begin("attempt-2"))).toEqual(WAITING);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(90);
    expect(server.calls.refresh).toBe(1);
  });
});

describe("while the bank is asked", () => {
  it("a consent that is revoked wins: the new tokens are given back, once", async () => {
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const carried = carry();
    await gate.reached;
    const vault = tokenVault(world.place.store);
    await world.place.store.commit(consentId, await vault.revocationWrites(reference));
    gate.open();
    expect(await carried).toEqual({ outcome: "answered", delivery: "gone" });
    expect(server.revoked).toHaveLength(1);
    expect(await world.place.store.get({ kind: "token-set", id: consentId })).toBeUndefined();
  });

  it("newer tokens of another process win", async () => {
    const gate = new Gate();
    server.beforeAnswer = gate.pass;
    const carried = carry();
    await gate.reached;
    const winner = await world.win();
    gate.open();
    expect(await carried).toEqual({ outcome: "answered", delivery: "superseded" });
    expect((await world.stored()).tokens.accessToken.equals(winner.tokens.accessToken)).toBe(true);
  });
});
