import { decodeLetter, encodeLetter, type Letter } from "../../src/tokens/letter.js";
import type { Spool, SpoolContents } from "../../src/tokens/spool.js";
import type { Lane } from "./steps.js";

/** The process that a letter is of. */
interface Writer {
  readonly isDead: boolean;
}

/** The spool folder of one machine. It outlives the processes. */
export class Disk {
  readonly files = new Map<number, { readonly text: string; readonly by: Writer }>();
  /** Every token set that was ever here, as it was sealed. */
  readonly written = new Set<string>();
  #serial = 0;

  /** @returns the name of its file. */
  write(letter: Letter, by: Writer): number {
    this.#serial += 1;
    this.files.set(this.#serial, { text: encodeLetter(letter), by });
    this.written.add(Buffer.from(letter.sealed).toString("base64"));
    return this.#serial;
  }
}

/** A spool whose disk is in memory, one letter a file. */
export class MemorySpool implements Pick<Spool, "put" | "remove" | "read" | "keepAside"> {
  readonly #disk: Disk;
  readonly #lane: Lane;
  readonly #owner: Writer;
  readonly #onPut: (letter: Letter) => void;
  readonly #names = new Map<Letter, number>();

  constructor(disk: Disk, owner: Writer & { readonly lane: Lane }, onPut: (letter: Letter) => void) {
    this.#disk = disk;
    this.#owner = owner;
    this.#lane = owner.lane;
    this.#onPut = onPut;
  }

  put(letter: Letter): Promise<void> {
    return this.#lane.call(async () => {
      this.#names.set(letter, this.#disk.write(letter, this.#owner));
      this.#onPut(letter);
    });
  }

  remove(letter: Letter): Promise<void> {
    return this.#lane.call(async () => {
      this.#disk.files.delete(this.#names.get(letter) ?? 0);
      this.#names.delete(letter);
    });
  }

  keepAside(): Promise<void> {
    throw new Error("no letter of the model is damaged");
  }

  read(from: "everybody" | "the-dead" = "everybody"): Promise<SpoolContents> {
    return this.#lane.call(async () => {
      const letters: Letter[] = [];
      const watched = new Set(this.#names.values());
      for (const [name, { text, by }] of this.#disk.files) {
        if (watched.has(name) || (from === "the-dead" && !by.isDead)) continue;
        const letter = decodeLetter(text.trimEnd());
        if (letter === undefined) throw new Error("no letter");
        this.#names.set(letter, name);
        letters.push(letter);
      }
      return { letters, unreadable: [] };
    });
  }
}
