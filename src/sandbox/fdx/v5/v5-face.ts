import type { CallKind } from "../../control/call-log.js";
import type { Face } from "../face.js";
import { Query } from "../query.js";
import { json, type WireAnswer } from "../wire-answer.js";
import { CATEGORIES, RECORDS, ROWS } from "./changes.js";
import { convert, isRecord, type FdxRecord } from "./convert.js";

/** Parameters of 5.2 with the names that 6.4 has for them; the names of 6.4 mean nothing to a 5.2 bank. */
const PARAMETERS = { offset: "pageKey", startTime: "startDate", endTime: "endDate" } as const;
const CURSOR = { parameter: "offset", field: "nextOffset" } as const;

/** FDX 5.2: one-key wrappers, `offset`, no partial answers, and the fields of 2023. */
export const V5_FACE: Face = {
  path: "/fdx/v5",
  cursor: CURSOR,
  lacks: new Set<CallKind>(["assetTransferNetworks"]),
  query: (url) => new Query(renamed(new URL(url, "http://bank.invalid").searchParams)),
  knows: (category) => Object.hasOwn(CATEGORIES, category),
  present: (kind, answer) => {
    if (!isRecord(answer.body) || Buffer.isBuffer(answer.body) || answer.status >= 300) return answer;
    // 5.2 has no 206: what cannot be given is left out in silence.
    const { headers } = json(undefined);
    return { status: 200, headers, body: bodyOf(kind, answer.body) } satisfies WireAnswer;
  },
};

function renamed(given: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams(given);
  for (const [older, newer] of Object.entries(PARAMETERS)) {
    query.delete(newer);
    for (const value of given.getAll(older)) query.append(newer, value);
    query.delete(older);
  }
  return query;
}

function bodyOf(kind: CallKind, body: FdxRecord): FdxRecord {
  if (kind === "account") return wrapped("account", body);
  const change = RECORDS[kind];
  return change === undefined ? listOf(body) : convert(body, change);
}

function listOf({ page, links, ...lists }: FdxRecord): FdxRecord {
  const rows = Object.entries(lists).map(([name, list]) => [
    name,
    Array.isArray(list) ? list.map((row: FdxRecord) => rowOf(name, row)) : list,
  ]);
  return {
    ...(isRecord(page) && { page: convert(page, { renamed: { nextPageKey: CURSOR.field } }) }),
    ...(isRecord(links) && { links: olderLinks(links) }),
    ...(Object.fromEntries(rows) as FdxRecord),
  };
}

function rowOf(list: string, row: FdxRecord): FdxRecord {
  if (list === "accounts") return wrapped("account", row);
  if (list === "transactions") return wrapped("transaction", row);
  return convert(row, ROWS[list] ?? {});
}

function wrapped(kind: "account" | "transaction", row: FdxRecord): FdxRecord {
  const category = CATEGORIES[String(row["accountCategory"])];
  if (category === undefined) return row;
  const key = `${category.wrapper}${kind === "account" ? "Account" : "Transaction"}`;
  return { [key]: convert(row, category[kind]) };
}

function olderLinks({ next }: FdxRecord): FdxRecord {
  if (!isRecord(next)) return {};
  const url = new URL(String(next["href"]));
  const query = new URLSearchParams();
  for (const [name, value] of url.searchParams) query.append(olderName(name), value);
  url.search = query.toString();
  return { next: { ...next, href: url.href } };
}

function olderName(name: string): string {
  return Object.entries(PARAMETERS).find(([, newer]) => newer === name)?.[0] ?? name;
}
