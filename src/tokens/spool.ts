import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError } from "../core/gateway-error.js";
import { consentIdIn, decodeLetter, encodeLetter, type Letter } from "./letter.js";

const FILE = /^[\w-]+\.letters$/;
const UNFINISHED = /^[\w-]+\.tmp$/;
/** An unfinished file this old was left by a process that died; none takes so long to write. */
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
    // A file that cannot be deleted is read again at the next start; its letters are old by then.
    if (file.open === 0) await unlink(file.path).catch(() => undefined);
  }

  /** @returns what earlier processes left behind. Letters of a process that still runs may be among it. */
  async read(): Promise<SpoolContents> {
    const letters: Letter[] = [];
    const unreadable: UnreadableLine[] = [];
    for (const name of await this.#names()) {
      const path = join(this.#folder, name);
      // A process that still runs may have deleted its file meanwhile.
      const text = await readFile(path, "utf8").catch(() => "");
      const lines = text.split("\n").filter((line) => line !== "");
      const read = lines.map((line) => ({ line, letter: decodeLetter(line) }));
      const good = read.flatMap(({ letter }) => (letter === undefined ? [] : [letter]));
      const bad = read.filter(({ letter }) => letter === undefined);
      letters.push(...good);
      for (const { line } of bad) unreadable.push({ file: name, consentId: consentIdIn(line) });
      if (bad.length > 0) await this.#setAside(path, good);
      else this.#watch({ path, open: good.length }, good);
    }
    return { letters, unreadable };
  }

  /** Rejects with STORE_UNAVAILABLE unless a letter could be written now. */
  async check(): Promise<void> {
    await this.#writeFile(join(this.#folder, `check-${process.pid}`), "check\n");
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
    const path = join(this.#folder, `${randomBytes(12).toString("hex")}.letters`);
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
    for (const name of names.filter((each) => UNFINISHED.test(each))) {
      const path = join(this.#folder, name);
      const age = await stat(path)
        .then(({ mtimeMs }) => Date.now() - mtimeMs)
        .catch(() => 0);
      if (age > ABANDONED_MS) await unlink(path).catch(() => undefined);
    }
    return names.filter((name) => FILE.test(name));
  }
}

function unavailable(detail: string, cause: unknown): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", detail, { cause });
}
