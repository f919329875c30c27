/** Beyond any of these a body or a projection is unusual. `kernel/layout.ts` is made for the same figures. */

export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Open brackets, the body's own included. */
export const MAX_LEVELS = 64;

export const MAX_ROWS = 65_536;

/** FDX Identifier, in UTF-16 units. */
export const MAX_ID_LENGTH = 256;

/** Of all slots together, in UTF-8. */
export const MAX_SLOT_BYTES = 32 * 1024;
export const MAX_SLOTS = 64;

export const MAX_PLAN_BYTES = 256 * 1024;
/** Objects inside each other, the row included; members named and fields written, of one object; objects. */
export const MAX_OBJECT_LEVELS = 16;
export const MAX_NAMES = 512;
export const MAX_OBJECTS = 256;

/** What is remembered of a null. */
export const NULL_BYTES = 8;

const OUTPUT_FACTOR = 8;
const OUTPUT_ALLOWANCE = 64 * 1024;
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/**
 * Long names, constants and nulls let an answer grow beyond its body, but not without end.
 * @returns how many bytes the array and the notes of its nulls may take together.
 */
export function outputLimit(bodyBytes: number): number {
  return Math.min(MAX_OUTPUT_BYTES, OUTPUT_FACTOR * bodyBytes + OUTPUT_ALLOWANCE);
}
