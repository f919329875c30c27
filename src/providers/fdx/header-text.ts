import type { IncomingHttpHeaders } from "node:http";

/** @returns a header's text; one that was sent twice is joined, as HTTP has it, though its type says it cannot be. */
export function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name] ?? "";
  return (Array.isArray(value) ? value.join(", ") : value).trim();
}
