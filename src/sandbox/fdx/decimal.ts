/**
 * Cents as the JSON number FDX wants. The quotient is the double nearest to the two-digit decimal, and JSON prints
 * the shortest text that reads back as that double, so what goes over the wire is the exact decimal.
 */
export function decimal(cents: number): number {
  return cents / 100;
}

/** Ten-thousandths of a unit as a JSON number, exact for the same reason. */
export function units(unitsE4: number): number {
  return unitsE4 / 10_000;
}
