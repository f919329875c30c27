import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { open } from "lmdb";
import { LmdbStore } from "../../../../src/stores/lmdb/lmdb-store.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { openTempStore, type TempStore } from "../../../support/temp-store.js";

let clock: FakeClock;
let place: TempStore;

beforeEach(async () => {
  clock = new FakeClock();
  place = await openTempStore(clock);
});

afterEach(() => place.remove());

const record = (text: string, expiresAt?: number) =>
  ({
    kind: "authorization-session",
    value: Buffer.from(text),
    ifVersion: 0,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }) as const;

describe("sweep", () => {
  it("deletes what has expired and nothing else, and says how much", async () => {
    const { store } = place;
    await store.commit("old", [record("a", clock.now() + 1000)]);
    await store.commit("older", [record("b", clock.now() + 500)]);
    await store.commit("living", [record("c", clock.now() + 1001)]);
    await store.commit("kept", [record("d")]);
    await store.addMember("set", "member");
    clock.advance(1000);
    expect(await store.sweep()).toBe(2);
    expect(await store.sweep()).toBe(0);
    expect(await store.get({ kind: "authorization-session", id: "living" })).toBeDefined();
    expect(await store.get({ kind: "authorization-session", id: "kept" })).toBeDefined();
    expect(await store.members("set")).toEqual(["member"]);
  });
});

describe("sweep, with records that were written anew", () => {
  it("keeps what was given a later end or none", async () => {
    const { store } = place;
    await store.commit("later", [record("a", clock.now() + 1000)]);
    await store.commit("for-ever", [record("a", clock.now() + 1000)]);
    await store.commit("later", [{ ...record("b", clock.now() + 5000), ifVersion: 1 }]);
    await store.commit("for-ever", [{ ...record("b"), ifVersion: 1 }]);
    clock.advance(1000);
    expect(await store.sweep()).toBe(0);
    for (const id of ["later", "for-ever"]) {
      expect(await store.get({ kind: "authorization-session", id })).toMatchObject({ version: 2 });
    }
  });
});

describe("a damaged record", () => {
  const DAMAGED = { kind: "consent", id: "damaged" } as const;
  const UNREADABLE = {
    code: "RECORD_UNREADABLE",
    message: expect.stringContaining("consent damaged") as unknown,
  };

  let store: LmdbStore;

  /** As a disk, or somebody who can write to it, may leave it. */
  async function damage(bytes: Buffer): Promise<void> {
    const folder = join(place.folder, "damaged");
    const raw = open<Buffer, string[]>({ path: join(folder, "store"), encoding: "binary" });
    await raw.put(["record", "consent", "damaged"], bytes);
    await raw.close();
    store = LmdbStore.open(folder, clock);
    await store.commit("whole", [{ kind: "consent", value: Buffer.from("whole"), ifVersion: 0 }]);
  }

  it.each([
    ["does not decode", Buffer.from([0xc1])],
    ["decodes to something else", Buffer.from([0x05])],
    ["is cut off", Buffer.from([0x82, 0xa5])],
  ])("that %s is named, counted among the ids, and harms no other", async (_how, bytes) => {
    await damage(bytes);
    await expect(store.get(DAMAGED)).rejects.toMatchObject(UNREADABLE);
    const write = { kind: "consent", value: Buffer.from("new"), ifVersion: 0 } as const;
    await expect(store.commit("damaged", [write])).rejects.toMatchObject(UNREADABLE);
    const ids: string[] = [];
    for await (const id of store.ids("consent")) ids.push(id);
    expect(ids).toEqual(["damaged", "whole"]);
    expect(Buffer.from((await store.get({ kind: "consent", id: "whole" }))?.value ?? []).toString()).toBe(
      "whole",
    );
    await expect(store.take(DAMAGED)).rejects.toMatchObject(UNREADABLE);
    expect(await store.get(DAMAGED)).toBeUndefined();
    await store.close();
  });

  it("is not what a store that is closed has", async () => {
    await damage(Buffer.from([0xc1]));
    await store.close();
    await expect(store.get(DAMAGED)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("the store folder", () => {
  it("is for its owner only, also when it was open to others before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fdxgw-mode-"));
    await chmod(folder, 0o755);
    const store = LmdbStore.open(folder, clock);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await store.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ["garbage", Buffer.from("garbage ".repeat(2000))],
    ["a few bytes", Buffer.from("few")],
    ["zeros", Buffer.alloc(16_384)],
  ])(
    "with %s in place of its data is STORE_UNAVAILABLE, and not the end of the process",
    async (_what, bytes) => {
      const folder = join(place.folder, "broken");
      await mkdir(join(folder, "store"), { recursive: true });
      await writeFile(join(folder, "store", "data.mdb"), bytes);
      expect(() => LmdbStore.open(folder, clock)).toThrow(
        expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
      );
    },
  );

  it("with an empty data file is begun anew", async () => {
    const folder = join(place.folder, "empty");
    await mkdir(join(folder, "store"), { recursive: true });
    await writeFile(join(folder, "store", "data.mdb"), "");
    const store = LmdbStore.open(folder, clock);
    await store.check();
    await store.close();
  });

  it("that cannot be made is STORE_UNAVAILABLE", async () => {
    const file = join(place.folder, "a-file");
    await writeFile(file, "");
    const opening = (): LmdbStore => LmdbStore.open(join(file, "store"), clock);
    expect(opening).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
  });
});
