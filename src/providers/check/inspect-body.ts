import { entityNamed } from "../../fdx/model.js";
import { isMissing, isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { unwrapped } from "../fdx/dialect/unwrap.js";
import type { Paging, Shape } from "./check-report.js";
import type { Findings } from "./findings.js";
import { inspectRecord } from "./inspect-record.js";

/** What an answer should hold. */
export interface Expected {
  /** The field table, or the base of several. */
  readonly entity: string;
  /** The member of the body that holds the rows; missing where the body is the record. */
  readonly list?: string;
  /** What names a record. */
  readonly idKey?: string;
}

/** What can be seen of one body before any of it is put right. */
export interface BodyFacts {
  readonly paging: Paging;
  readonly shape: Shape | undefined;
}

/** Kinds that FDX before 6.0 wraps. */
const WRAPPED = new Set(["Account", "Transaction"]);

/**
 * Looks at a body as it came.
 * @param bytes that the provider's adapter has read before: they are JSON.
 * @param home where the provider's data is: a link to a next page must lead there.
 */
export function inspectBody(bytes: Buffer, expected: Expected, home: URL, findings: Findings): BodyFacts {
  // Nothing at all (204) is an answer too.
  const body: unknown = bytes.length === 0 ? {} : JSON.parse(bytes.toString("utf8"));
  const shapes = new Set<Shape | undefined>();
  for (const row of rowsOf(body, expected)) {
    if (isPlainObject(row)) shapes.add(inspectRow(row, expected, findings));
    else findings.add(`${expected.entity}: ${row === null ? "null in the list" : "no object"}`);
  }
  const [shape] = shapes;
  return {
    paging: isPlainObject(body) ? pagingOf(body, home, findings) : "none",
    shape: shapes.size > 1 ? "mixed" : shape,
  };
}

/** @returns the shape of a record of a kind that may be wrapped. */
function inspectRow(row: PlainObject, { entity, idKey }: Expected, findings: Findings): Shape | undefined {
  const mayBeWrapped = WRAPPED.has(entity);
  const record = mayBeWrapped && idKey !== undefined ? unwrapped(row, idKey) : row;
  if (idKey !== undefined && isMissing(record[idKey])) findings.add(`${entity}.${idKey}: missing`);
  inspectRecord(entityNamed(entity), record, findings);
  if (!mayBeWrapped) return undefined;
  return record === row ? "flat" : "wrapped";
}

function rowsOf(body: unknown, { list }: Expected): readonly unknown[] {
  if (list === undefined) return [body];
  const rows = isPlainObject(body) ? body[list] : undefined;
  return Array.isArray(rows) ? rows : [];
}

function pagingOf({ page, links }: PlainObject, home: URL, findings: Findings): Paging {
  const told = isPlainObject(page) ? page : {};
  const href = nextLink(links);
  if (href !== undefined) inspectLink(href, home, findings);
  if (isKey("nextPageKey", told, findings)) return "pageKey";
  if (isKey("nextOffset", told, findings)) return "offset";
  return href === undefined ? "none" : "link";
}

function nextLink(links: unknown): string | undefined {
  const next = isPlainObject(links) ? links["next"] : undefined;
  const href = isPlainObject(next) ? next["href"] : next;
  return typeof href === "string" && href !== "" ? href : undefined;
}

function isKey(name: string, page: PlainObject, findings: Findings): boolean {
  const key = page[name];
  if (key === "" || key === "null") {
    findings.add(`page.${name}: a text that stands for none`);
    return false;
  }
  return typeof key === "number" || typeof key === "string";
}

function inspectLink(href: string, home: URL, findings: Findings): void {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  const isThere = url?.origin === home.origin && url.pathname.startsWith(home.pathname);
  // One without a host may leave out the front of the path.
  if (!isThere && !/^[/?](?![/\\])/.test(href)) findings.add("the link to the next page leads elsewhere");
}
