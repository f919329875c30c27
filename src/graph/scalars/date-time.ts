import { isCalendarDate } from "./date.js";
import { textScalar } from "./text-scalar.js";

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

export const DateTime = textScalar({
  name: "DateTime",
  description:
    'A moment as RFC 3339 text, for example "2026-03-31T16:20:00Z". Times of a data provider come as it wrote them; a few providers leave out the offset.',
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  output: (value) => (value instanceof Date ? isoText(value) : asWritten(value)),
  input: (text) => (isMoment(text) ? text : undefined),
});

/** The year comes first, or a client could not tell a day from a month. */
function asWritten(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value;
}

function isoText(value: Date): string | undefined {
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
}

function isMoment(text: string): boolean {
  const date = RFC_3339.exec(text)?.[1];
  return date !== undefined && isCalendarDate(date) && !Number.isNaN(Date.parse(text));
}
