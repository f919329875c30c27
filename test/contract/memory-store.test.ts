import { beforeEach, describe, expect, it } from "@jest/globals";
import { FakeClock } from "../support/fake-clock.js";
import { MemoryStore } from "../support/memory-store.js";
import { describeRecordStore } from "./record-store.js";

describeRecordStore("MemoryStore", async (clock) => {
  const store = MemoryStore.open(clock);
  return { store, openAgain: async () => store.openAgain(), remove: () => store.close() };
});

describe("what a MemoryStore can play", () => {
  const key = { kind: "consent", id: "c-1" } as const;
  const bytes = Buffer.from("text");
  let store: MemoryStore;

  beforeEach(async () => {
    store = MemoryStore.open(new FakeClock());
    for (const ifVersion of [0, 1, 2])
      await store.commit("c-1", [{ kind: "consent", value: bytes, ifVersion }]);
    await store.commit("c-2", [{ kind: "consent", value: bytes, ifVersion: 0 }]);
  });

  it("loses the last changes of one id alone", async () => {
    store.rollBack("c-1", 2);
    expect(store.commits("c-1")).toBe(1);
    expect(await store.get(key)).toMatchObject({ version: 1 });
    expect(await store.get({ ...key, id: "c-2" })).toMatchObject({ version: 1 });
    store.rollBack("c-1", 9);
    expect(await store.get(key)).toBeUndefined();
  });

  it("keeps a snapshot as it was", async () => {
    const before = store.snapshot();
    await store.take(key);
    expect(before.get("c-1")?.get("consent")).toMatchObject({ version: 3 });
    store.rollBack("c-1", 1);
    expect(store.snapshot()).toEqual(before);
  });

  it("is down for one opening, and loses confirmations of what was done", async () => {
    const other = store.openAgain();
    store.fault = "down";
    await expect(store.get(key)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(await other.get(key)).toMatchObject({ version: 3 });
    store.fault = "lossy";
    const write = { kind: "consent", value: bytes, ifVersion: 3 } as const;
    await expect(store.commit("c-1", [write])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(await other.get(key)).toMatchObject({ version: 4 });
  });
});
