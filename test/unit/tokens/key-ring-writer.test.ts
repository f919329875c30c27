import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { KeyRingFile } from "../../../src/core/key-ring-file.js";
import {
  createKeyRingFile,
  readKeyRingFile,
  replaceKeyRingFile,
  withKeyRingLock,
} from "../../../src/tokens/key-ring-writer.js";
import { drawKey, newKeyId } from "../../../src/tokens/new-key.js";
import { Gate } from "../../support/gate.js";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fdxgw-ring-"));
  path = join(folder, "ring.json");
});

afterEach(() => rm(folder, { recursive: true }));

function ring(id: string): KeyRingFile {
  return { current: id, keys: new Map([[id, drawKey()]]) };
}

const refusal = (fault: string) => ({
  code: "STORE_UNAVAILABLE",
  message: `STORE_UNAVAILABLE: key ring file ${path} ${fault}`,
});

describe("a key ring file", () => {
  it("is read as it was written, and is for its owner only", async () => {
    const written = ring("k1");
    await createKeyRingFile(path, written);
    expect(await readKeyRingFile(path)).toEqual(written);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["ring.json"]);
  });

  it("that is there is not made again: all that is under its keys would be lost", async () => {
    await createKeyRingFile(path, ring("k1"));
    const before = await readFile(path, "utf8");
    await expect(createKeyRingFile(path, ring("k2"))).rejects.toMatchObject(refusal("exists already"));
    expect(await readFile(path, "utf8")).toBe(before);
  });

  it("is made once, however many commands make it at the same moment", async () => {
    const rings = ["k1", "k2", "k3", "k4"].map(ring);
    const made = await Promise.allSettled(rings.map((each) => createKeyRingFile(path, each)));
    const winners = rings.filter((_, index) => made[index]?.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect(await readKeyRingFile(path)).toEqual(winners[0]);
  });

  it("is replaced whole, whatever its mode was", async () => {
    await createKeyRingFile(path, ring("k1"));
    await chmod(path, 0o400);
    const next = ring("k2");
    await replaceKeyRingFile(path, next);
    expect(await readKeyRingFile(path)).toEqual(next);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("stays as it was, and nothing lies about, when it cannot be replaced", async () => {
    await writeFile(join(folder, "file"), "");
    path = join(folder, "file", "ring.json");
    await expect(replaceKeyRingFile(path, ring("k1"))).rejects.toMatchObject(refusal("cannot be written"));
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("is written whatever a command that died half way has left", async () => {
    await writeFile(`${path}.${process.pid}.tmp`, "half");
    const written = ring("k1");
    await replaceKeyRingFile(path, written);
    expect(await readKeyRingFile(path)).toEqual(written);
  });

  it.each([
    ["is missing", undefined, "cannot be read"],
    ["is no JSON", "{", "cannot be read as JSON"],
    ["names a key it does not have", '{"current":"k1","keys":{}}', "current names a key that is not in keys"],
  ])("that %s is refused", async (_what, text, fault) => {
    if (text !== undefined) await writeFile(path, text);
    await expect(readKeyRingFile(path)).rejects.toMatchObject(refusal(fault));
  });
});

describe("a change of the ring", () => {
  it("runs alone: another one meanwhile is refused, and one afterwards is not", async () => {
    const gate = new Gate();
    const first = withKeyRingLock(path, async () => {
      await gate.pass();
      return "changed";
    });
    await gate.reached;
    const second = withKeyRingLock(path, async () => "never");
    await expect(second).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("is being changed by another command") as unknown,
    });
    gate.open();
    expect(await first).toBe("changed");
    expect(await withKeyRingLock(path, async () => "again")).toBe("again");
    expect(await readdir(folder)).toEqual([]);
  });

  it("that fails leaves the ring free for the next", async () => {
    const failing = withKeyRingLock(path, async () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a new key", () => {
  it("is 32 random bytes", () => {
    expect(drawKey()).toHaveLength(32);
    expect(drawKey().equals(drawKey())).toBe(false);
  });

  it("is called after its day, with a number behind it from the second on", () => {
    const day = new Date("2026-11-25T23:59:59Z");
    const taken = (...ids: string[]): ReadonlyMap<string, unknown> => new Map(ids.map((id) => [id, 0]));
    expect(newKeyId(taken(), day)).toBe("2026-11-25");
    expect(newKeyId(taken("2026-11-25"), day)).toBe("2026-11-25.2");
    expect(newKeyId(taken("2026-11-25", "2026-11-25.2"), day)).toBe("2026-11-25.3");
  });
});
