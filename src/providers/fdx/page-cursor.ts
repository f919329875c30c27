import type { Query } from "./fdx-client.js";

/** The parameters a provider may page by. FDX before 6.3 has only `offset`; sent as `pageKey` it would start again. */
type CursorName = "pageKey" | "offset";

/**
 * @returns the cursor of the next page with the name it must be sent under (`pageKey=…`), from an FDX PaginatedArray;
 * `undefined` on the last page, and where the metadata is of another shape.
 */
export function nextCursor(body: Readonly<Record<string, unknown>>): string | undefined {
  const page = recordOf(body["page"]);
  return (
    cursor("pageKey", page["nextPageKey"]) ??
    cursor("offset", page["nextOffset"]) ??
    linkedCursor(recordOf(recordOf(body["links"])["next"])["href"])
  );
}

/** @returns the query parameter that `nextCursor` stands for. */
export function cursorParameter(text: string | undefined): Query {
  if (text === undefined) return {};
  const end = text.indexOf("=");
  return { [text.slice(0, end)]: text.slice(end + 1) };
}

/** Only the parameter is taken from a link: the provider does not choose where the token is sent. */
function linkedCursor(href: unknown): string | undefined {
  if (typeof href !== "string" || !URL.canParse(href, "https://provider.invalid")) return undefined;
  const { searchParams } = new URL(href, "https://provider.invalid");
  return cursor("pageKey", searchParams.get("pageKey")) ?? cursor("offset", searchParams.get("offset"));
}

/** An empty cursor would ask for the first page again: it counts as none. */
function cursor(name: CursorName, value: unknown): string | undefined {
  const isText = (typeof value === "string" && value !== "") || typeof value === "number";
  return isText ? `${name}=${value}` : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
