/** Where what lies in the kernel's memory. `kernel-projector.ts` writes and reads by the same figures, `limits.ts` says why. */

/** Words: rows, nulls, and where the list begins and ends in the body. */
export const RESULT: usize = 0x8000;

/** Of each slot the place and the length of its bytes. */
export const SLOT_TABLE: usize = 0x10000;

export const PLAN: usize = 0x20000;

/** Of each member of the object that is being read, where its value begins and ends; one table for each level. */
export const SPANS: usize = 0x70000;
export const SPANS_OF_A_LEVEL: usize = 512 * 8;

/** Of each object of the plan, where the n-th name of the last such object stands. */
export const GUESSES: usize = 0x80000;
export const GUESSES_OF_AN_OBJECT: usize = 1024;

/** Of each row where its own id begins and ends. */
export const ROW_IDS: usize = 0xc0000;
export const MAX_ROWS: u32 = 65536;

/** A hash table of numbers of rows. */
export const ID_TABLE: usize = 0x140000;

export const BODY: usize = 0x1c0000;
/** So many zeros follow the body: no look-ahead gets past them. */
export const PADDING: usize = 128;

/** Between the end of the answer and the notes of its nulls: copies are rounded up. */
export const SLACK: usize = 64;

export const MAX_LEVELS: u32 = 64;
