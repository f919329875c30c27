import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
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

describe("the store folder", () => {
  it("is for its owner only, also when it was open to others before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fdxgw-mode-"));
    await chmod(folder, 0o755);
    const store = LmdbStore.open(folder, clock);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await store.close();
    await rm(folder, { recursive: true });
  });

  it("that cannot be made is STORE_UNAVAILABLE", async () => {
    const file = join(place.folder, "a-file");
    await writeFile(file, "");
    const opening = (): LmdbStore => LmdbStore.open(join(file, "store"), clock);
    expect(opening).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
  });
});
