import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { bootId } from "../../../../src/stores/lmdb/boot-id.js";
import { LmdbAnswerStore } from "../../../../src/stores/lmdb/lmdb-answer-store.js";
import { FakeClock } from "../../../support/fake-clock.js";

const KIB = 1024;
const MINUTE = 60_000;

let clock: FakeClock;
let folder: string;
let store: LmdbAnswerStore;

const open = (maxBytes: number): LmdbAnswerStore => LmdbAnswerStore.open({ folder, maxBytes }, clock);

beforeEach(async () => {
  clock = new FakeClock();
  folder = await mkdtemp(join(tmpdir(), "fdxgw-answers-"));
  store = open(64 * KIB);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (name: string, bytes: number, ms = MINUTE): Promise<void> =>
  store.put({ consentId: "c-1", name }, Buffer.alloc(bytes, name), clock.now() + ms);
const isThere = async (name: string): Promise<boolean> =>
  (await store.get({ consentId: "c-1", name })) !== undefined;

async function kept(names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) if (await isThere(name)) found.push(name);
  return found;
}

describe("a full store", () => {
  it("gives up what ends first, and is never larger than it may be", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `name-${String(index)}`);
    for (const name of names) {
      await put(name, 3 * KIB);
      clock.advance(10);
    }
    // Sixteen pages of 4 KiB.
    expect(await kept(names)).toEqual(names.slice(-16));
  });

  it("drops what is larger than all of it, and keeps the rest", async () => {
    await put("small", 100);
    await put("large", 65 * KIB);
    expect(await kept(["small", "large"])).toEqual(["small"]);
  });

  it("has room again for what was replaced, deleted or swept", async () => {
    for (let round = 0; round < 50; round += 1) await put("again", 40 * KIB);
    await store.delete({ consentId: "c-1", name: "again" });
    await put("swept", 40 * KIB, 1000);
    clock.advance(1000);
    await store.sweep();
    await put("first", 30 * KIB);
    await put("second", 30 * KIB);
    expect(await kept(["again", "swept", "first", "second"])).toEqual(["first", "second"]);
    await store.deleteAll("c-1");
    await put("third", 60 * KIB);
    expect(await isThere("third")).toBe(true);
  });
});

describe("its folder", () => {
  it("is its owner's alone, and named after this start of the machine", async () => {
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(existsSync(join(folder, bootId() ?? "kept"))).toBe(true);
  });

  it("of an earlier start of the machine is deleted unread", async () => {
    await store.close();
    await mkdir(join(folder, "00000000-0000-4000-8000-000000000001"));
    store = open(64 * KIB);
    expect(existsSync(join(folder, "00000000-0000-4000-8000-000000000001"))).toBe(false);
  });

  it("keeps what a process wrote that is gone", async () => {
    await put("before", 100);
    await store.close();
    store = open(64 * KIB);
    expect(await isThere("before")).toBe(true);
  });

  it("of a machine that names no start is said to have none", () => {
    expect(bootId(join(folder, "nothing"))).toBeUndefined();
  });
});
