import { GatewayError } from "../../core/gateway-error.js";
import type { AccountRecord, FdxRecord, Page } from "../data-provider.js";
import { parseExactJson } from "./exact-json.js";
import { nextCursor } from "./page-cursor.js";

type PlainObject = Record<string, unknown>;

/**
 * Rows are checked in place, only for what the gateway cannot do without, and passed on as they are: copying each of a
 * thousand transactions costs more than parsing them.
 */
type RowCheck = (row: PlainObject) => boolean;

const anyRow: RowCheck = () => true;

/** Accounts are asked for by their id. One that came as a number is made text, as FDX has it. */
const hasAccountId: RowCheck = (row) => {
  if (typeof row["accountId"] === "number") row["accountId"] = String(row["accountId"]);
  const id = row["accountId"];
  return typeof id === "string" && id.length >= 1 && id.length <= MAX_IDENTIFIER;
};

/** FDX Identifier. */
const MAX_IDENTIFIER = 256;
/** GraphQL Int: a larger count cannot be told to clients. */
const MAX_COUNT = 2 ** 31 - 1;

function pageOf<Row>(list: string, isGood: RowCheck): (bytes: Buffer) => Page<Row> {
  return (bytes) => {
    const body = checkedObject(parseExactJson(bytes), "the answer", anyRow);
    const entries = body[list] ?? [];
    if (!Array.isArray(entries)) throw unexpected(list);
    const rows: readonly unknown[] = entries.includes(null) ? entries.filter((row) => row !== null) : entries;
    for (const [index, row] of rows.entries()) checkedObject(row, `${list}.${index}`, isGood);
    return { rows: rows as readonly Row[], next: nextCursor(body), totalElements: countOf(body["page"]) };
  };
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID, with the place and never the value: that may be account data */
function checkedObject(value: unknown, where: string, isGood: RowCheck): PlainObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(where);
  const row = value as PlainObject;
  if (!isGood(row)) throw unexpected(`the id of ${where}`);
  return row;
}

function unexpected(where: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${where} is missing or of another shape`);
}

/** The length of a list is an extra: a wrong one is none, and the list is served without. */
function countOf(page: unknown): number | undefined {
  if (typeof page !== "object" || page === null || !("totalElements" in page)) return undefined;
  const { totalElements: total } = page;
  if (typeof total !== "number" && typeof total !== "string") return undefined;
  return /^\d{1,10}$/.test(String(total)) && Number(total) <= MAX_COUNT ? Number(total) : undefined;
}

const object = (bytes: Buffer, isGood: RowCheck): PlainObject =>
  checkedObject(parseExactJson(bytes), "the answer", isGood);

export const decodeCustomer = (bytes: Buffer): FdxRecord => object(bytes, anyRow);
export const decodeContact = (bytes: Buffer): FdxRecord => object(bytes, anyRow);
export const decodeAccount = (bytes: Buffer): AccountRecord => object(bytes, hasAccountId) as AccountRecord;
export const decodeCustomers: (bytes: Buffer) => Page<FdxRecord> = pageOf("customers", anyRow);
export const decodeAccounts: (bytes: Buffer) => Page<AccountRecord> = pageOf("accounts", hasAccountId);
export const decodeTransactions: (bytes: Buffer) => Page<FdxRecord> = pageOf("transactions", anyRow);
export const decodePaymentNetworks: (bytes: Buffer) => Page<FdxRecord> = pageOf("paymentNetworks", anyRow);
export const decodeStatements: (bytes: Buffer) => Page<FdxRecord> = pageOf("statements", anyRow);
