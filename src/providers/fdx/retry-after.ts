import type { IncomingHttpHeaders } from "node:http";
import { headerText } from "./header-text.js";

/** A day: a provider that asks for more has written nonsense, or an app would never come back. */
const LONGEST = 86_400;
const SECONDS = /^\d{1,10}$/;
/** IMF-fixdate (RFC 9110 §5.6.7). `Date.parse` alone would read a date out of nearly anything. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * @param now wall-clock milliseconds, for a provider that does not say what time it is there.
 * @returns how many seconds the provider asks to wait; `undefined` if it does not say so in a form that HTTP knows.
 */
export function retryAfterOf(headers: IncomingHttpHeaders, now: number): number | undefined {
  const text = headerText(headers, "retry-after");
  if (SECONDS.test(text)) return Math.min(Number(text), LONGEST);
  const until = dateOf(text);
  if (until === undefined) return undefined;
  // Both dates by the provider's clock: ours may differ from it by more than the wait.
  const seconds = Math.ceil((until - (dateOf(headerText(headers, "date")) ?? now)) / 1000);
  return Math.min(Math.max(seconds, 0), LONGEST);
}

function dateOf(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
