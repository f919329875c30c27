import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { AppId, ConsentId, EndUserId } from "../../../src/core/ids.js";
import { Secret } from "../../../src/core/secret.js";
import { AuthenticatedStore } from "../../../src/stores/authenticated-store.js";
import type { RecordStore } from "../../../src/stores/record-store.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import { KeyRing } from "../../../src/tokens/key-ring.js";
import { KeyRotation } from "../../../src/tokens/key-rotation.js";
import { tokenSetFrom } from "../../../src/tokens/token-set.js";
import { TokenVault } from "../../../src/tokens/token-vault.js";
import { BreakableStore } from "../../support/breakable-store.js";
import { MAPLE } from "../../support/builders.js";
import { FakeClock } from "../../support/fake-clock.js";
import { openTempStore, type TempStore } from "../../support/temp-store.js";

const KEYS = new Map(["old", "new"].map((id) => [id, randomBytes(32)]));
const OLD = new KeyRing({ current: "old", keys: KEYS });
const BOTH = new KeyRing({ current: "new", keys: KEYS });
const ONLY_NEW = new KeyRing({ current: "new", keys: new Map([...KEYS].filter(([id]) => id === "new")) });

let clock: FakeClock;
let place: TempStore;
let breakable: BreakableStore;

beforeEach(async () => {
  clock = new FakeClock();
  place = await openTempStore(clock);
  breakable = new BreakableStore(place.store);
});

afterEach(() => place.remove());

function referenceOf(id: string): ConsentReference {
  return {
    consentId: ConsentId(id),
    dataProviderId: MAPLE,
    appId: AppId("app"),
    endUserId: EndUserId("alex"),
  };
}

const under = (ring: KeyRing): RecordStore => new AuthenticatedStore(breakable, ring, clock);

function rotation(ring = BOTH): KeyRotation {
  return new KeyRotation({ raw: breakable, store: under(ring), keys: ring });
}

/** A consent with everything that belongs to it, written under the old key. */
async function give(id: string): Promise<void> {
  const store = under(OLD);
  const issued = { accessToken: new Secret(`access ${id}`), refreshToken: new Secret(`refresh ${id}`) };
  const tokens = tokenSetFrom({ ...issued, expiresInSeconds: 300, scope: undefined }, clock.now());
  const consent = { kind: "consent", value: Buffer.from(id), ifVersion: 0 } as const;
  await store.commit(id, [
    consent,
    ...(await new TokenVault(store, OLD).firstWrites(referenceOf(id), tokens)),
  ]);
}

async function readUnderNewOnly(id: string): Promise<string | undefined> {
  const stored = await new TokenVault(under(ONLY_NEW), ONLY_NEW).read(referenceOf(id));
  return stored?.tokens.refreshToken?.reveal();
}

describe("a rotation", () => {
  it("brings every record under the new key, so that the old one is needed no more", async () => {
    for (const id of ["c-1", "c-2", "c-3"]) await give(id);
    await expect(readUnderNewOnly("c-1")).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
    expect(await rotation().run()).toEqual({ changed: 3, unreadable: [] });
    for (const id of ["c-1", "c-2", "c-3"]) expect(await readUnderNewOnly(id)).toBe(`refresh ${id}`);
    const consent = await under(ONLY_NEW).get({ kind: "consent", id: "c-2" });
    expect(Buffer.from(consent?.value ?? []).toString()).toBe("c-2");
  });

  it("changes no version: a refresh that is under way writes its answer all the same", async () => {
    await give("c-1");
    const before = await under(BOTH).get({ kind: "refresh", id: "c-1" });
    await rotation().run();
    const after = await under(BOTH).get({ kind: "refresh", id: "c-1" });
    expect(after).toEqual(before);
    const write = { kind: "refresh", value: Buffer.from("{}"), ifVersion: before?.version ?? 0 } as const;
    expect(await under(BOTH).commit("c-1", [write])).toBe(true);
  });

  it("brings call budgets over too: a key that is retired must not keep calls back for a day", async () => {
    const budget = { kind: "call-budget", value: Buffer.from("[[1,1,0]]"), ifVersion: 0 } as const;
    await under(OLD).commit("b-1", [{ ...budget, expiresAt: clock.now() + 1000 }]);
    expect(await rotation().usage()).toEqual(new Map([["old", 1]]));
    expect(await rotation().run()).toEqual({ changed: 1, unreadable: [] });
    const kept = await under(ONLY_NEW).get({ kind: "call-budget", id: "b-1" });
    expect([kept?.version, Buffer.from(kept?.value ?? []).toString()]).toEqual([1, "[[1,1,0]]"]);
    clock.advance(1000);
    expect(await under(ONLY_NEW).get({ kind: "call-budget", id: "b-1" })).toBeUndefined();
  });

  it("has nothing to do the second time", async () => {
    await give("c-1");
    await rotation().run();
    expect(await rotation().run()).toEqual({ changed: 0, unreadable: [] });
  });

  it("keeps when a record ends", async () => {
    const value = Buffer.from("brief");
    await under(OLD).commit("c-1", [{ kind: "consent", value, ifVersion: 0, expiresAt: clock.now() + 1000 }]);
    await rotation().run();
    expect(await under(ONLY_NEW).get({ kind: "consent", id: "c-1" })).toBeDefined();
    clock.advance(1000);
    expect(await under(ONLY_NEW).get({ kind: "consent", id: "c-1" })).toBeUndefined();
    expect(await breakable.get({ kind: "consent", id: "c-1" })).toBeUndefined();
  });

  it("tries again when somebody writes in between, and overwrites nothing", async () => {
    await give("c-1");
    let writes = 0;
    breakable.beforeCommit = async () => {
      breakable.beforeCommit = async () => undefined;
      writes += 1;
      const value = Buffer.from("newer");
      await new AuthenticatedStore(place.store, OLD, clock).commit("c-1", [
        { kind: "consent", value, ifVersion: 1 },
      ]);
    };
    await rotation().run();
    expect(writes).toBe(1);
    const consent = await under(ONLY_NEW).get({ kind: "consent", id: "c-1" });
    expect(consent).toMatchObject({ version: 2 });
    expect(Buffer.from(consent?.value ?? []).toString()).toBe("newer");
  });

  it("names what it cannot read, and does the others", async () => {
    for (const id of ["c-1", "c-2", "c-3"]) await give(id);
    const damaged = { kind: "data-key", value: Buffer.from("FDXR1 old -\nx"), ifVersion: 1 } as const;
    await place.store.commit("c-2", [damaged]);
    expect(await rotation().run()).toEqual({ changed: 2, unreadable: ["c-2"] });
    expect(await readUnderNewOnly("c-3")).toBe("refresh c-3");
  });

  it("names a record whose key is in no ring", async () => {
    await give("c-1");
    expect(await rotation(ONLY_NEW).run()).toEqual({ changed: 0, unreadable: ["c-1"] });
  });

  it("ends when the store does not answer", async () => {
    await give("c-1");
    breakable.breaks = () => true;
    await expect(rotation().run()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("goes through more consents than it works on at once", async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `c-${index}`);
    await Promise.all(ids.map(give));
    expect(await rotation().run()).toEqual({ changed: 300, unreadable: [] });
    expect(await rotation().usage()).toEqual(new Map([["new", 900]]));
  });
});

describe("usage", () => {
  it("counts the records that depend on each key", async () => {
    await give("c-1");
    await give("c-2");
    // Consent, refresh record and data key of each; the token set depends on the data key alone.
    expect(await rotation().usage()).toEqual(new Map([["old", 6]]));
  });

  it("counts a data key under both keys where its MAC and its wrapping differ", async () => {
    await give("c-1");
    const record = await under(BOTH).get({ kind: "data-key", id: "c-1" });
    const write = { kind: "data-key", value: record?.value ?? Buffer.of(), ifVersion: 1 } as const;
    await under(BOTH).commit("c-1", [write]);
    expect(await rotation().usage()).toEqual(
      new Map([
        ["new", 1],
        ["old", 3],
      ]),
    );
    expect(await rotation().run()).toMatchObject({ changed: 1 });
    expect(await rotation().usage()).toEqual(new Map([["new", 3]]));
  });

  it("counts sign-ins under way, which the rotation leaves to their end", async () => {
    const session = { value: Buffer.from("s"), ifVersion: 0, expiresAt: clock.now() + 600_000 };
    await under(OLD).commit("s-1", [{ kind: "authorization-session", ...session }]);
    await rotation().run();
    expect(await rotation().usage()).toEqual(new Map([["old", 1]]));
    clock.advance(600_000);
    expect(await rotation().usage()).toEqual(new Map());
  });
});
