/**
 * @param one and the other are moments, RFC 3339; either may be missing.
 * @returns the earlier one.
 */
export function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(other) < Date.parse(one) ? other : one;
}
