/** @returns the pieces of a body in one; where one holds all of it, which is usual, that one and no copy. */
export function joinedBytes(pieces: readonly Buffer[]): Buffer {
  const [first, ...others] = pieces;
  return first !== undefined && others.length === 0 ? first : Buffer.concat(pieces);
}
