import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { AuthenticatedStore, macHeaderOf } from "../../../src/stores/authenticated-store.js";
import type { RecordKind } from "../../../src/stores/record-store.js";
import { KeyRing } from "../../../src/tokens/key-ring.js";
import { keyRing } from "../../support/builders.js";
import { FakeClock } from "../../support/fake-clock.js";
import { openTempStore, type TempStore } from "../../support/temp-store.js";

let clock: FakeClock;
let place: TempStore;
let store: AuthenticatedStore;

beforeEach(async () => {
  clock = new FakeClock();
  place = await openTempStore(clock);
  store = new AuthenticatedStore(place.store, keyRing(), clock);
});

afterEach(() => place.remove());

const write = (text: string, ifVersion = 0, kind: RecordKind = "consent") => ({
  ...{ kind, ifVersion },
  value: Buffer.from(text),
});

async function raw(id: string, kind: RecordKind = "consent"): Promise<Uint8Array> {
  const record = await place.store.get({ kind, id });
  if (record === undefined) throw new Error("no such record");
  return record.value;
}

/** Somebody who can write to the store, and has no key. */
async function forge(id: string, value: Uint8Array, kind: RecordKind = "consent"): Promise<void> {
  await place.store.take({ kind, id });
  await place.store.commit(id, [{ kind, value, ifVersion: 0 }]);
}

const CONSENT = { kind: "consent", id: "c-1" } as const;

const unreadable = (id: string) => ({ code: "RECORD_UNREADABLE", message: expect.stringContaining(id) });

describe("a record", () => {
  it("is refused after any one of its bits was changed", async () => {
    await store.commit("c-1", [write("the contents")]);
    const value = Buffer.from(await raw("c-1"));
    for (let bit = 0; bit < value.length * 8; bit += 1) {
      const changed = Buffer.from(value);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await forge("c-1", changed);
      await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
    }
  });

  it("is refused when it was cut off anywhere", async () => {
    await store.commit("c-1", [write("the contents")]);
    const value = await raw("c-1");
    for (let length = 0; length < value.length; length += 1) {
      await forge("c-1", value.subarray(0, length));
      await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
    }
  });

  it("is refused in another record's place, of another id or another kind", async () => {
    await store.commit("c-1", [write("one")]);
    await store.commit("c-2", [write("two")]);
    await forge("c-2", await raw("c-1"));
    await expect(store.get({ kind: "consent", id: "c-2" })).rejects.toMatchObject(unreadable("c-2"));
    await forge("c-1", await raw("c-1"), "refresh");
    await expect(store.get({ kind: "refresh", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
  });

  it("is refused under another version, also when it is taken", async () => {
    await store.commit("c-1", [write("old")]);
    const old = await raw("c-1");
    await store.commit("c-1", [write("new", 1)]);
    await place.store.commit("c-1", [{ kind: "consent", value: old, ifVersion: 2 }]);
    await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
    await expect(store.take({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
  });

  it("opens under the version it was written for when that is not the next one", async () => {
    await store.commit("c-1", [{ ...write("nine"), version: 9 }]);
    const record = await store.get({ kind: "consent", id: "c-1" });
    expect(record && Buffer.from(record.value).toString()).toBe("nine");
  });

  it("does not live longer than it was written for, whatever end the store has", async () => {
    await store.commit("c-1", [{ ...write("short"), expiresAt: clock.now() + 1000 }]);
    await forge("c-1", await raw("c-1"));
    expect(await store.get({ kind: "consent", id: "c-1" })).toBeDefined();
    clock.advance(1000);
    expect(await store.get({ kind: "consent", id: "c-1" })).toBeUndefined();
  });

  it("that was read before is refused after any one of its bits was changed, and opens again as it was", async () => {
    await store.commit("c-1", [write("the contents")]);
    const value = Buffer.from(await raw("c-1"));
    for (let byte = 0; byte < value.length; byte += 1) {
      await forge("c-1", value);
      expect(await store.get({ kind: "consent", id: "c-1" })).toBeDefined();
      const changed = Buffer.from(value);
      changed[byte] = (changed[byte] ?? 0) ^ 1;
      await forge("c-1", changed);
      await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
    }
  });

  it("that was read before is refused under another version, and gone when it was deleted", async () => {
    await store.commit("c-1", [write("old")]);
    expect(await store.get({ kind: "consent", id: "c-1" })).toBeDefined();
    const old = await raw("c-1");
    await place.store.commit("c-1", [{ kind: "consent", value: old, ifVersion: 1 }]);
    await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
    await place.store.take({ kind: "consent", id: "c-1" });
    expect(await store.get({ kind: "consent", id: "c-1" })).toBeUndefined();
  });

  it("is the same object while nothing has changed, and another one afterwards", async () => {
    await store.commit("c-1", [write("old")]);
    const [first, second] = [await store.get(CONSENT), await store.get(CONSENT)];
    expect(second).toBe(first);
    await store.commit("c-1", [write("new", 1)]);
    const third = await store.get(CONSENT);
    expect([third?.version, Buffer.from(third?.value ?? "").toString()]).toEqual([2, "new"]);
    expect(Buffer.from(first?.value ?? "").toString()).toBe("old");
  });

  it("that the gateway never wrote is refused", async () => {
    await forge("c-1", Buffer.from('{"phase":"ACTIVE"}'));
    await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
  });
});

describe("keys", () => {
  it("of the ring open what was written under them, and new records are under the current one", async () => {
    await store.commit("c-1", [write("one")]);
    const rotated = new AuthenticatedStore(place.store, keyRing("k2"), clock);
    expect(await rotated.get({ kind: "consent", id: "c-1" })).toBeDefined();
    await rotated.commit("c-1", [write("two", 1)]);
    expect(macHeaderOf(await raw("c-1"))?.keyId).toBe("k2");
  });

  it("that are in no ring make a record unreadable, and the record is named", async () => {
    await store.commit("c-1", [write("one")]);
    const value = Buffer.from(await raw("c-1")).toString("latin1");
    await forge("c-1", Buffer.from(value.replace("k1", "k9"), "latin1"));
    await expect(store.get({ kind: "consent", id: "c-1" })).rejects.toMatchObject(unreadable("c-1"));
  });

  it("that are gone make unreadable what was read before", async () => {
    let ring = keyRing();
    const behind = new AuthenticatedStore(place.store, { macKey: (keyId) => ring.macKey(keyId) }, clock);
    await behind.commit("c-1", [write("one")]);
    expect(await behind.get(CONSENT)).toBeDefined();
    const keys = new Map([["k1", Buffer.alloc(32, 9)]]);
    ring = new KeyRing({ current: "k1", keys });
    await expect(behind.get(CONSENT)).rejects.toMatchObject(unreadable("c-1"));
    ring = new KeyRing({ current: "k9", keys: new Map([["k9", Buffer.alloc(32, 9)]]) });
    await expect(behind.get(CONSENT)).rejects.toMatchObject(unreadable("c-1"));
  });

  it("are not used where the vault seals by itself", async () => {
    await store.commit("c-1", [write("sealed", 0, "token-set")]);
    expect(Buffer.from(await raw("c-1", "token-set")).toString()).toBe("sealed");
  });
});
