import { closeSync, openSync, readSync } from "node:fs";

/** At byte 24 of an LMDB data file of a 64-bit machine (`MDB_MAGIC` in `mdb.c`), little-endian. */
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;

/**
 * A file that is none would be mapped into memory all the same, and reading it ends the process without a word.
 * A file that was cut off in the middle still does.
 * @returns whether LMDB may open this file: it is one of its own, empty, or not there yet.
 */
export function isDataFile(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw failure;
  }
  try {
    const head = Buffer.alloc(MAGIC_AT + 4);
    const length = readSync(file, head);
    return length === 0 || (length === head.length && head.readUInt32LE(MAGIC_AT) === MAGIC);
  } finally {
    closeSync(file);
  }
}
