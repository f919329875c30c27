import { isPlainObject, type PlainObject } from "./dialect/plain-object.js";
import type { Query } from "./fdx-client.js";

/** The parameters a provider may page by. FDX before 6.3 has only `offset`; sent as `pageKey` it would start again. */
const CURSOR_NAMES = ["pageKey", "offset"] as const;

/** What a provider's software writes where it has no cursor. */
const NO_CURSOR = /^(?:|null|undefined|none|nil|nan)$/i;
/** As JSON: our own cursor has to hold it. Longer ones are not cursors of any provider known. */
const MAX_CURSOR_BYTES = 2048;

/** How a list goes on behind a page. */
export interface NextPage {
  /** With the name it must be sent under (`pageKey=…`); missing where there is none. */
  readonly next: string | undefined;
  /** There is more, and no way to it that the gateway takes. */
  readonly cutOff?: true;
}

const LAST: NextPage = { next: undefined };
const CUT_OFF: NextPage = { next: undefined, cutOff: true };

/**
 * Reads an FDX PaginatedArray, leniently: metadata of another shape means that nothing follows.
 * @param listUrl gives the list that was asked for. Of a link only the cursor is taken, and only if the link leads to this very
 * list: the provider does not choose where the token is sent.
 */
export function nextPage(body: PlainObject, listUrl: () => URL): NextPage {
  const page = isPlainObject(body["page"]) ? body["page"] : {};
  const told = cursor("pageKey", page["nextPageKey"]) ?? cursor("offset", page["nextOffset"]);
  if (told !== undefined) return told;
  const href = hrefOf(body["links"]);
  return href === undefined || NO_CURSOR.test(href.trim()) ? LAST : linkedPage(href, listUrl());
}

/** @returns the query parameter that `next` stands for. */
export function cursorParameter(text: string | undefined): Query {
  if (text === undefined || text === "") return {};
  const end = text.indexOf("=");
  return { [text.slice(0, end)]: text.slice(end + 1) };
}

function linkedPage(href: string, list: URL): NextPage {
  if (!URL.canParse(href, list.href)) return LAST;
  const { searchParams } = new URL(href, list);
  if (!leadsTo(href, list)) return CUT_OFF;
  for (const name of CURSOR_NAMES) {
    const found = cursor(name, searchParams.get(name));
    if (found !== undefined) return found;
  }
  // A parameter that says there is no next page, or one of a name that is not FDX's.
  return CURSOR_NAMES.some((name) => searchParams.has(name)) ? LAST : CUT_OFF;
}

/** An absolute link must name the same host and path; one without a host may leave out the front of the path. */
function leadsTo(href: string, list: URL): boolean {
  const listPath = plainPath(list.pathname);
  if (/^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(href.trim())) {
    const { origin, pathname } = new URL(href, list);
    return origin === list.origin && plainPath(pathname) === listPath;
  }
  const path = plainPath(href.trim().replace(/[?#].*$/s, ""));
  return path === "" || `/${listPath}`.endsWith(`/${path}`);
}

function plainPath(path: string): string {
  const trimmed = withoutOuterSlashes(path);
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed;
  }
}

/** By hand: `/\/+$/` takes a minute for a link of two hundred thousand slashes, which a provider may send. */
function withoutOuterSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (path[start] === "/") start += 1;
  while (end > start && path[end - 1] === "/") end -= 1;
  return path.slice(start, end);
}

/** FDX has an object of links; lists of links with a `rel`, and bare texts, are seen too. */
function hrefOf(links: unknown): string | undefined {
  const next: unknown = Array.isArray(links)
    ? links.find((link) => isPlainObject(link) && link["rel"] === "next")
    : isPlainObject(links) && links["next"];
  const href = isPlainObject(next) ? next["href"] : next;
  return typeof href === "string" ? href : undefined;
}

/** @returns `undefined` for what is no cursor: sent back, it would ask for the first page again. */
function cursor(name: (typeof CURSOR_NAMES)[number], value: unknown): NextPage | undefined {
  const isText = typeof value === "string" || typeof value === "number";
  if (!isText || NO_CURSOR.test(String(value).trim())) return undefined;
  const next = `${name}=${value}`;
  return Buffer.byteLength(JSON.stringify(next)) > MAX_CURSOR_BYTES ? CUT_OFF : { next };
}
