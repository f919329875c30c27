import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Consent, referenceOf } from "../../../src/consents/consent.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { ConsentId } from "../../../src/core/ids.js";
import type { StoredTokenSet } from "../../../src/tokens/token-vault.js";
import { SealedRecords } from "../../../src/tokens/sealed-records.js";
import { holder, keyRing } from "../../support/builders.js";
import {
  type ConsentWorld,
  givenConsent,
  openConsentWorld,
  startRequest,
} from "../../support/consent-world.js";
import { storeNewer } from "../../support/other-process.js";

const DOWN = new GatewayError("PROVIDER_UNAVAILABLE", "down");

let world: ConsentWorld;
let given: Consent;

beforeEach(async () => {
  world = await openConsentWorld();
  given = await givenConsent(world);
});

afterEach(() => world.place.remove());

async function tokens(): Promise<StoredTokenSet["tokens"] | undefined> {
  return (await world.vault.read(referenceOf(given)))?.tokens;
}

async function state(): Promise<Consent["state"] | undefined> {
  return (await world.consents.find(holder(), given.id))?.state;
}

const revoke = (): Promise<Consent | undefined> => world.consents.revoke(holder(), given.id);

describe("revoking a consent", () => {
  it("ends it here and at the bank, and destroys its tokens", async () => {
    const { refreshToken } = (await tokens()) ?? {};
    const revoked = await revoke();
    expect(revoked?.state).toEqual({ phase: "REVOKED", since: world.clock.now(), upstream: "CONFIRMED" });
    expect(await state()).toEqual(revoked?.state);
    expect(world.maple.revoked).toEqual([refreshToken?.reveal()]);
    expect(world.maple.isGood(refreshToken)).toBe(false);
    expect(await tokens()).toBeUndefined();
    expect(world.audit.events().at(-1)).toBe("consent.revoked");
  });

  it("takes effect here before the bank is asked", async () => {
    let phase: string | undefined;
    Object.assign(world.maple, {
      revoke: async () => {
        phase = (await state())?.phase;
      },
    });
    await revoke();
    expect(phase).toBe("REVOKED");
  });

  it("takes effect here though the bank is down, and keeps the tokens for telling it later", async () => {
    world.maple.fail("revoke", DOWN);
    const revoked = await revoke();
    expect(revoked?.state).toMatchObject({ phase: "REVOKED", upstream: "PENDING" });
    expect(await state()).toMatchObject({ phase: "REVOKED", upstream: "PENDING" });
    expect(await tokens()).toBeUndefined();
    expect(world.maple.isGood(await world.vault.revocationToken(referenceOf(given)))).toBe(true);
    expect(world.audit.events().at(-1)).toBe("consent.revocation-pending");
  });

  it("destroys at once what was read of a bank that is down, and again with every retry", async () => {
    const sealed = new SealedRecords(world.store, keyRing());
    const kinds = ["connect-snapshot", "connect-session"] as const;
    const read = (): Promise<unknown[]> =>
      Promise.all(kinds.map((kind) => sealed.read(referenceOf(given), kind)));
    const write = (): Promise<unknown> =>
      sealed.write(
        referenceOf(given),
        kinds.map((kind) => ({ kind, value: Buffer.from("accounts"), ifVersion: 0 })),
      );
    await write();
    world.maple.fail("revoke", DOWN);
    await revoke();
    expect(await read()).toEqual([undefined, undefined]);
    await write();
    await world.revocation.retryPending();
    expect(await read()).toEqual([undefined, undefined]);
    expect(await state()).toMatchObject({ phase: "REVOKED", upstream: "PENDING" });
    expect(await world.vault.revocationToken(referenceOf(given))).toBeDefined();
  });

  it("tells the bank the newest token when a refresh came in between", async () => {
    const before = await world.vault.read(referenceOf(given));
    if (before?.tokens.refreshToken === undefined) throw new Error("no tokens");
    const issued = await world.maple.refresh(before.tokens.refreshToken);
    const newer = { ...before.tokens, ...issued, refreshToken: issued.refreshToken };
    let raced = false;
    world.store.beforeCommit = async (writes) => {
      if (raced || !writes.some(({ kind }) => kind === "revocation-token")) return;
      raced = true;
      await storeNewer(world.place.store, referenceOf(given), newer);
    };
    await revoke();
    expect(raced).toBe(true);
    expect(world.maple.revoked).toEqual([issued.refreshToken?.reveal()]);
    expect(world.maple.isGood(issued.refreshToken)).toBe(false);
  });

  it("is over here though the bank has no way to be told", async () => {
    world.maple.revocation = "UNSUPPORTED";
    expect((await revoke())?.state).toMatchObject({ phase: "REVOKED", upstream: "UNSUPPORTED" });
    expect(await world.vault.revocationToken(referenceOf(given))).toBeUndefined();
  });

  it("gives up on a bank that has not answered for thirty days, and destroys the token", async () => {
    world.maple.fail("revoke", DOWN);
    await revoke();
    world.clock.advance(31 * 86_400_000);
    await world.revocation.retryPending();
    expect(await state()).toMatchObject({ upstream: "UNSUPPORTED" });
    expect(await world.vault.revocationToken(referenceOf(given))).toBeUndefined();
  });

  it("asks a bank that is down a few times a round, not for each of its consents", async () => {
    world.maple.fail("revoke", DOWN);
    await revoke();
    for (let number = 0; number < 8; number += 1) {
      await world.consents.revoke(holder(), (await givenConsent(world)).id);
    }
    const before = world.maple.calls.revoke;
    await world.revocation.retryPending();
    expect(world.maple.calls.revoke - before).toBe(5);
  });

  it("begins no more once the process is ending", async () => {
    world.maple.fail("revoke", DOWN);
    await revoke();
    const before = world.maple.calls.revoke;
    await world.revocation.retryPending(AbortSignal.abort());
    expect(world.maple.calls.revoke).toBe(before);
  });

  it("is finished later, once the bank answers", async () => {
    world.maple.fail("revoke", DOWN);
    const at = world.clock.now();
    await revoke();
    world.clock.advance(60_000);
    await world.revocation.retryPending();
    expect(await state()).toMatchObject({ upstream: "PENDING" });
    world.maple.recover();
    await world.revocation.retryPending();
    expect(await state()).toEqual({ phase: "REVOKED", since: at, upstream: "CONFIRMED" });
    expect(await tokens()).toBeUndefined();
    expect(world.maple.revoked).toHaveLength(1);
  });

  it("is told to the bank no more often than it takes", async () => {
    await revoke();
    await world.revocation.retryPending();
    await revoke();
    expect(world.maple.calls.revoke).toBe(1);
  });

  it("twice is revoking once: the instant stays", async () => {
    const first = await revoke();
    world.clock.advance(5000);
    expect((await revoke())?.state).toEqual(first?.state);
  });

  it("twice while the bank is down asks the bank again", async () => {
    world.maple.fail("revoke", DOWN);
    await revoke();
    world.maple.recover();
    expect((await revoke())?.state).toMatchObject({ phase: "REVOKED", upstream: "CONFIRMED" });
  });

  it.each([
    ["REAUTH_REQUIRED", { phase: "REAUTH_REQUIRED", reason: "invalid_grant", since: 1 }],
    ["EXPIRED", { phase: "EXPIRED", since: 1 }],
  ] as const)("works for a consent that is %s", async (_phase, before) => {
    await world.repository.transition(given.id, () => before);
    expect((await revoke())?.state).toMatchObject({ phase: "REVOKED", upstream: "CONFIRMED" });
    expect(await tokens()).toBeUndefined();
  });

  it("withdraws a consent that is still pending, without asking the bank", async () => {
    const started = await world.consents.start(startRequest());
    const withdrawn = await world.consents.revoke(holder(), started.consent.id);
    expect(withdrawn?.state).toEqual({ phase: "REJECTED", reason: "WITHDRAWN" });
    expect(world.maple.calls.revoke).toBe(0);
  });

  it("leaves a rejected consent as it is", async () => {
    const rejected = { phase: "REJECTED", reason: "ACCESS_DENIED" } as const;
    await world.repository.transition(given.id, () => rejected);
    expect((await revoke())?.state).toEqual(rejected);
    expect(world.maple.calls.revoke).toBe(0);
  });

  it("of a consent that is not there says so", async () => {
    expect(await world.consents.revoke(holder(), ConsentId("none"))).toBeUndefined();
  });

  it("does not touch the person's other consents", async () => {
    const other = await givenConsent(world);
    await revoke();
    expect((await world.consents.find(holder(), other.id))?.state.phase).toBe("ACTIVE");
    const stored = await world.vault.read(referenceOf(other));
    expect(world.maple.isGood(stored?.tokens.refreshToken)).toBe(true);
  });

  it("cannot be undone by a refresh or a re-authorization that comes late", async () => {
    await revoke();
    const late = await world.repository.transition(given.id, ({ state: { phase } }) =>
      phase === "ACTIVE" ? { phase: "REAUTH_REQUIRED", reason: "late", since: 0 } : undefined,
    );
    expect(late?.state.phase).toBe("REVOKED");
  });
});

describe("retrying open revocations", () => {
  it("does not stop at one whose record cannot be read", async () => {
    world.maple.fail("revoke", DOWN);
    await revoke();
    world.maple.recover();
    const broken = "-first"; // comes before any other id
    await world.store.commit(broken, [{ kind: "consent", value: Buffer.from("{"), ifVersion: 0 }]);
    await world.store.addMember("revocations-pending", broken);
    await world.revocation.retryPending();
    expect(await state()).toMatchObject({ upstream: "CONFIRMED" });
    expect(await world.store.members("revocations-pending")).toEqual([broken]);
    expect(world.audit.records).toContainEqual({
      event: "consent.revocation-pending",
      facts: expect.objectContaining({ consentId: broken, code: "RECORD_UNREADABLE" }) as object,
    });
  });

  it("revokes a consent that is listed and stands as active: the store has lost its revocation", async () => {
    await world.store.addMember("revocations-pending", given.id);
    await world.revocation.retryPending();
    expect(await state()).toMatchObject({ phase: "REVOKED", upstream: "CONFIRMED" });
    expect(world.maple.calls.revoke).toBe(1);
    expect(await world.store.members("revocations-pending")).toEqual([]);
  });

  it("forgets a consent whose record is gone, and destroys what is left of its tokens", async () => {
    await world.store.addMember("revocations-pending", given.id);
    await world.store.take({ kind: "consent", id: given.id });
    await world.revocation.retryPending();
    expect(await world.store.members("revocations-pending")).toEqual([]);
    expect(await tokens()).toBeUndefined();
  });
});
