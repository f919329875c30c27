import { isPlainObject, type PlainObject } from "./dialect/plain-object.js";
import { errorIn, saysNothingFound } from "./error-body.js";
import { unexpected } from "./unexpected.js";

/** GraphQL Int: a larger count cannot be told to clients. */
const MAX_COUNT = 2 ** 31 - 1;

/**
 * A list is empty only if the provider says so: its member is there without rows, or null, which servers write for a
 * list that was never filled; the page counts none; or FDX's own code for nothing found came with 200 in place of 404.
 * A body with nothing of these may be anything (a fault, a login page's JSON, another call's answer), and "you have no
 * accounts" must not be made of it.
 *
 * @param name of the list's member.
 * @throws GatewayError by an FDX error's code, else PROVIDER_ANSWER_INVALID
 */
export function rowsIn(body: PlainObject, name: string): unknown[] {
  const rows = body[name];
  if (Array.isArray(rows)) return rows.includes(null) ? rows.filter((row) => row !== null) : rows;
  if (rows === null) return [];
  if (rows !== undefined) throw unexpected(name);
  if (countOf(body["page"]) === 0 || saysNothingFound(body)) return [];
  throw errorIn(body) ?? unexpected(name);
}

/** The length of a list is an extra: a wrong one is none, and the list is served without. */
export function countOf(page: unknown): number | undefined {
  if (!isPlainObject(page)) return undefined;
  // `total` is a slip in the examples of FDX 6.4.1 that some providers have copied.
  const total = page["totalElements"] ?? page["total"];
  if (typeof total !== "number" && typeof total !== "string") return undefined;
  return /^\d{1,10}$/.test(String(total)) && Number(total) <= MAX_COUNT ? Number(total) : undefined;
}
