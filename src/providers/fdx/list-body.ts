import { isMissing, isPlainObject, type PlainObject } from "./dialect/plain-object.js";
import { errorIn, saysNothingFound } from "./error-body.js";
import { unexpected } from "./unexpected.js";

/** GraphQL Int: a larger count cannot be told to clients. */
const MAX_COUNT = 2 ** 31 - 1;

/**
 * A list is empty only if the provider says so: its member is there without rows, or null, which servers write for a
 * list that was never filled; the page counts none; or FDX's own code for nothing found came with 200 in place of 404.
 * A body with nothing of these may be anything (a fault, a login page's JSON, another call's answer), and "you have no
 * accounts" must not be made of it. Nor of a member without rows in the body of a fault, or beside a page that counts some.
 *
 * @param name of the list's member.
 * @throws GatewayError by an FDX error's code, else PROVIDER_ANSWER_INVALID
 */
export function rowsIn(body: PlainObject, name: string): unknown[] {
  const sent = body[name];
  if (!isMissing(sent) && !Array.isArray(sent)) throw unexpected(name);
  const rows = withoutNulls(sent ?? []);
  if (rows.length > 0 || saysNothingFound(body)) return rows;
  const failure = errorIn(body);
  if (failure !== undefined) throw failure;
  if (saysEmpty(sent, countOf(body["page"]))) return rows;
  throw unexpected(name);
}

function withoutNulls(rows: unknown[]): unknown[] {
  return rows.includes(null) ? rows.filter((row) => row !== null) : rows;
}

/** @param sent a member without a row. */
function saysEmpty(sent: readonly unknown[] | null | undefined, count: number | undefined): boolean {
  // A page beyond the last one holds no row, and counts those of the pages before it.
  if (sent?.length === 0) return true;
  return count === 0 || (sent === null && count === undefined);
}

/** The length of a list is an extra: a wrong one is none, and the list is served without. */
export function countOf(page: unknown): number | undefined {
  if (!isPlainObject(page)) return undefined;
  // `total` is a slip in the examples of FDX 6.4.1 that some providers have copied.
  const total = page["totalElements"] ?? page["total"];
  if (typeof total !== "number" && typeof total !== "string") return undefined;
  return /^\d{1,10}$/.test(String(total)) && Number(total) <= MAX_COUNT ? Number(total) : undefined;
}
