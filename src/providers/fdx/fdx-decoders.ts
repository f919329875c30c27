import { GatewayError } from "../../core/gateway-error.js";
import type { AccountRecord, FdxRecord, Page } from "../data-provider.js";
import { readAccount } from "./dialect/account.js";
import { isPlainObject, type PlainObject } from "./dialect/plain-object.js";
import { putRight } from "./dialect/shape.js";
import { SHAPES } from "./dialect/shapes.js";
import { readTransaction } from "./dialect/transaction.js";
import { parseExactJson } from "./exact-json.js";
import { nextPage } from "./page-cursor.js";

/**
 * Rows are checked only for what the gateway cannot do without, put into FDX 6.4's shape in place, and passed on:
 * copying each of a thousand transactions costs more than parsing them.
 * @returns `undefined` for a row without the id that it must have.
 */
type RowReader = (row: PlainObject) => PlainObject | undefined;

/** @param list the URL that was asked: a link to the next page must lead there. */
type PageDecoder<Row> = (bytes: Buffer, list: URL) => Page<Row>;

/** FDX Identifier. */
const MAX_IDENTIFIER = 256;
/** GraphQL Int: a larger count cannot be told to clients. */
const MAX_COUNT = 2 ** 31 - 1;

/** Accounts are asked for by their id. One that came as a number is made text, as FDX has it. */
const accountRow: RowReader = (row) => {
  const account = readAccount(row);
  if (typeof account["accountId"] === "number") account["accountId"] = String(account["accountId"]);
  const id = account["accountId"];
  return typeof id === "string" && id.length >= 1 && id.length <= MAX_IDENTIFIER ? account : undefined;
};

/** @param entity its name in the field tables */
function rowOf(entity: string): RowReader {
  const shape = SHAPES.of(entity);
  return (row) => {
    putRight(row, shape);
    return row;
  };
}

function pageOf<Row>(name: string, read: RowReader): PageDecoder<Row> {
  return (bytes, list) => {
    const body = objectIn(parseExactJson(bytes), "the answer");
    const entries = body[name] ?? [];
    if (!Array.isArray(entries)) throw unexpected(name);
    const rows: unknown[] = entries.includes(null) ? entries.filter((row) => row !== null) : entries;
    for (const [index, row] of rows.entries()) rows[index] = readRow(row, `${name}.${index}`, read);
    const totalElements = countOf(body["page"]);
    return { rows: rows as readonly Row[], ...nextPage(body, list), totalElements };
  };
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID, with the place and never the value: that may be account data */
function readRow(value: unknown, where: string, read: RowReader): PlainObject {
  const row = read(objectIn(value, where));
  if (row === undefined) throw unexpected(`the id of ${where}`);
  return row;
}

function objectIn(value: unknown, where: string): PlainObject {
  if (!isPlainObject(value)) throw unexpected(where);
  return value;
}

function unexpected(where: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${where} is missing or of another shape`);
}

/** The length of a list is an extra: a wrong one is none, and the list is served without. */
function countOf(page: unknown): number | undefined {
  if (!isPlainObject(page)) return undefined;
  // `total` is a slip in the examples of FDX 6.4.1 that some providers have copied.
  const total = page["totalElements"] ?? page["total"];
  if (typeof total !== "number" && typeof total !== "string") return undefined;
  return /^\d{1,10}$/.test(String(total)) && Number(total) <= MAX_COUNT ? Number(total) : undefined;
}

const record = (bytes: Buffer, read: RowReader): PlainObject =>
  readRow(parseExactJson(bytes), "the answer", read);

const customerRow = rowOf("Customer");
const contactRow = rowOf("AccountContact");
const programRow = rowOf("RewardProgram");

export const decodeCustomer = (bytes: Buffer): FdxRecord => record(bytes, customerRow);
export const decodeContact = (bytes: Buffer): FdxRecord => record(bytes, contactRow);
export const decodeAccount = (bytes: Buffer): AccountRecord => record(bytes, accountRow) as AccountRecord;
export const decodeRewardProgram = (bytes: Buffer): FdxRecord => record(bytes, programRow);
export const decodeCustomers: PageDecoder<FdxRecord> = pageOf("customers", customerRow);
export const decodeAccounts: PageDecoder<AccountRecord> = pageOf("accounts", accountRow);
export const decodeTransactions: PageDecoder<FdxRecord> = pageOf("transactions", readTransaction);
export const decodePaymentNetworks: PageDecoder<FdxRecord> = pageOf(
  "paymentNetworks",
  rowOf("PaymentNetwork"),
);
export const decodeAssetTransferNetworks: PageDecoder<FdxRecord> = pageOf(
  "assetTransferNetworks",
  rowOf("AssetTransferNetwork"),
);
export const decodeStatements: PageDecoder<FdxRecord> = pageOf("statements", rowOf("Statement"));
export const decodeRewardPrograms: PageDecoder<FdxRecord> = pageOf("rewardPrograms", programRow);
export const decodeRewardCategories: PageDecoder<FdxRecord> = pageOf(
  "rewardCategories",
  rowOf("RewardCategory"),
);
