import { createHash } from "node:crypto";
import { FdxError } from "./fdx-error.js";
import type { Query } from "./query.js";

/** The paging part of every FDX list. */
export interface PageParts {
  readonly page: { readonly nextPageKey?: string; readonly totalElements: number };
  readonly links: { readonly next?: { readonly href: string; readonly action: "GET"; readonly rel: "next" } };
}

export interface PageRequest {
  /** Absolute, without a query. */
  readonly url: string;
  readonly query: Query;
  readonly defaultLimit: number;
  /** A larger `limit` is lowered to this without complaint, as real banks do. */
  readonly maxLimit: number;
}

/** Cuts one page out of a list that is the same for the whole run of the bank. */
export function pageOf<Item>(
  items: readonly Item[],
  request: PageRequest,
): { readonly items: readonly Item[]; readonly parts: PageParts } {
  const offset = Math.max(0, offsetOf(request) + request.query.shift);
  const end = offset + limitOf(request);
  if (end >= items.length) {
    return { items: items.slice(offset), parts: { page: { totalElements: items.length }, links: {} } };
  }
  const nextPageKey = pageKeyFor(request, end);
  const href = `${request.url}?${request.query.forPage(nextPageKey)}`;
  return {
    items: items.slice(offset, end),
    parts: {
      page: { nextPageKey, totalElements: items.length },
      links: { next: { href, action: "GET", rel: "next" } },
    },
  };
}

function limitOf({ query, defaultLimit, maxLimit }: PageRequest): number {
  const text = query.text("limit");
  if (text === undefined) return defaultLimit;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new FdxError("401", "limit must be a positive whole number");
  return Math.min(Number(text), maxLimit);
}

function offsetOf(request: PageRequest): number {
  const key = request.query.text("pageKey");
  if (key === undefined) return 0;
  const offset = Number(Buffer.from(key, "base64url").toString("utf8").split(".")[0]);
  // A key is good for the list it came from: reading on in another list would skip rows in silence.
  if (!Number.isSafeInteger(offset) || key !== pageKeyFor(request, offset)) {
    throw new FdxError("401", "pageKey is not one of this list");
  }
  return offset;
}

function pageKeyFor({ url, query }: PageRequest, offset: number): string {
  const list = createHash("sha256").update(`${url}?${query.withoutPaging()}`).digest("hex").slice(0, 12);
  return Buffer.from(`${String(offset)}.${list}`).toString("base64url");
}
