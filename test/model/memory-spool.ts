import { decodeLetter, encodeLetter, type Letter } from "../../src/tokens/letter.js";
import type { OutboxParts } from "../../src/tokens/outbox.js";
import type { SpoolContents } from "../../src/tokens/spool.js";
import type { Lane } from "./steps.js";

/** The spool folder of one machine: file name to text. It outlives the processes. */
export type Disk = Map<number, string>;

/** A spool whose disk is in memory, one letter a file. */
export class MemorySpool {
  readonly #disk: Disk;
  readonly #lane: Lane;
  readonly #names = new Map<Letter, number>();

  constructor(disk: Disk, lane: Lane) {
    this.#disk = disk;
    this.#lane = lane;
  }

  put(letter: Letter): Promise<void> {
    return this.#lane.call(async () => {
      const name = 1 + Math.max(0, ...this.#disk.keys());
      this.#disk.set(name, encodeLetter(letter));
      this.#names.set(letter, name);
    });
  }

  remove(letter: Letter): Promise<void> {
    return this.#lane.call(async () => {
      this.#disk.delete(this.#names.get(letter) ?? 0);
      this.#names.delete(letter);
    });
  }

  read(): Promise<SpoolContents> {
    return this.#lane.call(async () => {
      const letters: Letter[] = [];
      for (const [name, text] of this.#disk) {
        const letter = decodeLetter(text.trimEnd());
        if (letter === undefined) throw new Error("no letter");
        this.#names.set(letter, name);
        letters.push(letter);
      }
      return { letters, unreadable: [] };
    });
  }
}

/** It stands in for the real one where an Outbox needs it. */
export type SpoolOfOutbox = OutboxParts["spool"];
