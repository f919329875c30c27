import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { GatewayError } from "../core/gateway-error.js";
import { consentIdIn, decodeLetter, encodeLetter, type Letter } from "./letter.js";

const FILE = /^[\w-]+\.letters$/;
const UNFINISHED = /^[\w-]+\.tmp$/;
/** A file that is still unfinished after this was left by a process that died between its last two steps. */
const LEFT_MS = 5000;
/** A letter that has not arrived after this is looked after by others too, though its process seems to run. */
const STUCK_MS = 15_000;
/** What is left of such a file when it is not whole. */
const ABANDONED_MS = 3_600_000;

/** One file: the letters that were written down together. */
interface SpoolFile {
  readonly path: string;
  /** How many of its letters are still needed. */
  open: number;
}

interface Waiting {
  readonly letter: Letter;
  readonly written: () => void;
  readonly failed: (failure: unknown) => void;
}

export interface SpoolContents {
  readonly letters: readonly Letter[];
  /** Lines that are no letters. Their files are kept aside. */
  readonly unreadable: readonly UnreadableLine[];
}

interface UnreadableLine {
  readonly file: string;
  /** As far as it can still be read. */
  readonly consentId: string | undefined;
}

/**
 * Letters on the local disk. Those that come while one file is being written share the next one, so that many cost few
 * disk flushes. Several processes may use one folder: whoever has seen a letter arrive may delete it.
 */
export class Spool {
  readonly #folder: string;
  readonly #files = new Map<Letter, SpoolFile>();
  /** Names of the files whose letters this process looks after. */
  readonly #watched = new Set<string>();
  /** Names of files that cannot be read: tried again, told once. */
  readonly #told = new Set<string>();
  #waiting: Waiting[] = [];
  #isWriting = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder made if missing, for the owner only. Rejects with STORE_UNAVAILABLE unless it can be written. */
  static async open(folder: string): Promise<Spool> {
    const spool = new Spool(folder);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    } catch (cause) {
      throw unavailable(`cannot open the spool folder ${folder}`, cause);
    }
    await spool.check();
    return spool;
  }

  /** Rejects with STORE_UNAVAILABLE; resolved, the letter is on the disk. */
  put(letter: Letter): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ letter, written, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** The letter has arrived, or is not needed any more. */
  async remove(letter: Letter): Promise<void> {
    const file = this.#files.get(letter);
    if (file === undefined) return;
    this.#files.delete(letter);
    file.open -= 1;
    if (file.open > 0) return;
    // A file that cannot be deleted is read again by the next process; its letters are old by then.
    await unlink(file.path).catch(() => undefined);
    this.#watched.delete(basename(file.path));
  }

  /** The letter does not open: its file stays, under a name that nobody reads. */
  async keepAside(letter: Letter): Promise<void> {
    const file = this.#files.get(letter);
    if (file === undefined) return;
    this.#files.delete(letter);
    const others = [...this.#files].filter(([, each]) => each === file).map(([each]) => each);
    await this.#setAside(file.path, others);
  }

  /**
   * @param from `everybody`: letters of processes that still run may be among it. `the-dead`: those are left to them.
   * @returns what other processes left behind, each letter once.
   */
  async read(from: "everybody" | "the-dead" = "everybody"): Promise<SpoolContents> {
    const contents: SpoolContents[] = [];
    for (const name of await this.#names()) {
      if (this.#watched.has(name)) continue;
      if (from === "everybody" || (await this.#isLeft(name))) contents.push(await this.#readFile(name));
    }
    return {
      letters: contents.flatMap(({ letters }) => letters),
      unreadable: contents.flatMap(({ unreadable }) => unreadable),
    };
  }

  async #readFile(name: string): Promise<SpoolContents> {
    const lines = await this.#linesOf(name);
    if (lines === undefined) {
      const isNew = !this.#told.has(name);
      this.#told.add(name);
      return { letters: [], unreadable: isNew ? [{ file: name, consentId: undefined }] : [] };
    }
    const path = join(this.#folder, name);
    const letters = lines.map(decodeLetter).filter((letter) => letter !== undefined);
    const bad = lines.filter((line) => decodeLetter(line) === undefined);
    if (bad.length > 0) await this.#setAside(path, letters);
    else this.#watch({ path, open: letters.length }, letters);
    return { letters, unreadable: bad.map((line) => ({ file: name, consentId: consentIdIn(line) })) };
  }

  /** Of a process that is gone; of one in another container nobody here knows, so that time decides. */
  async #isLeft(name: string): Promise<boolean> {
    return !isRunning(Number.parseInt(name, 10)) || (await this.#ageMs(name)) > STUCK_MS;
  }

  /** @returns `undefined` for a file that is there and cannot be read. */
  async #linesOf(name: string): Promise<readonly string[] | undefined> {
    try {
      const text = await readFile(join(this.#folder, name), "utf8");
      return text.split("\n").filter((line) => line !== "");
    } catch (failure) {
      // A process that still runs may have deleted its file meanwhile.
      return (failure as NodeJS.ErrnoException).code === "ENOENT" ? [] : undefined;
    }
  }

  /** Rejects with STORE_UNAVAILABLE unless a letter could be written now. */
  async check(): Promise<void> {
    const path = join(this.#folder, `check-${process.pid}-${randomBytes(4).toString("hex")}`);
    await this.#writeFile(path, "check\n");
    await unlink(path).catch(() => undefined);
  }

  /** Its good letters move to a file of their own: nobody reads this one again. */
  async #setAside(path: string, good: readonly Letter[]): Promise<void> {
    try {
      await Promise.all(good.map((letter) => this.put(letter)));
      await rename(path, `${path}.unreadable`);
    } catch {
      // It is found again at the next start.
    }
  }

  #watch(file: SpoolFile, letters: readonly Letter[]): void {
    if (letters.length > 0) this.#watched.add(basename(file.path));
    for (const letter of letters) this.#files.set(letter, file);
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // One turn later, so that letters of the same moment share the first file too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#writeBatch(batch);
    }
    this.#isWriting = false;
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const path = join(this.#folder, `${process.pid}-${randomBytes(12).toString("hex")}.letters`);
    try {
      await this.#writeFile(path, batch.map(({ letter }) => encodeLetter(letter)).join(""));
      this.#watch(
        { path, open: batch.length },
        batch.map(({ letter }) => letter),
      );
      for (const { written } of batch) written();
    } catch (failure) {
      for (const { failed } of batch) failed(failure);
    }
  }

  /** Under its name only when it is whole and on the disk: another process may read the folder at any moment. */
  async #writeFile(path: string, text: string): Promise<void> {
    const temporary = path.replace(/(\.letters)?$/, ".tmp");
    try {
      const file = await open(temporary, "w", 0o600);
      try {
        await file.writeFile(text);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
      await this.#syncFolder();
    } catch (cause) {
      await unlink(temporary).catch(() => undefined);
      throw unavailable("the spool cannot be written", cause);
    }
  }

  /** Makes the name durable, not only the contents (fsync(2)). */
  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async #names(): Promise<readonly string[]> {
    const names = await readdir(this.#folder);
    const left: string[] = [];
    for (const name of names.filter((each) => UNFINISHED.test(each))) {
      const ageMs = await this.#ageMs(name);
      if (ageMs > LEFT_MS && (await this.#isWhole(name))) left.push(name);
      else if (ageMs > ABANDONED_MS) await unlink(join(this.#folder, name)).catch(() => undefined);
    }
    return [...names.filter((name) => FILE.test(name)), ...left];
  }

  /** Written to its end, and only the name was still to come. */
  async #isWhole(name: string): Promise<boolean> {
    const text = await readFile(join(this.#folder, name), "utf8").catch(() => "");
    const lines = text.split("\n");
    return lines.pop() === "" && lines.length > 0 && lines.every((line) => decodeLetter(line) !== undefined);
  }

  /** By the clock that wrote the file, which is this machine's too. */
  async #ageMs(name: string): Promise<number> {
    return stat(join(this.#folder, name)).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
  }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === "EPERM";
  }
}

function unavailable(detail: string, cause: unknown): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", detail, { cause });
}
