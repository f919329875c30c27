/** @returns what was thrown, if it is an Error; else one with it as its cause. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error("unknown failure", { cause: thrown });
}
