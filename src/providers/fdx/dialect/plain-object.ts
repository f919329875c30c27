/** A JSON object as it was parsed. Nothing in it is checked. */
export type PlainObject = Record<string, unknown>;

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Missing and `null` are one thing in FDX. */
export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** @returns the text, in capitals; `""` for what is none: `String` of an object runs what a provider named `toString`. */
export function capitals(value: unknown): string {
  return typeof value === "string" ? value.toUpperCase() : "";
}
