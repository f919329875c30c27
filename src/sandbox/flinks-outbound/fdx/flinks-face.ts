import type { CallKind } from "../../control/call-log.js";
import type { DataCall } from "../../fdx/data-call.js";
import type { Face } from "../../fdx/face.js";
import type { Query } from "../../fdx/query.js";
import type { WireAnswer } from "../../fdx/wire-answer.js";
import { convert, isRecord, type Change, type FdxRecord } from "../../fdx/v5/convert.js";
import { V5_FACE } from "../../fdx/v5/v5-face.js";
import type { ProviderBank } from "../outbound-provider.js";
import { accountDetails } from "./account-details.js";
import { FlinksDataError, refusal } from "./flinks-data-error.js";
import type { PageCursors } from "./page-cursors.js";
import { sevenFractionDigits } from "./seven-fraction-digits.js";
import type { StatementDesk } from "./statement-desk.js";

/** What a provider's face is made from. */
export interface FlinksFaceParts {
  readonly bank: ProviderBank;
  readonly cursors: PageCursors;
  readonly statements: StatementDesk;
}

/** Outbound has neither; the answer is the one for everything that a provider lacks. */
const NEVER_THERE: readonly CallKind[] = ["customers", "contact", "assetTransferNetworks"];

/** FDX 5.2 as Outbound passes it on from one provider. */
export function flinksFace(parts: FlinksFaceParts): Face {
  const { bank, cursors } = parts;
  return {
    path: "/api/fdx/5",
    cursor: V5_FACE.cursor,
    lacks: new Set([...NEVER_THERE, ...(bank.hasPaymentNetworks ? [] : (["paymentNetworks"] as const))]),
    query: (url) => V5_FACE.query(url),
    knows: (category) => V5_FACE.knows(category),
    resolve: (query) => resolved(query, cursors),
    present: (kind, answer, call) => present(parts, kind, answer, call),
    refuse: refusal,
  };
}

function resolved(query: Query, cursors: PageCursors): Query {
  const [start, end] = [query.text("startDate"), query.text("endDate")];
  // Both dates or none, says the documentation, and names 702 and 703 without saying which is for what.
  if ((start === undefined) !== (end === undefined)) throw new FlinksDataError("702", "one date is missing");
  const cursor = query.text("pageKey");
  return cursor === undefined ? query : query.with({ pageKey: cursors.keyOf(cursor) ?? cursor });
}

function present(parts: FlinksFaceParts, kind: CallKind, answer: WireAnswer, call: DataCall): WireAnswer {
  if (kind === "statementDocument") return parts.statements.handOver(answer, call, parts.bank);
  const older = V5_FACE.present(kind, answer, call);
  if (!isRecord(older.body)) return older;
  const { page, links, ...rest } = older.body;
  const paging = isRecord(page) ? pagingOf(kind, page, isRecord(links) ? links : {}, parts.cursors) : {};
  const body = { ...paging, ...(CONTENT[kind]?.(rest, call, parts.bank) ?? rest) };
  return { ...older, body: sevenFractionDigits(body) };
}

type Content = (body: FdxRecord, call: DataCall, bank: ProviderBank) => FdxRecord;

/** What is different from 5.2 in the answers of some kinds of call. */
const CONTENT: Partial<Record<CallKind, Content>> = {
  account: accountDetails,
  accounts: (body, call, bank) =>
    call.query.text("resultType") === "details"
      ? eachRow(body, "accounts", (row) => accountDetails(row, call, bank))
      : body,
  transactions: (body, _call, { tellsDirection }) =>
    tellsDirection
      ? body
      : eachRow(body, "transactions", (row) => unwrappedChange(row, { without: ["debitCreditMemo"] })),
  // Where a document is, its id says.
  statements: (body) => eachRow(body, "statements", (row) => convert(row, { without: ["links"] })),
  customer: (body, _call, { profileOnly }) =>
    profileOnly ? convert(body, { without: ["email", "accounts"] }) : body,
};

function eachRow(body: FdxRecord, list: string, change: (row: FdxRecord) => FdxRecord): FdxRecord {
  const rows = body[list];
  return { ...body, [list]: Array.isArray(rows) ? rows.filter(isRecord).map(change) : rows };
}

/** Changes what is inside of a wrapper. */
function unwrappedChange(row: FdxRecord, change: Change): FdxRecord {
  const inner = Object.entries(row).map(([wrapper, record]) => [
    wrapper,
    convert(record as FdxRecord, change),
  ]);
  return Object.fromEntries(inner) as FdxRecord;
}

/** The last page has neither a cursor nor a link. Only links of accounts are described. */
function pagingOf(kind: CallKind, page: FdxRecord, links: FdxRecord, cursors: PageCursors): FdxRecord {
  const { nextOffset, ...rest } = page;
  const { next } = links;
  if (typeof nextOffset !== "string" || !isRecord(next)) return { page: rest, links: {} };
  const cursor = cursors.cursorFor(nextOffset);
  const url = new URL(String(next["href"]));
  url.searchParams.set("offset", cursor);
  const described = kind === "accounts" ? { action: "GET", description: "Next page" } : {};
  return {
    page: { nextOffset: cursor, ...rest },
    links: { next: { href: url.href, ...described } },
  };
}
