const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7})\d*)?Z$/;

/** Every timestamp in a body, however deep, with the seven fraction digits that Outbound writes. */
export function sevenFractionDigits(value: unknown): unknown {
  if (typeof value === "string") return withSevenDigits(value);
  if (Array.isArray(value)) return value.map(sevenFractionDigits);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sevenFractionDigits(inner)]));
}

/** @param at milliseconds since 1970. */
export function outboundTimestamp(at: number): string {
  return withSevenDigits(new Date(at).toISOString());
}

function withSevenDigits(text: string): string {
  return text.replace(
    TIMESTAMP,
    (_all, seconds: string, fraction = "") => `${seconds}.${String(fraction).padEnd(7, "0")}Z`,
  );
}
