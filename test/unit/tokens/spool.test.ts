import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeLetter, type Letter } from "../../../src/tokens/letter.js";
import { Spool } from "../../../src/tokens/spool.js";
import { closedLetter } from "../../support/letters.js";

let parent: string;
let folder: string;
let spool: Spool;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "fdxgw-spool-"));
  folder = join(parent, "nested", "spool");
  spool = await Spool.open(folder);
});

afterEach(() => rm(parent, { recursive: true }));

/** The names of one kind in the folder. */
async function names(ending = ".letters"): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(ending));
}

async function theOnly(ending?: string): Promise<string> {
  const [name, ...others] = await names(ending);
  if (name === undefined || others.length > 0) throw new Error("not exactly one file");
  return join(folder, name);
}

function letters(count: number): Letter[] {
  return Array.from({ length: count }, (_, index) => closedLetter(`consent-${index}`));
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

/** The same folder, seen by a process that starts later. */
function later(): Promise<Spool> {
  return Spool.open(folder);
}

const byConsent = (a: Letter, b: Letter): number =>
  a.reference.consentId.localeCompare(b.reference.consentId, "en", { numeric: true });

describe("letters in the spool", () => {
  it("are found by a process that starts later", async () => {
    const written = letters(3);
    for (const letter of written) await spool.put(letter);
    const { letters: read, unreadable } = await (await later()).read();
    expect([...read].sort(byConsent)).toEqual(written);
    expect(unreadable).toEqual([]);
  });

  it("that come at once share a file", async () => {
    await Promise.all(letters(100).map((letter) => spool.put(letter)));
    expect(await names()).toHaveLength(1);
    expect((await (await later()).read()).letters).toHaveLength(100);
  });

  it("are told once by each process, and not by the one that wrote them", async () => {
    await spool.put(closedLetter());
    expect((await spool.read()).letters).toEqual([]);
    const next = await later();
    expect((await next.read()).letters).toHaveLength(1);
    expect((await next.read()).letters).toEqual([]);
  });

  it("of a process that runs are left to it for some seconds, where so wished", async () => {
    await spool.put(closedLetter());
    const next = await later();
    expect((await next.read("the-dead")).letters).toEqual([]);
    const then = new Date(Date.now() - 16_000);
    await utimes(await theOnly(), then, then);
    expect((await next.read("the-dead")).letters).toHaveLength(1);
  });

  it("of a process that is gone are taken at once", async () => {
    const gone = spawnSync("true").pid;
    await writeFile(join(folder, `${gone}-abc.letters`), encodeLetter(closedLetter()));
    expect((await spool.read("the-dead")).letters).toHaveLength(1);
  });

  it("that come while a file is being written share the next one", async () => {
    const [first, ...rest] = letters(50);
    if (first === undefined) throw new Error("no letter");
    const writing = spool.put(first);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([writing, ...rest.map((letter) => spool.put(letter))]);
    expect(await names()).toHaveLength(2);
    expect((await (await later()).read()).letters).toHaveLength(50);
  });

  it("are on the disk when put resolves, whole and under their name", async () => {
    const letter = closedLetter();
    await spool.put(letter);
    expect(await readFile(await theOnly(), "utf8")).toBe(encodeLetter(letter));
    expect(await names(".tmp")).toEqual([]);
  });

  it("are for their owner only", async () => {
    await spool.put(closedLetter());
    expect(await modeOf(await theOnly())).toBe(0o600);
    expect(await modeOf(folder)).toBe(0o700);
  });

  it("close a folder that was open to others", async () => {
    await chmod(folder, 0o755);
    await later();
    expect(await modeOf(folder)).toBe(0o700);
  });
});

describe("a letter that has arrived", () => {
  it("takes its file along with the last of it", async () => {
    const [one, two] = letters(2) as [Letter, Letter];
    await Promise.all([spool.put(one), spool.put(two)]);
    await spool.remove(one);
    await spool.remove(one);
    expect(await names()).toHaveLength(1);
    await spool.remove(two);
    expect(await names()).toEqual([]);
  });

  it("leaves the files of others alone", async () => {
    const [one, two] = letters(2) as [Letter, Letter];
    await spool.put(one);
    await spool.put(two);
    await spool.remove(one);
    expect((await (await later()).read()).letters).toEqual([two]);
  });

  it("of an earlier process takes its file along too", async () => {
    await Promise.all(letters(2).map((letter) => spool.put(letter)));
    const next = await later();
    const [one, two] = (await next.read()).letters as [Letter, Letter];
    await next.remove(one);
    expect(await names()).toHaveLength(1);
    await next.remove(two);
    expect(await names()).toEqual([]);
  });

  it("may be gone already: another process has seen it arrive", async () => {
    const letter = closedLetter();
    await spool.put(letter);
    await rm(await theOnly());
    await expect(spool.remove(letter)).resolves.toBeUndefined();
  });

  it("that was never written is no matter", async () => {
    await spool.put(closedLetter());
    await spool.remove(closedLetter());
    expect(await names()).toHaveLength(1);
  });
});

describe("a damaged file", () => {
  beforeEach(() => spool.put(closedLetter("consent-good")));

  it("cut off in the middle is kept aside, and its consent told", async () => {
    const text = encodeLetter(closedLetter("consent-bad"));
    await writeFile(join(folder, "cut.letters"), text.slice(0, text.length - 20));
    const { letters: read, unreadable } = await (await later()).read();
    expect(read.map(({ reference }) => reference.consentId)).toEqual(["consent-good"]);
    expect(unreadable).toEqual([{ file: "cut.letters", consentId: "consent-bad" }]);
    expect(await names(".unreadable")).toEqual(["cut.letters.unreadable"]);
    expect((await spool.read()).unreadable).toEqual([]);
  });

  it("gives its other letters all the same, and is still not deleted", async () => {
    const text = [
      encodeLetter(closedLetter("consent-a")),
      "garbage\n",
      encodeLetter(closedLetter("consent-b")),
    ];
    await writeFile(join(folder, "mixed.letters"), text.join(""));
    const next = await later();
    const { letters: read, unreadable } = await next.read();
    expect(read.map(({ reference }) => reference.consentId).sort()).toEqual([
      "consent-a",
      "consent-b",
      "consent-good",
    ]);
    expect(unreadable).toEqual([{ file: "mixed.letters", consentId: undefined }]);
    for (const letter of read) await next.remove(letter);
    expect(await readFile(join(folder, "mixed.letters.unreadable"), "utf8")).toBe(text.join(""));
  });

  it("does not take its other letters along when this process ends before they have arrived", async () => {
    const good = ["consent-a", "consent-b"].map((consentId) => encodeLetter(closedLetter(consentId)));
    await writeFile(join(folder, "mixed.letters"), `${good.join("")}garbage\n`);
    await (await later()).read();
    const { letters: read, unreadable } = await (await later()).read();
    expect(read.map(({ reference }) => reference.consentId).sort()).toEqual([
      ...["consent-a", "consent-b", "consent-good"],
    ]);
    expect(unreadable).toEqual([]);
  });

  it("is not looked for among what others keep in the folder", async () => {
    await writeFile(join(folder, "notes.txt"), "garbage");
    await writeFile(join(folder, "half.tmp"), encodeLetter(closedLetter("consent-half")));
    const { letters: read, unreadable } = await (await later()).read();
    expect(read).toHaveLength(1);
    expect(unreadable).toEqual([]);
  });
});

describe("an unfinished file", () => {
  it("that only lacks its name is read after some seconds: its process died", async () => {
    const path = join(folder, "whole.tmp");
    await writeFile(path, encodeLetter(closedLetter("consent-whole")));
    expect((await spool.read()).letters).toEqual([]);
    const then = new Date(Date.now() - 6000);
    await utimes(path, then, then);
    const [letter] = (await spool.read()).letters;
    expect(letter?.reference.consentId).toBe("consent-whole");
    if (letter !== undefined) await spool.remove(letter);
    expect(await names(".tmp")).toEqual([]);
  });

  async function unfinished(ageMs: number): Promise<string[]> {
    const path = join(folder, "half.tmp");
    await writeFile(path, "half");
    const then = new Date(Date.now() - ageMs);
    await utimes(path, then, then);
    await spool.read();
    return names(".tmp");
  }

  it("of a process that died is deleted after an hour", async () => {
    expect(await unfinished(3_605_000)).toEqual([]);
  });

  it("is kept for an hour: somebody may be writing it", async () => {
    expect(await unfinished(3_595_000)).toEqual(["half.tmp"]);
  });
});

describe("a spool that cannot be written", () => {
  const UNAVAILABLE = { code: "STORE_UNAVAILABLE" };

  it("does not open below what is no folder", async () => {
    const file = join(parent, "file");
    await writeFile(file, "");
    await expect(Spool.open(file)).rejects.toMatchObject(UNAVAILABLE);
    await expect(Spool.open(join(file, "spool"))).rejects.toMatchObject(UNAVAILABLE);
  });

  it("says so to every letter while its folder is gone, and takes them when it is back", async () => {
    await rm(folder, { recursive: true });
    const [one, two] = letters(2) as [Letter, Letter];
    const failed = await Promise.allSettled([spool.put(one), spool.put(two)]);
    expect(failed).toMatchObject([
      { status: "rejected", reason: UNAVAILABLE },
      { status: "rejected", reason: UNAVAILABLE },
    ]);
    await expect(spool.check()).rejects.toMatchObject(UNAVAILABLE);
    await mkdir(folder);
    await expect(spool.check()).resolves.toBeUndefined();
    await spool.put(one);
    expect((await (await later()).read()).letters).toEqual([one]);
  });

  it("leaves nothing behind of its check", async () => {
    await spool.check();
    expect(await readdir(folder)).toEqual([]);
  });
});
