import { textScalar } from "./text-scalar.js";

/** The date part counts; some providers send a timestamp where FDX asks for a date. */
const STARTS_WITH_DATE = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:$|[T ])/;

/** The GraphQL scalar `Date`; not called so here, because that name is JavaScript's. */
export const DateScalar = textScalar({
  name: "Date",
  description: 'A calendar date without time zone, written YYYY-MM-DD, for example "2026-03-31".',
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  output: (value) => (typeof value === "string" ? STARTS_WITH_DATE.exec(value)?.[1] : undefined),
  input: (text) => (isCalendarDate(text) ? text : undefined),
});

/** Refuses days that no calendar has: `Date.parse` moves 30 February into March. */
export function isCalendarDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
