/** @returns the same function, whose records come without the symbol by which `sentRecord` finds them again. */
export function unmarked<Given extends unknown[], Value>(
  decode: (...given: Given) => Value,
): (...given: Given) => Value {
  return (...given) => structuredClone(decode(...given));
}
