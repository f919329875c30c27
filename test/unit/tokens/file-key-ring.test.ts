import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatKeyRing } from "../../../src/core/key-ring-file.js";
import { FileKeyRing, RELOAD_MS } from "../../../src/tokens/file-key-ring.js";

const CONTEXT = ["consent-1", "maple"];
const UNREADABLE = { code: "RECORD_UNREADABLE" };
const k1 = randomBytes(32);
const k2 = randomBytes(32);

let folder: string;
let path: string;
let failures: unknown[];
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fdxgw-keys-"));
  path = join(folder, "keys.json");
  failures = [];
  now = 1000;
  jest.spyOn(performance, "now").mockImplementation(() => now);
  await write("k1", { k1 });
});

afterEach(() => rm(folder, { recursive: true }));

/** Replaces the file, as everybody should who changes one that is being read. */
async function put(text: string, mode = 0o600): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, text, { mode });
  await chmod(temporary, mode);
  await rename(temporary, path);
}

function write(current: string, keys: Record<string, Buffer>): Promise<void> {
  return put(formatKeyRing({ current, keys: new Map(Object.entries(keys)) }));
}

function openRing(): FileKeyRing {
  return new FileKeyRing(path, { onFailure: (failure) => failures.push(failure) });
}

async function currentOf(ring: FileKeyRing): Promise<string> {
  return (await ring.macKey()).keyId;
}

describe("a key ring file", () => {
  it("gives its keys", async () => {
    const ring = openRing();
    const { plain, wrapped } = await ring.generateDataKey(CONTEXT);
    expect(wrapped.keyId).toBe("k1");
    expect(await ring.unwrap(wrapped, CONTEXT)).toEqual(plain);
    await expect(ring.unwrap(wrapped, ["consent-2", "maple"])).rejects.toMatchObject(UNREADABLE);
  });

  it.each([0o400, 0o600])("may have mode %o", async (mode) => {
    await chmod(path, mode);
    expect(await currentOf(openRing())).toBe("k1");
  });

  it.each([0o640, 0o604, 0o610, 0o601, 0o620, 0o602, 0o644])("is refused with mode %o", async (mode) => {
    await chmod(path, mode);
    expect(openRing).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
  });

  it.each(["", "{", '{"current":"k1","keys":{}}', '{"current":"k1","keys":{"k1":"AAAA"}}'])(
    "is refused when damaged: %j",
    async (text) => {
      await put(text);
      expect(openRing).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    },
  );

  it("is refused when missing", async () => {
    await rm(path);
    expect(openRing).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
  });
});

describe("a key ring file that changes", () => {
  it("is read again after a second, and not before", async () => {
    const ring = openRing();
    await write("k2", { k1, k2 });
    now += RELOAD_MS;
    expect(await currentOf(ring)).toBe("k1");
    now += 1;
    expect(await currentOf(ring)).toBe("k2");
    expect((await ring.generateDataKey(CONTEXT)).wrapped.keyId).toBe("k2");
    expect(RELOAD_MS).toBeLessThanOrEqual(1000);
  });

  it("is looked at once a second, not for every key", async () => {
    const ring = openRing();
    now += RELOAD_MS + 1;
    expect(await currentOf(ring)).toBe("k1");
    await write("k2", { k1, k2 });
    now += RELOAD_MS;
    expect(await currentOf(ring)).toBe("k1");
  });

  it("still opens what older keys of it have wrapped, and wraps it anew", async () => {
    const ring = openRing();
    const { plain, wrapped } = await ring.generateDataKey(CONTEXT);
    await write("k2", { k1, k2 });
    now += RELOAD_MS + 1;
    expect(await ring.unwrap(wrapped, CONTEXT)).toEqual(plain);
    const anew = await ring.rewrap(wrapped, CONTEXT);
    expect(anew.keyId).toBe("k2");
    expect(await ring.unwrap(anew, CONTEXT)).toEqual(plain);
  });

  it("is read at once for a key id that is not known: another process uses the new one already", async () => {
    const ring = openRing();
    const other = await (async () => {
      await write("k2", { k1, k2 });
      return openRing().generateDataKey(CONTEXT);
    })();
    expect(await ring.unwrap(other.wrapped, CONTEXT)).toEqual(other.plain);
    expect(await openRing().macKey("k2")).toEqual(await ring.macKey("k2"));
  });

  it.each<[string, (ring: FileKeyRing) => Promise<unknown>]>([
    ["unwrap", (ring) => ring.unwrap({ keyId: "k9", wrapped: Buffer.alloc(60) }, CONTEXT)],
    ["rewrap", (ring) => ring.rewrap({ keyId: "k9", wrapped: Buffer.alloc(60) }, CONTEXT)],
    ["macKey", (ring) => ring.macKey("k9")],
  ])("is looked at at once by %s, and refuses a key id that is in no ring", async (_name, use) => {
    const ring = openRing();
    await write("k2", { k1, k2 });
    await expect(use(ring)).rejects.toMatchObject(UNREADABLE);
    expect(await currentOf(ring)).toBe("k2");
    expect(failures).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ["damaged", () => put("{")],
    ["open to others", () => put(formatKeyRing({ current: "k2", keys: new Map([["k2", k2]]) }), 0o644)],
    ["missing", () => rm(path)],
  ])("for one that is %s keeps the ring it had, and says so", async (_name, damage) => {
    const ring = openRing();
    await damage();
    now += RELOAD_MS + 1;
    expect(await currentOf(ring)).toBe("k1");
    expect(failures).toEqual([expect.objectContaining({ code: "STORE_UNAVAILABLE" })]);
    now += RELOAD_MS + 1;
    expect(await currentOf(ring)).toBe("k1");
    expect(failures).toHaveLength(2);
    await write("k2", { k1, k2 });
    now += RELOAD_MS + 1;
    expect(await currentOf(ring)).toBe("k2");
    expect(failures).toHaveLength(2);
  });
});
